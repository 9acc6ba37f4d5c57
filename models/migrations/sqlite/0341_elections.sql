-- +goose Up
CREATE TABLE elections (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id         INTEGER NOT NULL,
	kind           TEXT NOT NULL,
	state          TEXT NOT NULL,
	planned_on     TEXT NOT NULL,
	note           TEXT NOT NULL,
	asked_on       TEXT NOT NULL,
	asked_by       INTEGER NOT NULL,
	asked_name     TEXT NOT NULL,
	document       TEXT NOT NULL,
	approved_on    TEXT NOT NULL,
	approved_name  TEXT NOT NULL,
	held_on        TEXT NOT NULL,
	entitled       INTEGER NOT NULL,
	present        INTEGER NOT NULL,
	result_document TEXT NOT NULL,
	confirmed_on   TEXT NOT NULL,
	confirmed_name TEXT NOT NULL,
	reason         TEXT NOT NULL,
	closing        INTEGER NOT NULL,
	revision       INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE UNIQUE INDEX elections_one_open ON elections (org_id, closing);
