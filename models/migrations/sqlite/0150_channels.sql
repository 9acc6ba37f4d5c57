-- +goose Up
CREATE TABLE channels (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	kind       TEXT NOT NULL,
	name       TEXT NOT NULL,
	address    TEXT NOT NULL,
	account    TEXT NOT NULL,
	agent      INTEGER NOT NULL,
	secret     TEXT NOT NULL,
	org_id     INTEGER,
	names      BOOLEAN NOT NULL,
	enabled    BOOLEAN NOT NULL,
	paused_at  DATETIME,
	paused_by  TEXT NOT NULL,
	pause_note TEXT NOT NULL,
	recent     TEXT NOT NULL,
	held_until DATETIME,
	sent_at    DATETIME,
	failed_at  DATETIME,
	error      TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
INSERT INTO channels (id, kind, name, address, account, agent, secret, names, enabled, paused_by, pause_note, recent, error, revision)
	VALUES (1, 'email', '邮件', '', '', 0, '', 1, 1, '', '', '', '', 0);
