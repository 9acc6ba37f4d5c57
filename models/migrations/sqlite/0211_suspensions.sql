-- +goose Up
CREATE TABLE suspensions (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id       INTEGER,
	from_on      TEXT NOT NULL,
	to_on        TEXT NOT NULL,
	reason       TEXT NOT NULL,
	approved_by  TEXT NOT NULL,
	created_by   INTEGER NOT NULL,
	created_name TEXT NOT NULL,
	created_at   DATETIME NOT NULL,
	ended_name   TEXT NOT NULL,
	ended_at     DATETIME,
	revision     INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX suspensions_days ON suspensions (from_on, to_on);
