-- +goose Up
CREATE TABLE IF NOT EXISTS assignments (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	activity_id BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	decision    VARCHAR(500) NOT NULL,
	post_id     BIGINT NOT NULL,
	due_on      CHAR(10) NOT NULL,
	done_on     CHAR(10) NOT NULL,
	done_by     VARCHAR(100) NOT NULL,
	revision    INT NOT NULL,
	UNIQUE (activity_id, decision),
	INDEX assignments_post (post_id, done_on, due_on),
	INDEX assignments_due (done_on, due_on, id),
	INDEX assignments_org (org_id, due_on),
	FOREIGN KEY (activity_id) REFERENCES activities (id),
	FOREIGN KEY (post_id) REFERENCES posts (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
