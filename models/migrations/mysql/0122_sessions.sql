-- +goose Up
CREATE TABLE IF NOT EXISTS sessions (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	token_hash CHAR(64) NOT NULL UNIQUE,
	user_id    BIGINT NOT NULL,
	created_at DATETIME(3) NOT NULL,
	seen_at    DATETIME(3) NOT NULL,
	address    VARCHAR(60) NOT NULL,
	device     VARCHAR(60) NOT NULL,
	INDEX sessions_user (user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
