-- +goose Up
CREATE INDEX projects_due_on ON projects (due_on, id);
