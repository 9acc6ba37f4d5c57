-- +goose Up
CREATE TABLE wishes (
	user_id    INTEGER PRIMARY KEY,
	quiet_from TEXT NOT NULL,
	quiet_to   TEXT NOT NULL,
	through    BOOLEAN NOT NULL,
	channels   TEXT NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE mutes (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rule       TEXT NOT NULL,
	org_id     INTEGER NOT NULL,
	note       TEXT NOT NULL,
	by_name    TEXT NOT NULL,
	started_at DATETIME NOT NULL,
	ended      INTEGER NOT NULL,
	ended_at   DATETIME,
	ended_by   TEXT NOT NULL,
	UNIQUE (rule, org_id, ended),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX mutes_org ON mutes (org_id, id);
CREATE TABLE paused_rules (
	rule      TEXT PRIMARY KEY,
	paused_at DATETIME NOT NULL,
	paused_by TEXT NOT NULL,
	note      TEXT NOT NULL
);
