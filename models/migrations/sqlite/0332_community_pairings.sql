-- +goose Up
CREATE TABLE community_pairings (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id    INTEGER NOT NULL,
	community TEXT NOT NULL,
	since     TEXT NOT NULL,
	until     TEXT NOT NULL,
	closing   INTEGER NOT NULL,
	UNIQUE (org_id, community, closing),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
