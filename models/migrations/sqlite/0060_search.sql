-- +goose Up
CREATE TABLE search_terms (
	kind     TEXT NOT NULL,
	term     TEXT NOT NULL,
	thing_id INTEGER NOT NULL,
	PRIMARY KEY (kind, term, thing_id)
) WITHOUT ROWID;
CREATE INDEX search_terms_thing ON search_terms (kind, thing_id, term);
