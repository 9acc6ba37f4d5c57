-- +goose Up
CREATE TABLE IF NOT EXISTS community_pairings (
	id        BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id    BIGINT NOT NULL,
	community VARCHAR(60) NOT NULL,
	since     CHAR(10) NOT NULL,
	until     CHAR(10) NOT NULL,
	closing   BIGINT NOT NULL,
	UNIQUE KEY community_pairings_one_open (org_id, community, closing),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
