-- +goose Up
CREATE TABLE bulletin_rows (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	bulletin_id INTEGER NOT NULL,
	seq         INTEGER NOT NULL,
	kind        TEXT NOT NULL,
	org_id      INTEGER NOT NULL,
	org_name    TEXT NOT NULL,
	text        TEXT NOT NULL,
	detail      TEXT NOT NULL,
	basis       TEXT NOT NULL,
	link        TEXT NOT NULL,
	listed      BOOLEAN NOT NULL,
	ordered     BOOLEAN NOT NULL,
	finding_id  INTEGER,
	UNIQUE (bulletin_id, seq),
	FOREIGN KEY (bulletin_id) REFERENCES bulletins (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (finding_id) REFERENCES findings (id)
);
