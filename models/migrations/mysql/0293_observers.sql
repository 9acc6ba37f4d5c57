-- +goose Up
CREATE TABLE IF NOT EXISTS observers (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	activity_id BIGINT NOT NULL,
	name        VARCHAR(100) NOT NULL,
	kind        VARCHAR(20) NOT NULL,
	UNIQUE (activity_id, name),
	FOREIGN KEY (activity_id) REFERENCES activities (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
