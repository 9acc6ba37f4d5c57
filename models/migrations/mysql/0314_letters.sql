-- +goose Up
CREATE TABLE IF NOT EXISTS letters (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	finding_id  BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	kind        VARCHAR(30) NOT NULL,
	series      VARCHAR(20) NOT NULL,
	number_year INT NOT NULL,
	number      INT NOT NULL,
	text        MEDIUMTEXT NOT NULL,
	issued_on   CHAR(10) NOT NULL,
	issued_by   BIGINT NOT NULL,
	issued_name VARCHAR(100) NOT NULL,
	UNIQUE (finding_id, kind),
	UNIQUE (series, number_year, number),
	FOREIGN KEY (finding_id) REFERENCES findings (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
