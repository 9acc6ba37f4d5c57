-- +goose Up
CREATE TABLE password_history (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id       INTEGER NOT NULL,
	password_hash TEXT NOT NULL,
	set_at        DATETIME NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX password_history_user ON password_history (user_id, id);
CREATE TABLE half_sign_ins (
	token_hash TEXT PRIMARY KEY,
	user_id    INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE recovery_codes (
	code_hash TEXT PRIMARY KEY,
	user_id   INTEGER NOT NULL,
	FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);
CREATE TABLE security_settings (
	id             INTEGER PRIMARY KEY,
	profile        TEXT NOT NULL,
	admin_networks TEXT NOT NULL,
	user_networks  TEXT NOT NULL,
	revision       INTEGER NOT NULL
);
