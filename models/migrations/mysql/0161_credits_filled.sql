-- +goose Up
INSERT INTO credits (activity_id, code, org_id, period) SELECT id, type, org_id, period FROM activities;
