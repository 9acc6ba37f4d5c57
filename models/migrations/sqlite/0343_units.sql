-- +goose Up
CREATE TABLE units (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id     INTEGER NOT NULL,
	name       TEXT NOT NULL,
	full_members INTEGER NOT NULL,
	covered_by INTEGER,
	noted_on   TEXT NOT NULL,
	revision   INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (covered_by) REFERENCES orgs (id)
);
CREATE UNIQUE INDEX units_name ON units (name);
