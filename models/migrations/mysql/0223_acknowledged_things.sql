-- +goose Up
CREATE INDEX IF NOT EXISTS acknowledgements_thing ON acknowledgements (rule, subject_id);
