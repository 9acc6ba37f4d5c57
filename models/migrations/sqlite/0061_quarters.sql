-- +goose Up
CREATE TABLE quarter_snapshots (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	year         INTEGER NOT NULL,
	quarter      INTEGER NOT NULL,
	project_id   INTEGER NOT NULL,
	org_id       INTEGER NOT NULL,
	unit         TEXT NOT NULL,
	code         TEXT NOT NULL,
	name         TEXT NOT NULL,
	owner        TEXT NOT NULL,
	state        TEXT NOT NULL,
	percent      INTEGER NOT NULL,
	time_percent INTEGER NOT NULL,
	tone         TEXT NOT NULL,
	light        TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	overdue_days INTEGER NOT NULL,
	note         TEXT NOT NULL,
	taken_on     TEXT NOT NULL,
	taken_by     TEXT NOT NULL,
	UNIQUE (year, quarter, project_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);
CREATE INDEX quarter_snapshots_unit ON quarter_snapshots (year, quarter, unit, code, id);
