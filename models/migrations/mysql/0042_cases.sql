-- +goose Up
CREATE TABLE IF NOT EXISTS cases (
	id       BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id   BIGINT NOT NULL,
	year     INT NOT NULL,
	mode     VARCHAR(20) NOT NULL,
	occasion VARCHAR(200) NOT NULL,
	title    VARCHAR(200) NOT NULL,
	text     TEXT NOT NULL,
	tags     VARCHAR(250) NOT NULL,
	shared   BOOLEAN NOT NULL,
	by_id    BIGINT NOT NULL,
	by_name  VARCHAR(100) NOT NULL,
	revision INT NOT NULL,
	INDEX cases_year (year, id),
	INDEX cases_org (org_id, year, id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
