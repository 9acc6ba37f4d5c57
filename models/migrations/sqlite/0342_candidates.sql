-- +goose Up
CREATE TABLE candidates (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	election_id INTEGER NOT NULL,
	post_id     INTEGER NOT NULL,
	member_id   INTEGER NOT NULL,
	yes         INTEGER NOT NULL,
	elected     INTEGER NOT NULL,
	FOREIGN KEY (election_id) REFERENCES elections (id),
	FOREIGN KEY (post_id) REFERENCES posts (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE UNIQUE INDEX candidates_once ON candidates (election_id, post_id, member_id);
