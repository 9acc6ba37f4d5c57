-- +goose Up
CREATE TABLE explanations (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id       INTEGER NOT NULL,
	code         TEXT NOT NULL,
	subject      TEXT NOT NULL,
	period       TEXT NOT NULL,
	text         TEXT NOT NULL,
	filed_on     TEXT NOT NULL,
	filed_by     INTEGER NOT NULL,
	filed_name   TEXT NOT NULL,
	state        TEXT NOT NULL,
	until        TEXT NOT NULL,
	decided_on   TEXT NOT NULL,
	decided_by   INTEGER NOT NULL,
	decided_name TEXT NOT NULL,
	answer       TEXT NOT NULL,
	closing      INTEGER NOT NULL,
	revision     INTEGER NOT NULL,
	UNIQUE (org_id, code, subject, period, closing),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX explanations_state ON explanations (state, id);
