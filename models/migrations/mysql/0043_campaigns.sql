-- +goose Up
CREATE TABLE IF NOT EXISTS campaigns (
	id       BIGINT PRIMARY KEY AUTO_INCREMENT,
	year     INT NOT NULL UNIQUE,
	name     VARCHAR(200) NOT NULL,
	note     VARCHAR(1000) NOT NULL,
	revision INT NOT NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS campaign_criteria (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	campaign_id BIGINT NOT NULL,
	seq         INT NOT NULL,
	name        VARCHAR(200) NOT NULL,
	INDEX campaign_criteria_campaign (campaign_id, seq),
	FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS campaign_links (
	id           BIGINT PRIMARY KEY AUTO_INCREMENT,
	criterion_id BIGINT NOT NULL,
	kind         VARCHAR(20) NOT NULL,
	value        VARCHAR(100) NOT NULL,
	INDEX campaign_links_criterion (criterion_id),
	FOREIGN KEY (criterion_id) REFERENCES campaign_criteria (id) ON DELETE CASCADE
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS campaign_units (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	campaign_id BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	state       VARCHAR(20) NOT NULL,
	reason      VARCHAR(1000) NOT NULL,
	applied_on  CHAR(10) NOT NULL,
	applied_by  BIGINT NOT NULL,
	moved_on    CHAR(10) NOT NULL,
	revision    INT NOT NULL,
	UNIQUE (campaign_id, org_id),
	INDEX campaign_units_org (org_id),
	FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
