-- +goose Up
ALTER TABLE findings
	ADD COLUMN IF NOT EXISTS requirement VARCHAR(1000) NOT NULL DEFAULT '',
	ADD COLUMN IF NOT EXISTS source_subject VARCHAR(60) NOT NULL DEFAULT '',
	ADD INDEX IF NOT EXISTS findings_source (source_subject, id);
