-- +goose Up
CREATE TABLE duties (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	code      TEXT NOT NULL,
	org_id    INTEGER NOT NULL,
	period    TEXT NOT NULL,
	needed    INTEGER NOT NULL,
	"floor"   INTEGER NOT NULL,
	opens_on  TEXT NOT NULL,
	due_on    TEXT NOT NULL,
	held      INTEGER NOT NULL,
	state     TEXT NOT NULL,
	closed_on TEXT NOT NULL,
	reason    TEXT NOT NULL,
	revision  INTEGER NOT NULL,
	UNIQUE (code, period, org_id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX duties_org ON duties (org_id, period);
CREATE INDEX duties_due ON duties (due_on, id);
CREATE INDEX duties_state ON duties (state, due_on, id);
CREATE TABLE activities (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id      INTEGER NOT NULL,
	type        TEXT NOT NULL,
	state       TEXT NOT NULL,
	period      TEXT NOT NULL,
	held_on     TEXT NOT NULL,
	starts_at   TEXT NOT NULL,
	place       TEXT NOT NULL,
	topic       TEXT NOT NULL,
	host        TEXT NOT NULL,
	content     TEXT NOT NULL,
	decisions   TEXT NOT NULL,
	next_step   TEXT NOT NULL,
	expected    INTEGER NOT NULL,
	present     INTEGER NOT NULL,
	late        BOOLEAN NOT NULL,
	makes_up    TEXT NOT NULL,
	reason      TEXT NOT NULL,
	recorded_at DATETIME,
	recorded_by INTEGER NOT NULL,
	recorder    TEXT NOT NULL,
	revision    INTEGER NOT NULL,
	UNIQUE (org_id, type, held_on, starts_at),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX activities_period ON activities (org_id, type, period);
CREATE INDEX activities_state ON activities (state, held_on);
CREATE INDEX activities_day ON activities (held_on, id);
CREATE TABLE absences (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	activity_id INTEGER NOT NULL,
	member_id   INTEGER NOT NULL,
	reason      TEXT NOT NULL,
	UNIQUE (activity_id, member_id),
	FOREIGN KEY (activity_id) REFERENCES activities (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE INDEX absences_member ON absences (member_id);
