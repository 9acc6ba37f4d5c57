-- +goose Up
CREATE TABLE IF NOT EXISTS org_reforms (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id        BIGINT NOT NULL,
	type          VARCHAR(20) NOT NULL,
	reason        VARCHAR(500) NOT NULL,
	document      VARCHAR(100) NOT NULL,
	effective_on  CHAR(10) NOT NULL,
	detail        VARCHAR(500) NOT NULL,
	recorded_on   CHAR(10) NOT NULL,
	recorded_by   BIGINT NOT NULL,
	recorded_name VARCHAR(100) NOT NULL,
	INDEX org_reforms_day (effective_on, id),
	INDEX org_reforms_org (org_id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
