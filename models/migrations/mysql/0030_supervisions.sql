-- +goose Up
CREATE TABLE IF NOT EXISTS supervisions (
	post_id BIGINT NOT NULL,
	org_id  BIGINT NOT NULL,
	PRIMARY KEY (post_id, org_id),
	INDEX supervisions_org (org_id),
	FOREIGN KEY (post_id) REFERENCES posts (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
