-- +goose Up
CREATE TABLE IF NOT EXISTS wishes (
	user_id    BIGINT PRIMARY KEY,
	quiet_from CHAR(5) NOT NULL,
	quiet_to   CHAR(5) NOT NULL,
	through    BOOLEAN NOT NULL,
	channels   VARCHAR(1000) NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS mutes (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	rule       VARCHAR(60) NOT NULL,
	org_id     BIGINT NOT NULL,
	note       VARCHAR(200) NOT NULL,
	by_name    VARCHAR(100) NOT NULL,
	started_at DATETIME(3) NOT NULL,
	ended      BIGINT NOT NULL,
	ended_at   DATETIME(3),
	ended_by   VARCHAR(100) NOT NULL,
	UNIQUE KEY mutes_one (rule, org_id, ended),
	INDEX mutes_org (org_id, id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS paused_rules (
	rule      VARCHAR(60) PRIMARY KEY,
	paused_at DATETIME(3) NOT NULL,
	paused_by VARCHAR(100) NOT NULL,
	note      VARCHAR(200) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
