-- +goose Up
CREATE TABLE IF NOT EXISTS credits (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	activity_id BIGINT NOT NULL,
	code        VARCHAR(40) NOT NULL,
	org_id      BIGINT NOT NULL,
	period      CHAR(7) NOT NULL,
	UNIQUE (activity_id, code),
	INDEX credits_duty (org_id, code, period),
	FOREIGN KEY (activity_id) REFERENCES activities (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
