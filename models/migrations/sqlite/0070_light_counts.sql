-- +goose Up
CREATE TABLE light_counts (
	day     TEXT NOT NULL,
	year    INTEGER NOT NULL,
	org_id  INTEGER NOT NULL,
	tone    TEXT NOT NULL,
	amount  INTEGER NOT NULL,
	PRIMARY KEY (year, day, org_id, tone)
);
CREATE INDEX light_counts_org ON light_counts (org_id, day);
