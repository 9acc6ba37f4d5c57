-- +goose Up
CREATE TABLE org_reforms (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id        INTEGER NOT NULL,
	type          TEXT NOT NULL,
	reason        TEXT NOT NULL,
	document      TEXT NOT NULL,
	effective_on  TEXT NOT NULL,
	detail        TEXT NOT NULL,
	recorded_on   TEXT NOT NULL,
	recorded_by   INTEGER NOT NULL,
	recorded_name TEXT NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX org_reforms_day ON org_reforms (effective_on, id);
CREATE INDEX org_reforms_org ON org_reforms (org_id);
