-- +goose Up
ALTER TABLE projects MODIFY reason TEXT NOT NULL;
