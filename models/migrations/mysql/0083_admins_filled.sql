-- +goose Up
UPDATE users SET admin = 'system' WHERE is_admin;
