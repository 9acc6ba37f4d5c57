-- +goose Up
CREATE INDEX milestones_entered ON milestones (running, entered_on, id);
