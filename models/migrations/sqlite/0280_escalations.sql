-- +goose Up
-- What has reached leaders, and the day of the one notice that told them of it.
CREATE TABLE escalations (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	notice_id INTEGER NOT NULL,
	user_id   INTEGER NOT NULL,
	told_as   TEXT NOT NULL,
	told_on   TEXT NOT NULL,
	UNIQUE (notice_id, user_id),
	FOREIGN KEY (notice_id) REFERENCES notices (id),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX escalations_told ON escalations (told_on, user_id);
