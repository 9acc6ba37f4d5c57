-- +goose Up
CREATE TABLE IF NOT EXISTS plans (
	id             BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id         BIGINT NOT NULL,
	year           INT NOT NULL,
	state          VARCHAR(20) NOT NULL,
	fixed_day      VARCHAR(50) NOT NULL,
	submitted_by   BIGINT NOT NULL,
	submitted_name VARCHAR(100) NOT NULL,
	submitted_at   DATETIME(3),
	decided_by     BIGINT NOT NULL,
	decided_name   VARCHAR(100) NOT NULL,
	decided_at     DATETIME(3),
	reason         VARCHAR(500) NOT NULL,
	revision       INT NOT NULL,
	UNIQUE (org_id, year),
	INDEX plans_state (state, year),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS plan_rows (
	id             BIGINT PRIMARY KEY AUTO_INCREMENT,
	plan_id        BIGINT NOT NULL,
	month          INT NOT NULL,
	committee_on   CHAR(10) NOT NULL,
	committee_note VARCHAR(100) NOT NULL,
	held_on        CHAR(10) NOT NULL,
	held_note      VARCHAR(100) NOT NULL,
	topic          VARCHAR(200) NOT NULL,
	form           VARCHAR(100) NOT NULL,
	second_on      CHAR(10) NOT NULL,
	second_topic   VARCHAR(200) NOT NULL,
	also           VARCHAR(100) NOT NULL,
	leader         VARCHAR(50) NOT NULL,
	place          VARCHAR(200) NOT NULL,
	comment        VARCHAR(300) NOT NULL,
	UNIQUE (plan_id, month),
	FOREIGN KEY (plan_id) REFERENCES plans (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
