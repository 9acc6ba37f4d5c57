-- +goose Up
-- What was on record before uploads were followed is asked of nobody.
INSERT IGNORE INTO activity_uploads (activity_id, state, uploaded_on, user_id, user_name, at, revision)
	SELECT id, 'exempt', '', 0, '', recorded_at, 1 FROM activities WHERE state = 'held' AND recorded_at IS NOT NULL;
