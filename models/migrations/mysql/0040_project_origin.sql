-- +goose Up
ALTER TABLE projects
	ADD COLUMN origin VARCHAR(30) NOT NULL DEFAULT '',
	ADD COLUMN activity_id BIGINT,
	ADD CONSTRAINT projects_activity FOREIGN KEY (activity_id) REFERENCES activities (id) ON DELETE SET NULL;
