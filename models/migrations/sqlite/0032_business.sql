-- +goose Up
CREATE TABLE tags (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	kind       TEXT NOT NULL,
	name       TEXT NOT NULL,
	since      INTEGER NOT NULL,
	retired_on TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	UNIQUE (kind, name)
);
CREATE TABLE project_tags (
	project_id INTEGER NOT NULL,
	tag_id     INTEGER NOT NULL,
	PRIMARY KEY (project_id, tag_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
	FOREIGN KEY (tag_id) REFERENCES tags (id)
);
CREATE INDEX project_tags_tag ON project_tags (tag_id, project_id);
CREATE TABLE business_tasks (
	project_id  INTEGER PRIMARY KEY,
	name        TEXT NOT NULL,
	unit        TEXT NOT NULL,
	approved_at DATETIME,
	approved_by TEXT NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE TABLE project_links (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id  INTEGER NOT NULL,
	activity_id INTEGER NOT NULL,
	by_id       INTEGER NOT NULL,
	by_name     TEXT NOT NULL,
	created_at  DATETIME NOT NULL,
	UNIQUE (project_id, activity_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE INDEX project_links_activity ON project_links (activity_id);
