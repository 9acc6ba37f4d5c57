-- +goose Up
ALTER TABLE findings ADD COLUMN progress TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN reopens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN lookback_on TEXT NOT NULL DEFAULT '';
CREATE INDEX findings_lookback ON findings (lookback_on, id);
