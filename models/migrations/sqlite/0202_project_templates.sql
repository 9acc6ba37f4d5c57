-- +goose Up
CREATE TABLE project_templates (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id     INTEGER NOT NULL,
	name       TEXT NOT NULL,
	plan       TEXT NOT NULL,
	made_name  TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	revision   INTEGER NOT NULL,
	UNIQUE (org_id, name),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
