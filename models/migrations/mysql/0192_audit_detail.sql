-- +goose Up
ALTER TABLE audit MODIFY detail TEXT NOT NULL;
