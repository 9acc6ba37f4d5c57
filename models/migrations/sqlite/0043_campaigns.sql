-- +goose Up
CREATE TABLE campaigns (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	year     INTEGER NOT NULL UNIQUE,
	name     TEXT NOT NULL,
	note     TEXT NOT NULL,
	revision INTEGER NOT NULL
);
CREATE TABLE campaign_criteria (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	campaign_id INTEGER NOT NULL,
	seq         INTEGER NOT NULL,
	name        TEXT NOT NULL,
	FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
);
CREATE INDEX campaign_criteria_campaign ON campaign_criteria (campaign_id, seq);
CREATE TABLE campaign_links (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	criterion_id INTEGER NOT NULL,
	kind         TEXT NOT NULL,
	value        TEXT NOT NULL,
	FOREIGN KEY (criterion_id) REFERENCES campaign_criteria (id) ON DELETE CASCADE
);
CREATE INDEX campaign_links_criterion ON campaign_links (criterion_id);
CREATE TABLE campaign_units (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	campaign_id INTEGER NOT NULL,
	org_id      INTEGER NOT NULL,
	state       TEXT NOT NULL,
	reason      TEXT NOT NULL,
	applied_on  TEXT NOT NULL,
	applied_by  INTEGER NOT NULL,
	moved_on    TEXT NOT NULL,
	revision    INTEGER NOT NULL,
	UNIQUE (campaign_id, org_id),
	FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX campaign_units_org ON campaign_units (org_id);
