-- +goose Up
SELECT 1; -- text has no length here
