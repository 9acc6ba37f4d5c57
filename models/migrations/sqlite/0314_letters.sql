-- +goose Up
CREATE TABLE letters (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	finding_id  INTEGER NOT NULL,
	org_id      INTEGER NOT NULL,
	kind        TEXT NOT NULL,
	series      TEXT NOT NULL,
	number_year INTEGER NOT NULL,
	number      INTEGER NOT NULL,
	text        TEXT NOT NULL,
	issued_on   TEXT NOT NULL,
	issued_by   INTEGER NOT NULL,
	issued_name TEXT NOT NULL,
	UNIQUE (finding_id, kind),
	UNIQUE (series, number_year, number),
	FOREIGN KEY (finding_id) REFERENCES findings (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
