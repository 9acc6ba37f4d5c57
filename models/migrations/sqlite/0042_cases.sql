-- +goose Up
CREATE TABLE cases (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id   INTEGER NOT NULL,
	year     INTEGER NOT NULL,
	mode     TEXT NOT NULL,
	occasion TEXT NOT NULL,
	title    TEXT NOT NULL,
	text     TEXT NOT NULL,
	tags     TEXT NOT NULL,
	shared   BOOLEAN NOT NULL,
	by_id    INTEGER NOT NULL,
	by_name  TEXT NOT NULL,
	revision INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX cases_year ON cases (year, id);
CREATE INDEX cases_org ON cases (org_id, year, id);
