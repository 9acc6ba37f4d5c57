-- +goose Up
CREATE TABLE IF NOT EXISTS orgs (
	id              BIGINT PRIMARY KEY AUTO_INCREMENT,
	code            VARCHAR(40) NOT NULL UNIQUE,
	name            VARCHAR(200) NOT NULL,
	kind            VARCHAR(30) NOT NULL,
	unit_name       VARCHAR(200) NOT NULL,
	unit_kind       VARCHAR(50) NOT NULL,
	parent_id       BIGINT,
	guided_by_id    BIGINT,
	path            VARCHAR(200) NOT NULL,
	fixed_day       VARCHAR(50) NOT NULL,
	committee_seats INT NOT NULL,
	established_on  CHAR(10) NOT NULL,
	closed_on       CHAR(10) NOT NULL,
	elected_on      CHAR(10) NOT NULL,
	term_ends_on    CHAR(10) NOT NULL,
	revision        INT NOT NULL,
	INDEX orgs_path (path),
	FOREIGN KEY (parent_id) REFERENCES orgs (id),
	FOREIGN KEY (guided_by_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS members (
	id               BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id           BIGINT,
	name             VARCHAR(100) NOT NULL,
	status           VARCHAR(20) NOT NULL,
	is_leading_cadre BOOLEAN NOT NULL,
	is_city_leader   BOOLEAN NOT NULL,
	exemption        VARCHAR(100) NOT NULL,
	joined_on        CHAR(10) NOT NULL,
	left_on          CHAR(10) NOT NULL,
	revision         INT NOT NULL,
	INDEX members_org (org_id, left_on),
	INDEX members_name (name),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS posts (
	id     BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id BIGINT NOT NULL,
	office VARCHAR(30) NOT NULL,
	name   VARCHAR(100) NOT NULL,
	seq    INT NOT NULL,
	INDEX posts_org (org_id, office),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS tenures (
	id        BIGINT PRIMARY KEY AUTO_INCREMENT,
	post_id   BIGINT NOT NULL,
	member_id BIGINT NOT NULL,
	full_time BOOLEAN NOT NULL,
	`rank`    VARCHAR(50) NOT NULL,
	filed_on  CHAR(10) NOT NULL,
	start_on  CHAR(10) NOT NULL,
	end_on    CHAR(10) NOT NULL,
	UNIQUE (post_id, end_on),
	INDEX tenures_member (member_id, end_on),
	FOREIGN KEY (post_id) REFERENCES posts (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS users (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	login         VARCHAR(60) NOT NULL UNIQUE,
	name          VARCHAR(100) NOT NULL,
	email         VARCHAR(200) NOT NULL,
	member_id     BIGINT UNIQUE,
	is_admin      BOOLEAN NOT NULL,
	password_hash VARCHAR(200) NOT NULL,
	disabled      BOOLEAN NOT NULL,
	`large`       BOOLEAN NOT NULL,
	revision      INT NOT NULL,
	FOREIGN KEY (member_id) REFERENCES members (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS sessions (
	token_hash CHAR(64) PRIMARY KEY,
	user_id    BIGINT NOT NULL,
	created_at DATETIME(3) NOT NULL,
	seen_at    DATETIME(3) NOT NULL,
	address    VARCHAR(60) NOT NULL,
	INDEX sessions_user (user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS tokens (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	user_id    BIGINT NOT NULL,
	name       VARCHAR(100) NOT NULL,
	token_hash CHAR(64) NOT NULL UNIQUE,
	created_at DATETIME(3) NOT NULL,
	expires_at DATETIME(3) NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS throttles (
	name       VARCHAR(150) PRIMARY KEY,
	tries      INT NOT NULL,
	started_at DATETIME(3) NOT NULL,
	last_at    DATETIME(3) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS audit (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	at         DATETIME(3) NOT NULL,
	actor_id   BIGINT NOT NULL,
	actor_name VARCHAR(100) NOT NULL,
	verb       VARCHAR(50) NOT NULL,
	subject    VARCHAR(60) NOT NULL,
	topic      VARCHAR(60) NOT NULL,
	org_id     BIGINT NOT NULL,
	detail     VARCHAR(1000) NOT NULL,
	`before`   TEXT NOT NULL,
	`after`    TEXT NOT NULL,
	INDEX audit_topic (topic, id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS rules (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	code       VARCHAR(50) NOT NULL,
	level      VARCHAR(20) NOT NULL,
	org_id     BIGINT,
	valid_from CHAR(10) NOT NULL,
	valid_to   CHAR(10) NOT NULL,
	params     TEXT NOT NULL,
	name       VARCHAR(100) NOT NULL,
	source     VARCHAR(300) NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS calendar_days (
	day    CHAR(10) PRIMARY KEY,
	kind   VARCHAR(20) NOT NULL,
	name   VARCHAR(100) NOT NULL,
	source VARCHAR(300) NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
