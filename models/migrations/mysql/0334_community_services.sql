-- +goose Up
CREATE TABLE IF NOT EXISTS community_services (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id      BIGINT NOT NULL,
	community   VARCHAR(60) NOT NULL,
	held_on     CHAR(10) NOT NULL,
	hours       DOUBLE NOT NULL,
	content     VARCHAR(500) NOT NULL,
	feedback    VARCHAR(500) NOT NULL,
	activity_id BIGINT,
	recorded_by BIGINT NOT NULL,
	recorder    VARCHAR(100) NOT NULL,
	revision    INT NOT NULL,
	UNIQUE KEY community_services_activity (activity_id),
	INDEX community_services_held (org_id, held_on),
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (activity_id) REFERENCES activities (id) ON DELETE SET NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
