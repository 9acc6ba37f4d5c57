-- +goose Up
CREATE TABLE term_extensions (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id        INTEGER NOT NULL,
	term_ends_on  TEXT NOT NULL,
	until         TEXT NOT NULL,
	reason        TEXT NOT NULL,
	document      TEXT NOT NULL,
	approved_on   TEXT NOT NULL,
	approved_by   INTEGER NOT NULL,
	approved_name TEXT NOT NULL,
	UNIQUE (org_id, term_ends_on, until),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE TABLE term_letters (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id        INTEGER NOT NULL,
	ends_on       TEXT NOT NULL,
	sent_on       TEXT NOT NULL,
	sent_name     TEXT NOT NULL,
	received_on   TEXT NOT NULL,
	received_name TEXT NOT NULL,
	UNIQUE (org_id, ends_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE TABLE screenings (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id      INTEGER NOT NULL,
	code        TEXT NOT NULL,
	subject     TEXT NOT NULL,
	level       TEXT NOT NULL,
	detail      TEXT NOT NULL,
	found_on    TEXT NOT NULL,
	resolved_on TEXT NOT NULL,
	UNIQUE (org_id, code, subject, resolved_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX screenings_open ON screenings (resolved_on, found_on);
