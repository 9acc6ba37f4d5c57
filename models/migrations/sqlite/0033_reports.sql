-- +goose Up
CREATE TABLE reports (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	kind       TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	org_id     INTEGER NOT NULL,
	place      TEXT NOT NULL,
	text       TEXT NOT NULL,
	link       TEXT NOT NULL,
	by_id      INTEGER NOT NULL,
	by_name    TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX reports_org ON reports (org_id, id);
CREATE INDEX reports_project ON reports (project_id);
CREATE TABLE report_reads (
	report_id INTEGER NOT NULL,
	user_id   INTEGER NOT NULL,
	user_name TEXT NOT NULL,
	line      TEXT NOT NULL,
	read_at   DATETIME NOT NULL,
	PRIMARY KEY (report_id, user_id),
	FOREIGN KEY (report_id) REFERENCES reports (id) ON DELETE CASCADE
);
