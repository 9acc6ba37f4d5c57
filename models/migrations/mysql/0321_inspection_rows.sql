-- +goose Up
CREATE TABLE IF NOT EXISTS inspection_rows (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	inspection_id BIGINT NOT NULL,
	org_id        BIGINT NOT NULL,
	answered_on   CHAR(10) NOT NULL,
	answered_by   BIGINT NOT NULL,
	answered_name VARCHAR(100) NOT NULL,
	timely        BOOLEAN NOT NULL,
	quality       VARCHAR(10) NOT NULL,
	reason        VARCHAR(1000) NOT NULL,
	revision      INT NOT NULL,
	UNIQUE (inspection_id, org_id),
	INDEX inspection_rows_org (org_id, inspection_id),
	FOREIGN KEY (inspection_id) REFERENCES inspections (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
