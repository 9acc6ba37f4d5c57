-- +goose Up
CREATE TABLE community_services (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	org_id      INTEGER NOT NULL,
	community   TEXT NOT NULL,
	held_on     TEXT NOT NULL,
	hours       DOUBLE NOT NULL,
	content     TEXT NOT NULL,
	feedback    TEXT NOT NULL,
	activity_id INTEGER UNIQUE,
	recorded_by INTEGER NOT NULL,
	recorder    TEXT NOT NULL,
	revision    INTEGER NOT NULL,
	FOREIGN KEY (org_id) REFERENCES orgs (id),
	FOREIGN KEY (activity_id) REFERENCES activities (id) ON DELETE SET NULL
);
CREATE INDEX community_services_held ON community_services (org_id, held_on);
