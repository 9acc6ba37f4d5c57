-- +goose Up
CREATE TABLE IF NOT EXISTS candidates (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	election_id BIGINT NOT NULL,
	post_id     BIGINT NOT NULL,
	member_id   BIGINT NOT NULL,
	yes         INT NOT NULL,
	elected     BOOLEAN NOT NULL,
	UNIQUE KEY candidates_once (election_id, post_id, member_id),
	CONSTRAINT candidates_election FOREIGN KEY (election_id) REFERENCES elections (id),
	CONSTRAINT candidates_post FOREIGN KEY (post_id) REFERENCES posts (id),
	CONSTRAINT candidates_member FOREIGN KEY (member_id) REFERENCES members (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
