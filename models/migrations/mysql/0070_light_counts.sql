-- +goose Up
CREATE TABLE IF NOT EXISTS light_counts (
	day     CHAR(10) NOT NULL,
	year    INT NOT NULL,
	org_id  BIGINT NOT NULL,
	tone    VARCHAR(10) NOT NULL,
	amount  INT NOT NULL,
	PRIMARY KEY (year, day, org_id, tone),
	INDEX light_counts_org (org_id, day)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
