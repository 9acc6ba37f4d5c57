-- +goose Up
CREATE TABLE inspections (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	kind         TEXT NOT NULL,
	name         TEXT NOT NULL,
	org_id       INTEGER,
	period       TEXT NOT NULL,
	template     TEXT NOT NULL,
	opened_on    TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	percent      INTEGER NOT NULL,
	avoid        INTEGER NOT NULL,
	avoided      INTEGER NOT NULL,
	seed         INTEGER NOT NULL,
	frame        TEXT NOT NULL,
	drawn_on     TEXT NOT NULL,
	created_by   INTEGER NOT NULL,
	created_name TEXT NOT NULL,
	revision     INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX inspections_due ON inspections (kind, due_on);
