-- +goose Up
CREATE TABLE inspection_items (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	row_id     INTEGER NOT NULL,
	code       TEXT NOT NULL,
	state      TEXT NOT NULL,
	fact       TEXT NOT NULL,
	said       TEXT NOT NULL,
	finding_id INTEGER,
	UNIQUE (row_id, code),
	FOREIGN KEY (row_id) REFERENCES inspection_rows (id),
	FOREIGN KEY (finding_id) REFERENCES findings (id)
);
