-- +goose Up
CREATE TABLE IF NOT EXISTS documents (
	id               BIGINT PRIMARY KEY AUTO_INCREMENT,
	title            VARCHAR(200) NOT NULL,
	short_title      VARCHAR(100) NOT NULL,
	number           VARCHAR(100) NOT NULL,
	issuer           VARCHAR(100) NOT NULL,
	issued_on        CHAR(10) NOT NULL,
	level            VARCHAR(20) NOT NULL,
	summary          BOOLEAN NOT NULL,
	ended_on         CHAR(10) NOT NULL,
	superseded_by_id BIGINT,
	revision         INT NOT NULL,
	UNIQUE (title, issued_on),
	INDEX documents_issued (issued_on, id),
	INDEX documents_short (short_title),
	FOREIGN KEY (superseded_by_id) REFERENCES documents (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS clauses (
	id          BIGINT PRIMARY KEY AUTO_INCREMENT,
	document_id BIGINT NOT NULL,
	seq         INT NOT NULL,
	code        VARCHAR(50) NOT NULL,
	text        TEXT NOT NULL,
	UNIQUE (document_id, code),
	INDEX clauses_code (code),
	FOREIGN KEY (document_id) REFERENCES documents (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
