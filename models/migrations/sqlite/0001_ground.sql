-- +goose Up
CREATE TABLE orgs (
	id              INTEGER PRIMARY KEY AUTOINCREMENT,
	code            TEXT NOT NULL UNIQUE,
	name            TEXT NOT NULL,
	kind            TEXT NOT NULL,
	unit_name       TEXT NOT NULL,
	unit_kind       TEXT NOT NULL,
	parent_id       INTEGER,
	guided_by_id    INTEGER,
	path            TEXT NOT NULL,
	fixed_day       TEXT NOT NULL,
	committee_seats INTEGER NOT NULL,
	established_on  TEXT NOT NULL,
	closed_on       TEXT NOT NULL,
	elected_on      TEXT NOT NULL,
	term_ends_on    TEXT NOT NULL,
	revision        INTEGER NOT NULL,
	FOREIGN KEY (parent_id) REFERENCES orgs (id),
	FOREIGN KEY (guided_by_id) REFERENCES orgs (id)
);
CREATE INDEX orgs_path ON orgs (path);
CREATE TABLE members (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id           INTEGER,
	name             TEXT NOT NULL,
	status           TEXT NOT NULL,
	is_leading_cadre BOOLEAN NOT NULL,
	is_city_leader   BOOLEAN NOT NULL,
	exemption        TEXT NOT NULL,
	joined_on        TEXT NOT NULL,
	left_on          TEXT NOT NULL,
	revision         INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX members_org ON members (org_id, left_on);
CREATE INDEX members_name ON members (name);
CREATE TABLE posts (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id INTEGER NOT NULL,
	office TEXT NOT NULL,
	name   TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX posts_org ON posts (org_id, office);
CREATE TABLE tenures (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	post_id   INTEGER NOT NULL,
	member_id INTEGER NOT NULL,
	full_time BOOLEAN NOT NULL,
	"rank"    TEXT NOT NULL,
	filed_on  TEXT NOT NULL,
	start_on  TEXT NOT NULL,
	end_on    TEXT NOT NULL,
	UNIQUE (post_id, end_on),
	FOREIGN KEY (post_id) REFERENCES posts (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE INDEX tenures_member ON tenures (member_id, end_on);
CREATE TABLE users (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	login         TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	email         TEXT NOT NULL,
	member_id     INTEGER UNIQUE,
	is_admin      BOOLEAN NOT NULL,
	password_hash TEXT NOT NULL,
	disabled      BOOLEAN NOT NULL,
	"large"       BOOLEAN NOT NULL,
	revision      INTEGER NOT NULL,
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE TABLE sessions (
	token_hash TEXT PRIMARY KEY,
	user_id    INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	seen_at    DATETIME NOT NULL,
	address    TEXT NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE tokens (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER NOT NULL,
	name       TEXT NOT NULL,
	token_hash TEXT NOT NULL UNIQUE,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE throttles (
	name       TEXT PRIMARY KEY,
	tries      INTEGER NOT NULL,
	started_at DATETIME NOT NULL,
	last_at    DATETIME NOT NULL
);
CREATE TABLE audit (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	at         DATETIME NOT NULL,
	actor_id   INTEGER NOT NULL,
	actor_name TEXT NOT NULL,
	verb       TEXT NOT NULL,
	subject    TEXT NOT NULL,
	topic      TEXT NOT NULL,
	org_id     INTEGER NOT NULL,
	detail     TEXT NOT NULL,
	"before"   TEXT NOT NULL,
	"after"    TEXT NOT NULL
);
CREATE INDEX audit_topic ON audit (topic, id);
CREATE TABLE rules (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	code       TEXT NOT NULL,
	level      TEXT NOT NULL,
	org_id     INTEGER,
	valid_from TEXT NOT NULL,
	valid_to   TEXT NOT NULL,
	params     TEXT NOT NULL,
	name       TEXT NOT NULL,
	source     TEXT NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE TABLE calendar_days (
	day    TEXT PRIMARY KEY,
	kind   TEXT NOT NULL,
	name   TEXT NOT NULL,
	source TEXT NOT NULL
);
