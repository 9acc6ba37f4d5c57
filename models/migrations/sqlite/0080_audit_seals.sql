-- +goose Up
CREATE TABLE seals (
	id        INTEGER PRIMARY KEY,
	sealed_at DATETIME NOT NULL,
	"lines"   INTEGER NOT NULL,
	first_id  INTEGER NOT NULL,
	last_id   INTEGER NOT NULL,
	content   BLOB NOT NULL,
	previous  TEXT NOT NULL,
	hash      TEXT NOT NULL
);
