-- +goose Up
CREATE TABLE IF NOT EXISTS feeds (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	user_id     BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	secret_hash CHAR(64) NOT NULL UNIQUE,
	created_at  DATETIME(3) NOT NULL,
	read_at     DATETIME(3),
	revision    INT NOT NULL,
	UNIQUE (user_id, org_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS feed_entries (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	feed_id    BIGINT NOT NULL,
	subject    VARCHAR(50) NOT NULL,
	day        CHAR(10) NOT NULL,
	digest     CHAR(64) NOT NULL,
	sequence   INT NOT NULL,
	changed_at DATETIME(3) NOT NULL,
	UNIQUE (feed_id, subject),
	FOREIGN KEY (feed_id) REFERENCES feeds (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
