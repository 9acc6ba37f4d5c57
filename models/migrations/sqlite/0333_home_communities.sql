-- +goose Up
CREATE TABLE home_communities (
	member_id INTEGER PRIMARY KEY,
	community TEXT NOT NULL,
	since     TEXT NOT NULL,
	FOREIGN KEY (member_id) REFERENCES members (id)
);
