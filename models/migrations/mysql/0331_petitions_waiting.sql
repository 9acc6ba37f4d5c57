-- +goose Up
UPDATE petitions SET answer_by = DATE_FORMAT(asked_at, '%Y-%m-%d') WHERE answer_by = '';
