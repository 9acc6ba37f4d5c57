-- +goose Up
CREATE TABLE document_numbers (
	series TEXT NOT NULL,
	year   INTEGER NOT NULL,
	last   INTEGER NOT NULL,
	PRIMARY KEY (series, year)
);
