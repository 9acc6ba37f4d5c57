-- +goose Up
CREATE UNIQUE INDEX IF NOT EXISTS saved_views_slot ON saved_views (user_id, slot);
