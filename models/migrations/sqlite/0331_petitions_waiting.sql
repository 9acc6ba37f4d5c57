-- +goose Up
UPDATE petitions SET answer_by = SUBSTR(asked_at, 1, 10) WHERE answer_by = '';
