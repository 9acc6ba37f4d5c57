-- +goose Up
CREATE TABLE feedbacks (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id       INTEGER NOT NULL,
	name         TEXT NOT NULL,
	sender       TEXT NOT NULL,
	document     TEXT NOT NULL,
	received_on  TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	note         TEXT NOT NULL,
	entered_by   INTEGER NOT NULL,
	entered_name TEXT NOT NULL,
	revision     INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX feedbacks_org ON feedbacks (org_id, received_on);
