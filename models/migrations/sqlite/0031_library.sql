-- +goose Up
CREATE TABLE documents (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	title            TEXT NOT NULL,
	short_title      TEXT NOT NULL,
	number           TEXT NOT NULL,
	issuer           TEXT NOT NULL,
	issued_on        TEXT NOT NULL,
	level            TEXT NOT NULL,
	summary          BOOLEAN NOT NULL,
	ended_on         TEXT NOT NULL,
	superseded_by_id INTEGER,
	revision         INTEGER NOT NULL,
	UNIQUE (title, issued_on),
	FOREIGN KEY (superseded_by_id) REFERENCES documents (id)
);
CREATE INDEX documents_issued ON documents (issued_on, id);
CREATE INDEX documents_short ON documents (short_title);
CREATE TABLE clauses (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	document_id INTEGER NOT NULL,
	seq         INTEGER NOT NULL,
	code        TEXT NOT NULL,
	text        TEXT NOT NULL,
	UNIQUE (document_id, code),
	FOREIGN KEY (document_id) REFERENCES documents (id)
);
CREATE INDEX clauses_code ON clauses (code);
