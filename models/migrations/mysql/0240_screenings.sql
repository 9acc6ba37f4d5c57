-- +goose Up
CREATE TABLE IF NOT EXISTS term_extensions (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id        BIGINT NOT NULL,
	term_ends_on  CHAR(10) NOT NULL,
	until         CHAR(10) NOT NULL,
	reason        VARCHAR(500) NOT NULL,
	document      VARCHAR(100) NOT NULL,
	approved_on   CHAR(10) NOT NULL,
	approved_by   BIGINT NOT NULL,
	approved_name VARCHAR(100) NOT NULL,
	UNIQUE (org_id, term_ends_on, until),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS term_letters (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id        BIGINT NOT NULL,
	ends_on       CHAR(10) NOT NULL,
	sent_on       CHAR(10) NOT NULL,
	sent_name     VARCHAR(100) NOT NULL,
	received_on   CHAR(10) NOT NULL,
	received_name VARCHAR(100) NOT NULL,
	UNIQUE (org_id, ends_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS screenings (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id      BIGINT NOT NULL,
	code        VARCHAR(40) NOT NULL,
	subject     VARCHAR(60) NOT NULL,
	level       VARCHAR(10) NOT NULL,
	detail      VARCHAR(500) NOT NULL,
	found_on    CHAR(10) NOT NULL,
	resolved_on CHAR(10) NOT NULL,
	UNIQUE (org_id, code, subject, resolved_on),
	INDEX screenings_open (resolved_on, found_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
