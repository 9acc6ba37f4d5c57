-- +goose Up
ALTER TABLE security_settings DROP COLUMN admin_networks;
ALTER TABLE security_settings DROP COLUMN user_networks;
