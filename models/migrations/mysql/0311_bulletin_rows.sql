-- +goose Up
CREATE TABLE IF NOT EXISTS bulletin_rows (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	bulletin_id BIGINT NOT NULL,
	seq         INT NOT NULL,
	kind        VARCHAR(30) NOT NULL,
	org_id      BIGINT NOT NULL,
	org_name    VARCHAR(100) NOT NULL,
	text        VARCHAR(500) NOT NULL,
	detail      VARCHAR(500) NOT NULL,
	basis       VARCHAR(500) NOT NULL,
	link        VARCHAR(300) NOT NULL,
	listed      BOOLEAN NOT NULL,
	ordered     BOOLEAN NOT NULL,
	finding_id  BIGINT,
	UNIQUE (bulletin_id, seq),
	FOREIGN KEY (bulletin_id) REFERENCES bulletins (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (finding_id) REFERENCES findings (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
