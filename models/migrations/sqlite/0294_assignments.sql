-- +goose Up
CREATE TABLE assignments (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	activity_id INTEGER NOT NULL,
	org_id      INTEGER NOT NULL,
	decision    TEXT NOT NULL,
	post_id     INTEGER NOT NULL,
	due_on      TEXT NOT NULL,
	done_on     TEXT NOT NULL,
	done_by     TEXT NOT NULL,
	revision    INTEGER NOT NULL,
	UNIQUE (activity_id, decision),
	FOREIGN KEY (activity_id) REFERENCES activities (id),
	FOREIGN KEY (post_id) REFERENCES posts (id)
);
CREATE INDEX assignments_post ON assignments (post_id, done_on, due_on);
CREATE INDEX assignments_due ON assignments (done_on, due_on, id);
CREATE INDEX assignments_org ON assignments (org_id, due_on);
