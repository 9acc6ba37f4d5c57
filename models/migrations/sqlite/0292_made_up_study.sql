-- +goose Up
ALTER TABLE absences ADD COLUMN made_up_on TEXT NOT NULL DEFAULT '';
