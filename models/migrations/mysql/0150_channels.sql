-- +goose Up
CREATE TABLE IF NOT EXISTS channels (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	kind       VARCHAR(20) NOT NULL,
	name       VARCHAR(60) NOT NULL,
	address    VARCHAR(2000) NOT NULL,
	account    VARCHAR(100) NOT NULL,
	agent      BIGINT NOT NULL,
	secret     VARCHAR(1000) NOT NULL,
	org_id     BIGINT,
	names      BOOLEAN NOT NULL,
	enabled    BOOLEAN NOT NULL,
	paused_at  DATETIME(3),
	paused_by  VARCHAR(100) NOT NULL,
	pause_note VARCHAR(200) NOT NULL,
	recent     VARCHAR(1000) NOT NULL,
	held_until DATETIME(3),
	sent_at    DATETIME(3),
	failed_at  DATETIME(3),
	error      VARCHAR(500) NOT NULL,
	revision   INT NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
INSERT IGNORE INTO channels (id, kind, name, address, account, agent, secret, names, enabled, paused_by, pause_note, recent, error, revision)
	VALUES (1, 'email', '邮件', '', '', 0, '', 1, 1, '', '', '', '', 0);
