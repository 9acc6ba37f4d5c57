-- +goose Up
CREATE TABLE IF NOT EXISTS trainings (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id      BIGINT NOT NULL,
	type        VARCHAR(30) NOT NULL,
	title       VARCHAR(200) NOT NULL,
	held_on     CHAR(10) NOT NULL,
	place       VARCHAR(200) NOT NULL,
	hours       DOUBLE NOT NULL,
	lessons     TEXT NOT NULL,
	recorded_by BIGINT NOT NULL,
	recorder    VARCHAR(100) NOT NULL,
	revision    INT NOT NULL,
	INDEX trainings_org (org_id, held_on),
	INDEX trainings_day (held_on, id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS trainees (
	training_id BIGINT NOT NULL,
	member_id   BIGINT NOT NULL,
	PRIMARY KEY (training_id, member_id),
	INDEX trainees_member (member_id, training_id),
	FOREIGN KEY (training_id) REFERENCES trainings (id) ON DELETE CASCADE,
	FOREIGN KEY (member_id) REFERENCES members (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS findings (
	id            BIGINT PRIMARY KEY AUTO_INCREMENT,
	org_id        BIGINT NOT NULL,
	text          VARCHAR(1000) NOT NULL,
	basis         VARCHAR(500) NOT NULL,
	source        VARCHAR(30) NOT NULL,
	found_on      CHAR(10) NOT NULL,
	due_on        CHAR(10) NOT NULL,
	owner_post_id BIGINT NOT NULL,
	project_id    BIGINT UNIQUE,
	training_id   BIGINT,
	found_by      BIGINT NOT NULL,
	found_name    VARCHAR(100) NOT NULL,
	found_org_id  BIGINT NOT NULL,
	closed_on     CHAR(10) NOT NULL,
	closed_by     BIGINT NOT NULL,
	closed_name   VARCHAR(100) NOT NULL,
	result        VARCHAR(1000) NOT NULL,
	revision      INT NOT NULL,
	INDEX findings_org (org_id, due_on, id),
	INDEX findings_due (due_on, id),
	INDEX findings_open (closed_on, due_on, id),
	INDEX findings_owner (owner_post_id),
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE SET NULL,
	FOREIGN KEY (training_id) REFERENCES trainings (id) ON DELETE SET NULL
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
