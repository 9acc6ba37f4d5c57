-- +goose Up
ALTER TABLE members ADD COLUMN group_id INTEGER REFERENCES orgs (id);
CREATE INDEX members_group ON members (group_id);
