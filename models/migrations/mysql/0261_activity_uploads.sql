-- +goose Up
CREATE TABLE IF NOT EXISTS activity_uploads (
	activity_id BIGINT PRIMARY KEY,
	state       VARCHAR(10) NOT NULL,
	uploaded_on CHAR(10) NOT NULL,
	user_id     BIGINT NOT NULL,
	user_name   VARCHAR(100) NOT NULL,
	at          DATETIME(3) NOT NULL,
	revision    INT NOT NULL,
	FOREIGN KEY (activity_id) REFERENCES activities (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
