-- +goose Up
CREATE TABLE claims (
	user_id     INTEGER NOT NULL,
	claim_key   TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	status      INTEGER NOT NULL,
	location    TEXT NOT NULL,
	type        TEXT NOT NULL,
	body        BLOB NOT NULL,
	created_at  DATETIME NOT NULL,
	PRIMARY KEY (user_id, claim_key),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX claims_age ON claims (created_at);
