-- +goose Up
CREATE TABLE IF NOT EXISTS saved_views (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	user_id    INTEGER NOT NULL,
	org_id     INTEGER NOT NULL,
	page       VARCHAR(20) NOT NULL,
	name       VARCHAR(60) NOT NULL,
	query      VARCHAR(1000) NOT NULL,
	is_default BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	revision   INT NOT NULL,
	UNIQUE (user_id, page, name),
	FOREIGN KEY (user_id) REFERENCES users (id)
);
