-- +goose Up
ALTER TABLE users DROP COLUMN is_admin;
