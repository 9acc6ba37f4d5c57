-- +goose Up
-- Where a channel that goes on has come in gathering what waited for it; '' for nowhere.
ALTER TABLE channels ADD COLUMN gathering TEXT NOT NULL DEFAULT '';
