-- +goose Up
ALTER TABLE members ADD COLUMN group_id BIGINT, ADD INDEX members_group (group_id), ADD CONSTRAINT members_group FOREIGN KEY (group_id) REFERENCES orgs (id);
