-- +goose Up
CREATE UNIQUE INDEX IF NOT EXISTS projects_copied ON projects (copied_from_id, year);
