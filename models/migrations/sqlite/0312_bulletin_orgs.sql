-- +goose Up
CREATE TABLE bulletin_orgs (
	bulletin_id INTEGER NOT NULL,
	org_id      INTEGER NOT NULL,
	PRIMARY KEY (bulletin_id, org_id),
	FOREIGN KEY (bulletin_id) REFERENCES bulletins (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX bulletin_orgs_org ON bulletin_orgs (org_id, bulletin_id);
