-- +goose Up
CREATE TABLE IF NOT EXISTS activity_steps (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	activity_id BIGINT NOT NULL,
	step        VARCHAR(60) NOT NULL,
	user_id     BIGINT NOT NULL,
	user_name   VARCHAR(100) NOT NULL,
	at          DATETIME(3) NOT NULL,
	UNIQUE (activity_id, step),
	FOREIGN KEY (activity_id) REFERENCES activities (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
