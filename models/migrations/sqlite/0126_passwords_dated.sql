-- +goose Up
UPDATE users SET password_set_at = strftime('%Y-%m-%d %H:%M:%f+00:00', 'now') WHERE password_hash <> '' AND password_set_at IS NULL;
