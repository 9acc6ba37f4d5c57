-- +goose Up
CREATE TABLE comments (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	subject     TEXT NOT NULL,
	topic       TEXT NOT NULL,
	org_id      INTEGER NOT NULL,
	text        TEXT NOT NULL,
	author_id   INTEGER NOT NULL,
	author_name TEXT NOT NULL,
	created_at  DATETIME NOT NULL,
	edited_at   DATETIME,
	revision    INTEGER NOT NULL
);
CREATE INDEX comments_topic ON comments (topic, id);
CREATE TABLE watches (
	topic   TEXT NOT NULL,
	user_id INTEGER NOT NULL,
	mode    TEXT NOT NULL,
	PRIMARY KEY (topic, user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE attachments (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	subject       TEXT NOT NULL,
	topic         TEXT NOT NULL,
	org_id        INTEGER NOT NULL,
	name          TEXT NOT NULL,
	type          TEXT NOT NULL,
	size          INTEGER NOT NULL,
	sha256        TEXT NOT NULL,
	file          TEXT NOT NULL UNIQUE,
	uploader_id   INTEGER NOT NULL,
	uploader_name TEXT NOT NULL,
	created_at    DATETIME NOT NULL,
	removed_at    DATETIME,
	cleared       BOOLEAN NOT NULL
);
CREATE INDEX attachments_topic ON attachments (topic, id);
CREATE INDEX attachments_uploader ON attachments (uploader_id);
CREATE INDEX attachments_removed ON attachments (cleared, removed_at);
