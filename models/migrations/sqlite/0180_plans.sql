-- +goose Up
CREATE TABLE plans (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id         INTEGER NOT NULL,
	year           INTEGER NOT NULL,
	state          TEXT NOT NULL,
	fixed_day      TEXT NOT NULL,
	submitted_by   INTEGER NOT NULL,
	submitted_name TEXT NOT NULL,
	submitted_at   DATETIME,
	decided_by     INTEGER NOT NULL,
	decided_name   TEXT NOT NULL,
	decided_at     DATETIME,
	reason         TEXT NOT NULL,
	revision       INTEGER NOT NULL,
	UNIQUE (org_id, year),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX plans_state ON plans (state, year);
CREATE TABLE plan_rows (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	plan_id        INTEGER NOT NULL,
	month          INTEGER NOT NULL,
	committee_on   TEXT NOT NULL,
	committee_note TEXT NOT NULL,
	held_on        TEXT NOT NULL,
	held_note      TEXT NOT NULL,
	topic          TEXT NOT NULL,
	form           TEXT NOT NULL,
	second_on      TEXT NOT NULL,
	second_topic   TEXT NOT NULL,
	also           TEXT NOT NULL,
	leader         TEXT NOT NULL,
	place          TEXT NOT NULL,
	comment        TEXT NOT NULL,
	UNIQUE (plan_id, month),
	FOREIGN KEY (plan_id) REFERENCES plans (id)
);
