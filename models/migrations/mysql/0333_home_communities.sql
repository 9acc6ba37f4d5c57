-- +goose Up
CREATE TABLE IF NOT EXISTS home_communities (
	member_id BIGINT PRIMARY KEY,
	community VARCHAR(60) NOT NULL,
	since     CHAR(10) NOT NULL,
	FOREIGN KEY (member_id) REFERENCES members (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
