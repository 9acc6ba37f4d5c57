-- +goose Up
ALTER TABLE activities ADD COLUMN planned_on TEXT NOT NULL DEFAULT '';
ALTER TABLE activities ADD COLUMN plan_row_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE activities ADD COLUMN plan_slot TEXT NOT NULL DEFAULT '';
CREATE INDEX activities_plan ON activities (plan_row_id);
