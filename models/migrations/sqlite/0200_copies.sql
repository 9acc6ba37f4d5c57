-- +goose Up
ALTER TABLE projects ADD COLUMN copied_from_id INTEGER;
