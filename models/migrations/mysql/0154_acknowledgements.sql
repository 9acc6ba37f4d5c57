-- +goose Up
CREATE TABLE IF NOT EXISTS acknowledgements (
	id         BIGINT PRIMARY KEY AUTO_INCREMENT,
	rule       VARCHAR(60) NOT NULL,
	subject    VARCHAR(60) NOT NULL,
	subject_id BIGINT NOT NULL,
	due_on     CHAR(10) NOT NULL,
	user_id    BIGINT NOT NULL,
	name       VARCHAR(100) NOT NULL,
	note       VARCHAR(200) NOT NULL,
	days       INT NOT NULL,
	at         DATETIME(3) NOT NULL,
	UNIQUE KEY acknowledgements_one (rule, subject, due_on, user_id),
	FOREIGN KEY (user_id) REFERENCES users (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
