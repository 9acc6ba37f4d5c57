-- +goose Up
ALTER TABLE security_settings DROP COLUMN admin_networks, DROP COLUMN user_networks;
