-- +goose Up
CREATE TABLE trainings (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id      INTEGER NOT NULL,
	type        TEXT NOT NULL,
	title       TEXT NOT NULL,
	held_on     TEXT NOT NULL,
	place       TEXT NOT NULL,
	hours       DOUBLE NOT NULL,
	lessons     TEXT NOT NULL,
	recorded_by INTEGER NOT NULL,
	recorder    TEXT NOT NULL,
	revision    INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX trainings_org ON trainings (org_id, held_on);
CREATE INDEX trainings_day ON trainings (held_on, id);
CREATE TABLE trainees (
	training_id INTEGER NOT NULL,
	member_id   INTEGER NOT NULL,
	PRIMARY KEY (training_id, member_id),
	FOREIGN KEY (training_id) REFERENCES trainings (id) ON DELETE CASCADE,
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE INDEX trainees_member ON trainees (member_id, training_id);
CREATE TABLE findings (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id        INTEGER NOT NULL,
	text          TEXT NOT NULL,
	basis         TEXT NOT NULL,
	source        TEXT NOT NULL,
	found_on      TEXT NOT NULL,
	due_on        TEXT NOT NULL,
	owner_post_id INTEGER NOT NULL,
	project_id    INTEGER UNIQUE,
	training_id   INTEGER,
	found_by      INTEGER NOT NULL,
	found_name    TEXT NOT NULL,
	found_org_id  INTEGER NOT NULL,
	closed_on     TEXT NOT NULL,
	closed_by     INTEGER NOT NULL,
	closed_name   TEXT NOT NULL,
	result        TEXT NOT NULL,
	revision      INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
	FOREIGN KEY (training_id) REFERENCES trainings (id) ON DELETE SET NULL
);
CREATE INDEX findings_org ON findings (org_id, due_on, id);
CREATE INDEX findings_due ON findings (due_on, id);
CREATE INDEX findings_open ON findings (closed_on, due_on, id);
CREATE INDEX findings_owner ON findings (owner_post_id);
