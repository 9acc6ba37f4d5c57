-- +goose Up
ALTER TABLE audit
	ADD COLUMN address VARCHAR(60) NOT NULL DEFAULT '',
	ADD COLUMN failed BOOLEAN NOT NULL DEFAULT FALSE,
	ADD COLUMN mac VARCHAR(64) NOT NULL DEFAULT '',
	ADD COLUMN seal_id BIGINT NOT NULL DEFAULT 0,
	ADD INDEX audit_seal (seal_id, id),
	ADD INDEX audit_actor (actor_id, id),
	ADD INDEX audit_at (at);
