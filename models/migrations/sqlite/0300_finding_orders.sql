-- +goose Up
ALTER TABLE findings ADD COLUMN requirement TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN source_subject TEXT NOT NULL DEFAULT '';
CREATE INDEX findings_source ON findings (source_subject, id);
