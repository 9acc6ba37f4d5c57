-- +goose Up
ALTER TABLE projects ADD COLUMN IF NOT EXISTS copied_from_id BIGINT;
