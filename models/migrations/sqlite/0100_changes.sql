-- +goose Up
CREATE TABLE changes (
	id     INTEGER PRIMARY KEY,
	number INTEGER NOT NULL
);
INSERT INTO changes (id, number) VALUES (1, 1);
