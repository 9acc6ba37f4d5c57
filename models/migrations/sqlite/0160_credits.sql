-- +goose Up
CREATE TABLE credits (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	activity_id INTEGER NOT NULL,
	code        TEXT NOT NULL,
	org_id      INTEGER NOT NULL,
	period      TEXT NOT NULL,
	UNIQUE (activity_id, code),
	FOREIGN KEY (activity_id) REFERENCES activities (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX credits_duty ON credits (org_id, code, period);
