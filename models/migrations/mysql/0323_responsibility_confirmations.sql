-- +goose Up
CREATE TABLE IF NOT EXISTS responsibility_confirmations (
	id             BIGINT PRIMARY KEY AUTO_INCREMENT,
	post_id        BIGINT NOT NULL,
	code           VARCHAR(40) NOT NULL,
	period         VARCHAR(10) NOT NULL,
	done_on        CHAR(10) NOT NULL,
	note           VARCHAR(500) NOT NULL,
	confirmed_by   BIGINT NOT NULL,
	confirmed_name VARCHAR(100) NOT NULL,
	revision       INT NOT NULL,
	UNIQUE (post_id, code, period),
	FOREIGN KEY (post_id) REFERENCES posts (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
