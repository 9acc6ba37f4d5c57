-- +goose Up
ALTER TABLE audit ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN failed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE audit ADD COLUMN mac TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN seal_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX audit_seal ON audit (seal_id, id);
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_at ON audit (at);
