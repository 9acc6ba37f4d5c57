-- +goose Up
CREATE UNIQUE INDEX projects_copied ON projects (copied_from_id, year);
