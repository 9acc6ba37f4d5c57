-- +goose Up
CREATE TABLE IF NOT EXISTS saved_views (
	id         BIGINT AUTO_INCREMENT PRIMARY KEY,
	user_id    BIGINT NOT NULL,
	org_id     BIGINT NOT NULL,
	page       VARCHAR(20) NOT NULL,
	name       VARCHAR(60) NOT NULL,
	query      VARCHAR(1000) NOT NULL,
	is_default BOOLEAN NOT NULL,
	created_at DATETIME(3) NOT NULL,
	revision   INT NOT NULL,
	UNIQUE (user_id, page, name),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
