-- +goose Up
CREATE TABLE IF NOT EXISTS bulletin_orgs (
	bulletin_id BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	PRIMARY KEY (bulletin_id, org_id),
	FOREIGN KEY (bulletin_id) REFERENCES bulletins (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	INDEX bulletin_orgs_org (org_id, bulletin_id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
