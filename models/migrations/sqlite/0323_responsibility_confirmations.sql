-- +goose Up
CREATE TABLE responsibility_confirmations (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	post_id        INTEGER NOT NULL,
	code           TEXT NOT NULL,
	period         TEXT NOT NULL,
	done_on        TEXT NOT NULL,
	note           TEXT NOT NULL,
	confirmed_by   INTEGER NOT NULL,
	confirmed_name TEXT NOT NULL,
	revision       INTEGER NOT NULL,
	UNIQUE (post_id, code, period),
	FOREIGN KEY (post_id) REFERENCES posts (id)
);
