-- +goose Up
ALTER TABLE reports
	MODIFY place TEXT NOT NULL,
	MODIFY text TEXT NOT NULL;
