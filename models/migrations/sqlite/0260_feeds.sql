-- +goose Up
CREATE TABLE feeds (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id     INTEGER NOT NULL,
	org_id      INTEGER NOT NULL,
	secret_hash TEXT NOT NULL UNIQUE,
	created_at  DATETIME NOT NULL,
	read_at     DATETIME,
	revision    INTEGER NOT NULL,
	UNIQUE (user_id, org_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE feed_entries (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	feed_id    INTEGER NOT NULL,
	subject    TEXT NOT NULL,
	day        TEXT NOT NULL,
	digest     TEXT NOT NULL,
	sequence   INTEGER NOT NULL,
	changed_at DATETIME NOT NULL,
	UNIQUE (feed_id, subject),
	FOREIGN KEY (feed_id) REFERENCES feeds (id)
);
