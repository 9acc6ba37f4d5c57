-- +goose Up
INSERT INTO security_settings (id, profile, revision) VALUES (1, 'dengbao', 0);
