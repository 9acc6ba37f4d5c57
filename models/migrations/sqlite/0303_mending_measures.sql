-- +goose Up
CREATE TABLE mending_measures (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	round_id INTEGER NOT NULL,
	number   INTEGER NOT NULL,
	text     TEXT NOT NULL,
	owner    TEXT NOT NULL,
	due_on   TEXT NOT NULL,
	progress TEXT NOT NULL,
	UNIQUE (round_id, number),
	FOREIGN KEY (round_id) REFERENCES mending_rounds (id) ON DELETE CASCADE
);
