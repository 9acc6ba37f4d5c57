-- +goose Up
ALTER TABLE activities
	ADD COLUMN planned_on CHAR(10) NOT NULL DEFAULT '',
	ADD COLUMN plan_row_id BIGINT NOT NULL DEFAULT 0,
	ADD COLUMN plan_slot VARCHAR(20) NOT NULL DEFAULT '',
	ADD INDEX activities_plan (plan_row_id);
