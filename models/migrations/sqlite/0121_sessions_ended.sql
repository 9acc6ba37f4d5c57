-- +goose Up
DROP TABLE sessions;
