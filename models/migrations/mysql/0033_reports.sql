-- +goose Up
CREATE TABLE IF NOT EXISTS reports (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	kind       VARCHAR(30) NOT NULL,
	project_id BIGINT NOT NULL,
	org_id     BIGINT NOT NULL,
	place      VARCHAR(300) NOT NULL,
	text       VARCHAR(1000) NOT NULL,
	link       VARCHAR(100) NOT NULL,
	by_id      BIGINT NOT NULL,
	by_name    VARCHAR(100) NOT NULL,
	created_at DATETIME(3) NOT NULL,
	INDEX reports_org (org_id, id),
	INDEX reports_project (project_id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS report_reads (
	report_id BIGINT NOT NULL,
	user_id   BIGINT NOT NULL,
	user_name VARCHAR(100) NOT NULL,
	line      VARCHAR(20) NOT NULL,
	read_at   DATETIME(3) NOT NULL,
	PRIMARY KEY (report_id, user_id),
	FOREIGN KEY (report_id) REFERENCES reports (id) ON DELETE CASCADE
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
