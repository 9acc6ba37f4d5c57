-- +goose Up
UPDATE deliveries SET channel = '1';
ALTER TABLE deliveries CHANGE channel channel_id BIGINT NOT NULL, MODIFY user_id BIGINT NULL, ADD COLUMN merged_into BIGINT,
	DROP INDEX deliveries_due, ADD INDEX deliveries_due (channel_id, state, due_at), ADD FOREIGN KEY (channel_id) REFERENCES channels (id);
