-- +goose Up
CREATE TABLE IF NOT EXISTS notices (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	notice_key VARCHAR(190) NOT NULL UNIQUE,
	rule       VARCHAR(60) NOT NULL,
	subject    VARCHAR(60) NOT NULL,
	org_id     BIGINT NOT NULL,
	title      VARCHAR(300) NOT NULL,
	body       TEXT NOT NULL,
	link       VARCHAR(200) NOT NULL,
	basis      VARCHAR(300) NOT NULL,
	due_on     CHAR(10) NOT NULL,
	urgent     BOOLEAN NOT NULL,
	created_at DATETIME(3) NOT NULL,
	INDEX notices_subject (subject, id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS receipts (
	id        BIGINT PRIMARY KEY AUTO_INCREMENT,
	notice_id BIGINT NOT NULL,
	user_id   BIGINT NOT NULL,
	read_at   DATETIME(3),
	told_as   VARCHAR(200) NOT NULL,
	copied    BOOLEAN NOT NULL,
	digest_on CHAR(10) NOT NULL,
	UNIQUE (notice_id, user_id),
	INDEX receipts_user (user_id, id),
	INDEX receipts_unread (user_id, read_at, id),
	INDEX receipts_digest (digest_on, user_id),
	FOREIGN KEY (notice_id) REFERENCES notices (id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS deliveries (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	delivery_key VARCHAR(190) NOT NULL UNIQUE,
	user_id      BIGINT NOT NULL,
	channel      VARCHAR(20) NOT NULL,
	title        VARCHAR(300) NOT NULL,
	body         TEXT NOT NULL,
	link         VARCHAR(200) NOT NULL,
	state        VARCHAR(20) NOT NULL,
	attempts     INT NOT NULL,
	due_at       DATETIME(3) NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	sent_at      DATETIME(3),
	error        VARCHAR(500) NOT NULL,
	INDEX deliveries_due (state, due_at),
	INDEX deliveries_state (state, id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS reminder_runs (
	rule    VARCHAR(60) PRIMARY KEY,
	through CHAR(10) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS occasions (
	rule     VARCHAR(60) NOT NULL,
	day      CHAR(10) NOT NULL,
	state    VARCHAR(20) NOT NULL,
	notices  INT NOT NULL,
	taken_at DATETIME(3) NOT NULL,
	PRIMARY KEY (rule, day)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS job_runs (
	name       VARCHAR(60) PRIMARY KEY,
	title      VARCHAR(60) NOT NULL,
	started_at DATETIME(3) NOT NULL,
	took_ms    BIGINT NOT NULL,
	next_at    DATETIME(3) NOT NULL,
	error      VARCHAR(1000) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
