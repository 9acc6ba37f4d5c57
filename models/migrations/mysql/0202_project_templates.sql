-- +goose Up
CREATE TABLE IF NOT EXISTS project_templates (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id     BIGINT NOT NULL,
	name       VARCHAR(100) NOT NULL,
	plan       MEDIUMTEXT NOT NULL,
	made_name  VARCHAR(100) NOT NULL,
	created_at DATETIME(3) NOT NULL,
	revision   INT NOT NULL,
	UNIQUE KEY project_templates_name (org_id, name),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
