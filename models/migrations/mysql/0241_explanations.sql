-- +goose Up
CREATE TABLE IF NOT EXISTS explanations (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id       BIGINT NOT NULL,
	code         VARCHAR(40) NOT NULL,
	subject      VARCHAR(60) NOT NULL,
	period       VARCHAR(10) NOT NULL,
	text         VARCHAR(1000) NOT NULL,
	filed_on     CHAR(10) NOT NULL,
	filed_by     BIGINT NOT NULL,
	filed_name   VARCHAR(100) NOT NULL,
	state        VARCHAR(20) NOT NULL,
	until        CHAR(10) NOT NULL,
	decided_on   CHAR(10) NOT NULL,
	decided_by   BIGINT NOT NULL,
	decided_name VARCHAR(100) NOT NULL,
	answer       VARCHAR(500) NOT NULL,
	closing      BIGINT NOT NULL,
	revision     INT NOT NULL,
	UNIQUE (org_id, code, subject, period, closing),
	INDEX explanations_state (state, id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
