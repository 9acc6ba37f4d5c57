-- +goose Up
CREATE TABLE petitions (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	kind           TEXT NOT NULL,
	org_id         INTEGER NOT NULL,
	branch_id      INTEGER NOT NULL,
	code           TEXT NOT NULL,
	period         TEXT NOT NULL,
	through        TEXT NOT NULL,
	activity_id    INTEGER NOT NULL,
	duty_id        INTEGER NOT NULL,
	old_on         TEXT NOT NULL,
	old_at         TEXT NOT NULL,
	old_place      TEXT NOT NULL,
	old_topic      TEXT NOT NULL,
	new_on         TEXT NOT NULL,
	new_at         TEXT NOT NULL,
	new_place      TEXT NOT NULL,
	new_topic      TEXT NOT NULL,
	reason_code    TEXT NOT NULL,
	reason         TEXT NOT NULL,
	document       TEXT NOT NULL,
	state          TEXT NOT NULL,
	waits_for      TEXT,
	asked_by       INTEGER NOT NULL,
	asked_name     TEXT NOT NULL,
	asked_at       DATETIME NOT NULL,
	decided_by     INTEGER NOT NULL,
	decided_name   TEXT NOT NULL,
	decided_at     DATETIME,
	answer         TEXT NOT NULL,
	revision       INTEGER NOT NULL,
	UNIQUE (waits_for),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX petitions_org ON petitions (org_id, kind, state);
CREATE INDEX petitions_state ON petitions (state, asked_at);
CREATE INDEX petitions_activity ON petitions (activity_id);
