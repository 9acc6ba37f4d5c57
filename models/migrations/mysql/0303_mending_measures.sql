-- +goose Up
CREATE TABLE IF NOT EXISTS mending_measures (
	id       BIGINT PRIMARY KEY AUTO_INCREMENT,
	round_id BIGINT NOT NULL,
	number   INT NOT NULL,
	text     VARCHAR(500) NOT NULL,
	owner    VARCHAR(100) NOT NULL,
	due_on   CHAR(10) NOT NULL,
	progress VARCHAR(500) NOT NULL,
	UNIQUE (round_id, number),
	FOREIGN KEY (round_id) REFERENCES mending_rounds (id) ON DELETE CASCADE
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
