-- +goose Up
UPDATE notices SET title_phrase = title;
