-- +goose Up
CREATE TABLE inspection_rows (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	inspection_id INTEGER NOT NULL,
	org_id        INTEGER NOT NULL,
	answered_on   TEXT NOT NULL,
	answered_by   INTEGER NOT NULL,
	answered_name TEXT NOT NULL,
	timely        INTEGER NOT NULL,
	quality       TEXT NOT NULL,
	reason        TEXT NOT NULL,
	revision      INTEGER NOT NULL,
	UNIQUE (inspection_id, org_id),
	FOREIGN KEY (inspection_id) REFERENCES inspections (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX inspection_rows_org ON inspection_rows (org_id, inspection_id);
