-- +goose Up
DROP TABLE IF EXISTS sessions;
