-- +goose Up
CREATE TABLE supervisions (
	post_id INTEGER NOT NULL,
	org_id  INTEGER NOT NULL,
	PRIMARY KEY (post_id, org_id),
	FOREIGN KEY (post_id) REFERENCES posts (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX supervisions_org ON supervisions (org_id);
