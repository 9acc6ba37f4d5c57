-- +goose Up
CREATE TABLE observers (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	activity_id INTEGER NOT NULL,
	name        TEXT NOT NULL,
	kind        TEXT NOT NULL,
	UNIQUE (activity_id, name),
	FOREIGN KEY (activity_id) REFERENCES activities (id)
);
