-- +goose Up
CREATE TABLE IF NOT EXISTS document_numbers (
	series VARCHAR(20) NOT NULL,
	year   INT NOT NULL,
	last   INT NOT NULL,
	PRIMARY KEY (series, year)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
