-- +goose Up
ALTER TABLE petitions ADD COLUMN answer_by TEXT NOT NULL DEFAULT '';
