-- +goose Up
CREATE TABLE deliveries_new (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	delivery_key TEXT NOT NULL UNIQUE,
	user_id      INTEGER,
	channel_id   INTEGER NOT NULL,
	title        TEXT NOT NULL,
	body         TEXT NOT NULL,
	link         TEXT NOT NULL,
	state        TEXT NOT NULL,
	attempts     INTEGER NOT NULL,
	due_at       DATETIME NOT NULL,
	created_at   DATETIME NOT NULL,
	sent_at      DATETIME,
	error        TEXT NOT NULL,
	merged_into  INTEGER,
	FOREIGN KEY (user_id) REFERENCES users (id),
	FOREIGN KEY (channel_id) REFERENCES channels (id)
);
INSERT INTO deliveries_new (id, delivery_key, user_id, channel_id, title, body, link, state, attempts, due_at, created_at, sent_at, error)
	SELECT id, delivery_key, user_id, 1, title, body, link, state, attempts, due_at, created_at, sent_at, error FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_new RENAME TO deliveries;
CREATE INDEX deliveries_due ON deliveries (channel_id, state, due_at);
CREATE INDEX deliveries_state ON deliveries (state, id);
