-- +goose Up
CREATE TABLE IF NOT EXISTS inspection_items (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	row_id     BIGINT NOT NULL,
	code       VARCHAR(40) NOT NULL,
	state      VARCHAR(10) NOT NULL,
	fact       TEXT NOT NULL,
	said       VARCHAR(1000) NOT NULL,
	finding_id BIGINT,
	UNIQUE (row_id, code),
	FOREIGN KEY (row_id) REFERENCES inspection_rows (id),
	FOREIGN KEY (finding_id) REFERENCES findings (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
