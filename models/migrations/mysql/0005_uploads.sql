-- +goose Up
CREATE TABLE IF NOT EXISTS uploads (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	user_id    BIGINT NOT NULL,
	kind       VARCHAR(30) NOT NULL,
	year       INT NOT NULL,
	name       VARCHAR(200) NOT NULL,
	content    LONGBLOB NOT NULL,
	created_at DATETIME(3) NOT NULL,
	INDEX uploads_waiting (kind, year),
	INDEX uploads_age (created_at),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
