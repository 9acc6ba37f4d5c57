-- +goose Up
-- What has reached leaders, and the day of the one notice that told them of it.
CREATE TABLE IF NOT EXISTS escalations (
	id        BIGINT PRIMARY KEY AUTO_INCREMENT,
	notice_id BIGINT NOT NULL,
	user_id   BIGINT NOT NULL,
	told_as   VARCHAR(500) NOT NULL,
	told_on   CHAR(10) NOT NULL,
	UNIQUE (notice_id, user_id),
	INDEX escalations_told (told_on, user_id),
	FOREIGN KEY (notice_id) REFERENCES notices (id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
