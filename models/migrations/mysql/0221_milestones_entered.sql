-- +goose Up
CREATE INDEX IF NOT EXISTS milestones_entered ON milestones (running, entered_on, id);
