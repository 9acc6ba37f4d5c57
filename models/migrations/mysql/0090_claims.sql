-- +goose Up
CREATE TABLE IF NOT EXISTS claims (
	user_id     BIGINT NOT NULL,
	claim_key   CHAR(64) NOT NULL,
	fingerprint CHAR(64) NOT NULL,
	status      INT NOT NULL,
	location    VARCHAR(1000) NOT NULL,
	type        VARCHAR(100) NOT NULL,
	body        MEDIUMBLOB NOT NULL,
	created_at  DATETIME(3) NOT NULL,
	PRIMARY KEY (user_id, claim_key),
	INDEX claims_age (created_at),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
