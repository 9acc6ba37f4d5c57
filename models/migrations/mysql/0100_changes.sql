-- +goose Up
CREATE TABLE IF NOT EXISTS changes (
	id       INT PRIMARY KEY,
	`number` BIGINT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
INSERT IGNORE INTO changes (id, `number`) VALUES (1, 1);
