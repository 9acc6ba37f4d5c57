-- +goose Up
CREATE TABLE uploads (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER NOT NULL,
	kind       TEXT NOT NULL,
	year       INTEGER NOT NULL,
	name       TEXT NOT NULL,
	content    BLOB NOT NULL,
	created_at DATETIME NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX uploads_waiting ON uploads (kind, year);
CREATE INDEX uploads_age ON uploads (created_at);
