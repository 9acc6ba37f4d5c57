-- +goose Up
ALTER TABLE projects ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN activity_id INTEGER REFERENCES activities (id) ON DELETE SET NULL;
CREATE INDEX projects_activity ON projects (activity_id);
