-- +goose Up
CREATE TABLE IF NOT EXISTS password_history (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	user_id       BIGINT NOT NULL,
	password_hash VARCHAR(200) NOT NULL,
	set_at        DATETIME(3) NOT NULL,
	INDEX password_history_user (user_id, id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS half_sign_ins (
	token_hash CHAR(64) PRIMARY KEY,
	user_id    BIGINT NOT NULL,
	created_at DATETIME(3) NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS recovery_codes (
	code_hash CHAR(64) PRIMARY KEY,
	user_id   BIGINT NOT NULL,
	INDEX recovery_codes_user (user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS security_settings (
	id             BIGINT PRIMARY KEY,
	profile        VARCHAR(20) NOT NULL,
	admin_networks VARCHAR(1000) NOT NULL,
	user_networks  VARCHAR(1000) NOT NULL,
	revision       INT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
