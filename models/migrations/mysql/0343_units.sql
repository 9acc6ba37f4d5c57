-- +goose Up
CREATE TABLE IF NOT EXISTS units (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id     BIGINT NOT NULL,
	name       VARCHAR(200) NOT NULL,
	full_members INT NOT NULL,
	covered_by BIGINT,
	noted_on   CHAR(10) NOT NULL,
	revision   INT NOT NULL,
	UNIQUE KEY units_name (name),
	CONSTRAINT units_org FOREIGN KEY (org_id) REFERENCES orgs (id),
	CONSTRAINT units_covered FOREIGN KEY (covered_by) REFERENCES orgs (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
