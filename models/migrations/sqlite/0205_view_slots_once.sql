-- +goose Up
CREATE UNIQUE INDEX saved_views_slot ON saved_views (user_id, slot);
