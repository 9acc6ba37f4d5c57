-- +goose Up
CREATE TABLE parts (
	project_id    INTEGER PRIMARY KEY,
	parent_id     INTEGER NOT NULL,
	org_id        INTEGER NOT NULL,
	state         TEXT NOT NULL,
	gone          INTEGER NOT NULL,
	share         INTEGER NOT NULL,
	message       TEXT NOT NULL,
	sent_by       INTEGER NOT NULL,
	sent_name     TEXT NOT NULL,
	sent_at       DATETIME NOT NULL,
	due_on        TEXT NOT NULL,
	answered_by   INTEGER NOT NULL,
	answered_name TEXT NOT NULL,
	answered_at   DATETIME,
	late          INTEGER NOT NULL,
	reason        TEXT NOT NULL,
	paused        BOOLEAN NOT NULL,
	UNIQUE (parent_id, org_id, gone),
	FOREIGN KEY (project_id) REFERENCES projects (id),
	FOREIGN KEY (parent_id) REFERENCES projects (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX parts_waiting ON parts (state, due_on, project_id);
CREATE INDEX parts_org ON parts (org_id, state);
CREATE INDEX parts_sender ON parts (sent_by, state);
