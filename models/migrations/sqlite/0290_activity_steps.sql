-- +goose Up
CREATE TABLE activity_steps (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	activity_id INTEGER NOT NULL,
	step        TEXT NOT NULL,
	user_id     INTEGER NOT NULL,
	user_name   TEXT NOT NULL,
	at          DATETIME NOT NULL,
	UNIQUE (activity_id, step),
	FOREIGN KEY (activity_id) REFERENCES activities (id)
);
