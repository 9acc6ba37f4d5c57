-- +goose Up
CREATE TABLE IF NOT EXISTS regulations (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id     BIGINT NOT NULL,
	name       VARCHAR(100) NOT NULL,
	version    INT NOT NULL,
	adopted_on CHAR(10) NOT NULL,
	text       TEXT NOT NULL,
	revision   INT NOT NULL,
	UNIQUE (org_id, name),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
