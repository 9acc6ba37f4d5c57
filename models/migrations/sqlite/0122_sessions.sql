-- +goose Up
CREATE TABLE sessions (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	token_hash TEXT NOT NULL UNIQUE,
	user_id    INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	seen_at    DATETIME NOT NULL,
	address    TEXT NOT NULL,
	device     TEXT NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX sessions_user ON sessions (user_id);
