-- +goose Up
CREATE INDEX acknowledgements_thing ON acknowledgements (rule, subject_id);
