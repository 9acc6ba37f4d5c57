-- +goose Up
CREATE TABLE IF NOT EXISTS comments (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	subject     VARCHAR(60) NOT NULL,
	topic       VARCHAR(60) NOT NULL,
	org_id      BIGINT NOT NULL,
	text        TEXT NOT NULL,
	author_id   BIGINT NOT NULL,
	author_name VARCHAR(100) NOT NULL,
	created_at  DATETIME(3) NOT NULL,
	edited_at   DATETIME(3),
	revision    INT NOT NULL,
	INDEX comments_topic (topic, id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS watches (
	topic   VARCHAR(60) NOT NULL,
	user_id BIGINT NOT NULL,
	mode    VARCHAR(10) NOT NULL,
	PRIMARY KEY (topic, user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS attachments (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	subject       VARCHAR(60) NOT NULL,
	topic         VARCHAR(60) NOT NULL,
	org_id        BIGINT NOT NULL,
	name          VARCHAR(255) NOT NULL,
	type          VARCHAR(100) NOT NULL,
	size          BIGINT NOT NULL,
	sha256        CHAR(64) NOT NULL,
	file          VARCHAR(60) NOT NULL UNIQUE,
	uploader_id   BIGINT NOT NULL,
	uploader_name VARCHAR(100) NOT NULL,
	created_at    DATETIME(3) NOT NULL,
	removed_at    DATETIME(3),
	cleared       BOOLEAN NOT NULL,
	INDEX attachments_topic (topic, id),
	INDEX attachments_uploader (uploader_id),
	INDEX attachments_removed (cleared, removed_at)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
