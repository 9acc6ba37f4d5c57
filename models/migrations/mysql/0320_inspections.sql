-- +goose Up
CREATE TABLE IF NOT EXISTS inspections (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	kind         VARCHAR(10) NOT NULL,
	name         VARCHAR(100) NOT NULL,
	org_id       BIGINT,
	period       VARCHAR(10) NOT NULL,
	template     VARCHAR(500) NOT NULL,
	opened_on    CHAR(10) NOT NULL,
	due_on       CHAR(10) NOT NULL,
	percent      INT NOT NULL,
	avoid        INT NOT NULL,
	avoided      INT NOT NULL,
	seed         BIGINT NOT NULL,
	frame        MEDIUMTEXT NOT NULL,
	drawn_on     CHAR(10) NOT NULL,
	created_by   BIGINT NOT NULL,
	created_name VARCHAR(100) NOT NULL,
	revision     INT NOT NULL,
	INDEX inspections_due (kind, due_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
