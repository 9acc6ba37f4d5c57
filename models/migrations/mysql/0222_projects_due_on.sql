-- +goose Up
CREATE INDEX IF NOT EXISTS projects_due_on ON projects (due_on, id);
