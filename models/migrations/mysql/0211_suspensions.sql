-- +goose Up
CREATE TABLE IF NOT EXISTS suspensions (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id       BIGINT,
	from_on      CHAR(10) NOT NULL,
	to_on        CHAR(10) NOT NULL,
	reason       VARCHAR(300) NOT NULL,
	approved_by  VARCHAR(200) NOT NULL,
	created_by   BIGINT NOT NULL,
	created_name VARCHAR(100) NOT NULL,
	created_at   DATETIME(3) NOT NULL,
	ended_name   VARCHAR(100) NOT NULL,
	ended_at     DATETIME(3),
	revision     INT NOT NULL,
	INDEX suspensions_days (from_on, to_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
