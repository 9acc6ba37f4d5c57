-- +goose Up
-- Where a channel that goes on has come in gathering what waited for it; '' for nowhere.
ALTER TABLE channels ADD COLUMN IF NOT EXISTS gathering VARCHAR(100) NOT NULL DEFAULT '';
