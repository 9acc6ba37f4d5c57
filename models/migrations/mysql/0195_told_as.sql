-- +goose Up
ALTER TABLE receipts MODIFY told_as VARCHAR(500) NOT NULL;
