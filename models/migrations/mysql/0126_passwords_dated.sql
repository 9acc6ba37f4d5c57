-- +goose Up
UPDATE users SET password_set_at = UTC_TIMESTAMP(3) WHERE password_hash <> '' AND password_set_at IS NULL;
