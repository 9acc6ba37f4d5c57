-- +goose Up
CREATE TABLE IF NOT EXISTS feedbacks (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id       BIGINT NOT NULL,
	name         VARCHAR(200) NOT NULL,
	sender       VARCHAR(100) NOT NULL,
	document     VARCHAR(100) NOT NULL,
	received_on  CHAR(10) NOT NULL,
	due_on       CHAR(10) NOT NULL,
	note         VARCHAR(1000) NOT NULL,
	entered_by   BIGINT NOT NULL,
	entered_name VARCHAR(100) NOT NULL,
	revision     INT NOT NULL,
	INDEX feedbacks_org (org_id, received_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
