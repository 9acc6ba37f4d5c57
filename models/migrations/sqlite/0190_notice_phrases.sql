-- +goose Up
ALTER TABLE notices ADD COLUMN title_phrase TEXT;
