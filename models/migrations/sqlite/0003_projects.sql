-- +goose Up
CREATE TABLE projects (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	year           INTEGER NOT NULL,
	code             TEXT NOT NULL,
	name             TEXT NOT NULL,
	type             TEXT NOT NULL,
	category         TEXT NOT NULL,
	objective        TEXT NOT NULL,
	measures         TEXT NOT NULL,
	target           TEXT NOT NULL,
	metric_name      TEXT NOT NULL,
	metric_unit      TEXT NOT NULL,
	metric_baseline  DOUBLE NOT NULL,
	metric_target    DOUBLE NOT NULL,
	metric_current   DOUBLE NOT NULL,
	org_id           INTEGER NOT NULL,
	owner_post_id    INTEGER NOT NULL,
	reviewer_post_id INTEGER NOT NULL,
	leader_post_id   INTEGER NOT NULL,
	start_on         TEXT NOT NULL,
	due_on           TEXT NOT NULL,
	first_due_on     TEXT NOT NULL,
	extensions       INTEGER NOT NULL,
	state            TEXT NOT NULL,
	resume_state     TEXT NOT NULL,
	reason           TEXT NOT NULL,
	submitted_by     INTEGER NOT NULL,
	submitted_at     DATETIME,
	closed_on        TEXT NOT NULL,
	created_at       DATETIME NOT NULL,
	revision         INTEGER NOT NULL,
	UNIQUE (year, code),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX projects_due ON projects (year, due_on, id);
CREATE INDEX projects_org ON projects (org_id);
CREATE INDEX projects_owner ON projects (owner_post_id);
CREATE INDEX projects_reviewer ON projects (reviewer_post_id);
CREATE INDEX projects_leader ON projects (leader_post_id);
CREATE INDEX projects_state ON projects (state, id);
CREATE TABLE project_orgs (
	project_id INTEGER NOT NULL,
	org_id     INTEGER NOT NULL,
	is_lead    BOOLEAN NOT NULL,
	PRIMARY KEY (project_id, org_id),
	FOREIGN KEY (project_id) REFERENCES projects (id),
	FOREIGN KEY (org_id) REFERENCES orgs (id)
);
CREATE INDEX project_orgs_org ON project_orgs (org_id, project_id);
CREATE TABLE milestones (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id       INTEGER NOT NULL,
	stage_id         INTEGER,
	org_id           INTEGER NOT NULL,
	seq              INTEGER NOT NULL,
	name             TEXT NOT NULL,
	goal             TEXT NOT NULL,
	measures         TEXT NOT NULL,
	standard         TEXT NOT NULL,
	owner_post_id    INTEGER NOT NULL,
	reviewer_post_id INTEGER NOT NULL,
	start_on         TEXT NOT NULL,
	due_on           TEXT NOT NULL,
	first_due_on     TEXT NOT NULL,
	owed_on          TEXT NOT NULL,
	held             INTEGER NOT NULL,
	extensions       INTEGER NOT NULL,
	weight           INTEGER NOT NULL,
	percent          INTEGER NOT NULL,
	state            TEXT NOT NULL,
	running          BOOLEAN NOT NULL,
	submitted_by     INTEGER NOT NULL,
	submitted_at     DATETIME,
	done_on          TEXT NOT NULL,
	entered_on       TEXT NOT NULL,
	revision         INTEGER NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id)
);
CREATE INDEX milestones_project ON milestones (project_id, seq);
CREATE INDEX milestones_stage ON milestones (stage_id);
CREATE INDEX milestones_owed ON milestones (running, owed_on, id);
CREATE INDEX milestones_due ON milestones (due_on, id);
CREATE INDEX milestones_state ON milestones (state, due_on, id);
CREATE INDEX milestones_owner ON milestones (owner_post_id, running, owed_on);
CREATE INDEX milestones_reviewer ON milestones (reviewer_post_id);
CREATE INDEX milestones_org ON milestones (org_id, due_on);
CREATE TABLE milestone_needs (
	milestone_id INTEGER NOT NULL,
	needs_id     INTEGER NOT NULL,
	project_id   INTEGER NOT NULL,
	PRIMARY KEY (milestone_id, needs_id),
	FOREIGN KEY (project_id) REFERENCES projects (id)
);
CREATE INDEX milestone_needs_project ON milestone_needs (project_id);
CREATE TABLE progress_reports (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id     INTEGER NOT NULL,
	milestone_id   INTEGER NOT NULL,
	org_id         INTEGER NOT NULL,
	text           TEXT NOT NULL,
	percent        INTEGER NOT NULL,
	metric_current DOUBLE,
	by_id          INTEGER NOT NULL,
	by_name        TEXT NOT NULL,
	created_at     DATETIME NOT NULL,
	FOREIGN KEY (milestone_id) REFERENCES milestones (id)
);
CREATE INDEX progress_reports_milestone ON progress_reports (milestone_id, id);
CREATE INDEX progress_reports_project ON progress_reports (project_id, id);
CREATE TABLE reviews (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id       INTEGER NOT NULL,
	milestone_id     INTEGER NOT NULL,
	org_id           INTEGER NOT NULL,
	reviewer_post_id INTEGER NOT NULL,
	number           INTEGER NOT NULL,
	was              TEXT NOT NULL,
	note             TEXT NOT NULL,
	percent          INTEGER NOT NULL,
	submitted_by     INTEGER NOT NULL,
	submitted_name   TEXT NOT NULL,
	submitted_at     DATETIME NOT NULL,
	due_on           TEXT NOT NULL,
	decision         TEXT NOT NULL,
	reason           TEXT NOT NULL,
	decided_by       INTEGER NOT NULL,
	decided_name     TEXT NOT NULL,
	decided_at       DATETIME,
	UNIQUE (milestone_id, number),
	FOREIGN KEY (milestone_id) REFERENCES milestones (id)
);
CREATE INDEX reviews_waiting ON reviews (decision, due_on, id);
CREATE INDEX reviews_reviewer ON reviews (decision, reviewer_post_id);
CREATE INDEX reviews_submitter ON reviews (decision, submitted_by);
CREATE INDEX reviews_project ON reviews (project_id, id);
CREATE TABLE checks (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id   INTEGER NOT NULL,
	milestone_id INTEGER NOT NULL,
	org_id       INTEGER NOT NULL,
	result       TEXT NOT NULL,
	problems     TEXT NOT NULL,
	note         TEXT NOT NULL,
	checked_on   TEXT NOT NULL,
	by_id        INTEGER NOT NULL,
	by_name      TEXT NOT NULL,
	created_at   DATETIME NOT NULL,
	FOREIGN KEY (milestone_id) REFERENCES milestones (id)
);
CREATE INDEX checks_milestone ON checks (milestone_id);
CREATE INDEX checks_project ON checks (project_id, id);
CREATE TABLE improvements (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id     INTEGER NOT NULL,
	milestone_id   INTEGER NOT NULL,
	check_id       INTEGER NOT NULL,
	org_id         INTEGER NOT NULL,
	problem        TEXT NOT NULL,
	measure        TEXT NOT NULL,
	owner_post_id  INTEGER NOT NULL,
	due_on         TEXT NOT NULL,
	state          TEXT NOT NULL,
	note           TEXT NOT NULL,
	reason         TEXT NOT NULL,
	checker_id     INTEGER NOT NULL,
	submitted_by   INTEGER NOT NULL,
	submitted_name TEXT NOT NULL,
	submitted_at   DATETIME,
	verified_by    INTEGER NOT NULL,
	verified_name  TEXT NOT NULL,
	verified_at    DATETIME,
	revision       INTEGER NOT NULL,
	FOREIGN KEY (check_id) REFERENCES checks (id)
);
CREATE INDEX improvements_due ON improvements (state, due_on, id);
CREATE INDEX improvements_owner ON improvements (owner_post_id, state);
CREATE INDEX improvements_project ON improvements (project_id, state);
CREATE TABLE extensions (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id       INTEGER NOT NULL,
	milestone_id     INTEGER NOT NULL,
	org_id           INTEGER NOT NULL,
	reviewer_post_id INTEGER NOT NULL,
	old_due_on       TEXT NOT NULL,
	new_due_on       TEXT NOT NULL,
	reason           TEXT NOT NULL,
	progress         TEXT NOT NULL,
	measures         TEXT NOT NULL,
	state            TEXT NOT NULL,
	requested_by     INTEGER NOT NULL,
	requested_name   TEXT NOT NULL,
	requested_at     DATETIME NOT NULL,
	answer_by        TEXT NOT NULL,
	decided_by       INTEGER NOT NULL,
	decided_name     TEXT NOT NULL,
	decided_at       DATETIME,
	decision_reason  TEXT NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id)
);
CREATE INDEX extensions_waiting ON extensions (state, answer_by, id);
CREATE INDEX extensions_reviewer ON extensions (state, reviewer_post_id);
CREATE INDEX extensions_requester ON extensions (state, requested_by);
CREATE INDEX extensions_project ON extensions (project_id, id);
CREATE TABLE acceptances (
	id                   INTEGER PRIMARY KEY AUTOINCREMENT,
	project_id           INTEGER NOT NULL,
	outcome              TEXT NOT NULL,
	evidence             TEXT NOT NULL,
	satisfaction_source  TEXT NOT NULL,
	satisfaction_sample  INTEGER NOT NULL,
	satisfaction_percent DOUBLE NOT NULL,
	conclusion           TEXT NOT NULL,
	reason               TEXT NOT NULL,
	experience           TEXT NOT NULL,
	by_id                INTEGER NOT NULL,
	by_name              TEXT NOT NULL,
	created_at           DATETIME NOT NULL,
	FOREIGN KEY (project_id) REFERENCES projects (id)
);
CREATE INDEX acceptances_project ON acceptances (project_id, id);
