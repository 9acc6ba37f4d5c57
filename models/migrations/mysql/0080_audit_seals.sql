-- +goose Up
CREATE TABLE IF NOT EXISTS seals (
	id        BIGINT PRIMARY KEY,
	sealed_at DATETIME(3) NOT NULL,
	`lines`   INT NOT NULL,
	first_id  BIGINT NOT NULL,
	last_id   BIGINT NOT NULL,
	content   MEDIUMBLOB NOT NULL,
	previous  CHAR(64) NOT NULL,
	hash      CHAR(64) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
