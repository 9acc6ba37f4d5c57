-- +goose Up
CREATE TABLE activity_uploads (
	activity_id INTEGER PRIMARY KEY,
	state       TEXT NOT NULL,
	uploaded_on TEXT NOT NULL,
	user_id     INTEGER NOT NULL,
	user_name   TEXT NOT NULL,
	at          DATETIME NOT NULL,
	revision    INTEGER NOT NULL,
	FOREIGN KEY (activity_id) REFERENCES activities (id)
);
