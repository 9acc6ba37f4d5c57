-- +goose Up
CREATE TABLE regulations (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id     INTEGER NOT NULL,
	name       TEXT NOT NULL,
	version    INTEGER NOT NULL,
	adopted_on TEXT NOT NULL,
	text       TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	UNIQUE (org_id, name),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
