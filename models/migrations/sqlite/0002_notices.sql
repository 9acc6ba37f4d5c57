-- +goose Up
CREATE TABLE notices (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	notice_key TEXT NOT NULL UNIQUE,
	rule       TEXT NOT NULL,
	subject    TEXT NOT NULL,
	org_id     INTEGER NOT NULL,
	title      TEXT NOT NULL,
	body       TEXT NOT NULL,
	link       TEXT NOT NULL,
	basis      TEXT NOT NULL,
	due_on     TEXT NOT NULL,
	urgent     BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL
);
CREATE INDEX notices_subject ON notices (subject, id);
CREATE TABLE receipts (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	notice_id INTEGER NOT NULL,
	user_id   INTEGER NOT NULL,
	read_at   DATETIME,
	told_as   TEXT NOT NULL,
	copied    BOOLEAN NOT NULL,
	digest_on TEXT NOT NULL,
	UNIQUE (notice_id, user_id),
	FOREIGN KEY (notice_id) REFERENCES notices (id),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX receipts_user ON receipts (user_id, id);
CREATE INDEX receipts_unread ON receipts (user_id, read_at, id);
CREATE INDEX receipts_digest ON receipts (digest_on, user_id);
CREATE TABLE deliveries (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	delivery_key TEXT NOT NULL UNIQUE,
	user_id      INTEGER NOT NULL,
	channel      TEXT NOT NULL,
	title        TEXT NOT NULL,
	body         TEXT NOT NULL,
	link         TEXT NOT NULL,
	state        TEXT NOT NULL,
	attempts     INTEGER NOT NULL,
	due_at       DATETIME NOT NULL,
	created_at   DATETIME NOT NULL,
	sent_at      DATETIME,
	error        TEXT NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX deliveries_due ON deliveries (state, due_at);
CREATE INDEX deliveries_state ON deliveries (state, id);
CREATE TABLE reminder_runs (
	rule    TEXT PRIMARY KEY,
	through TEXT NOT NULL
);
CREATE TABLE occasions (
	rule     TEXT NOT NULL,
	day      TEXT NOT NULL,
	state    TEXT NOT NULL,
	notices  INTEGER NOT NULL,
	taken_at DATETIME NOT NULL,
	PRIMARY KEY (rule, day)
);
CREATE TABLE job_runs (
	name       TEXT PRIMARY KEY,
	title      TEXT NOT NULL,
	started_at DATETIME NOT NULL,
	took_ms    INTEGER NOT NULL,
	next_at    DATETIME NOT NULL,
	error      TEXT NOT NULL
);
