-- +goose Up
DROP TABLE IF EXISTS recovery_codes;
