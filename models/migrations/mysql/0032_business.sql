-- +goose Up
CREATE TABLE IF NOT EXISTS tags (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	kind       VARCHAR(30) NOT NULL,
	name       VARCHAR(100) NOT NULL,
	since      INT NOT NULL,
	retired_on CHAR(10) NOT NULL,
	revision   INT NOT NULL,
	UNIQUE (kind, name)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS project_tags (
	project_id BIGINT NOT NULL,
	tag_id     BIGINT NOT NULL,
	PRIMARY KEY (project_id, tag_id),
	INDEX project_tags_tag (tag_id, project_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
	FOREIGN KEY (tag_id) REFERENCES tags (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS business_tasks (
	project_id  BIGINT PRIMARY KEY,
	name        VARCHAR(200) NOT NULL,
	unit        VARCHAR(100) NOT NULL,
	approved_at DATETIME(3),
	approved_by VARCHAR(100) NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS project_links (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	project_id  BIGINT NOT NULL,
	activity_id BIGINT NOT NULL,
	by_id       BIGINT NOT NULL,
	by_name     VARCHAR(100) NOT NULL,
	created_at  DATETIME(3) NOT NULL,
	UNIQUE (project_id, activity_id),
	INDEX project_links_activity (activity_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
