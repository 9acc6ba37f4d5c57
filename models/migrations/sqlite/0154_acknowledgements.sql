-- +goose Up
CREATE TABLE acknowledgements (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	rule       TEXT NOT NULL,
	subject    TEXT NOT NULL,
	subject_id INTEGER NOT NULL,
	due_on     TEXT NOT NULL,
	user_id    INTEGER NOT NULL,
	name       TEXT NOT NULL,
	note       TEXT NOT NULL,
	days       INTEGER NOT NULL,
	at         DATETIME NOT NULL,
	UNIQUE (rule, subject, due_on, user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
