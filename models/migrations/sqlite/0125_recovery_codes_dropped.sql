-- +goose Up
DROP TABLE recovery_codes;
