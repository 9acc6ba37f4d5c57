-- +goose Up
ALTER TABLE projects ADD COLUMN finding_id INTEGER;
