package handlers_test

import (
	"strings"

	"luoshi/models"
)

// right is what of the table of permissions an address asks for.
type right struct {
	object models.Object
	verb   models.Verb
	pages  bool // a page that may say why there is nothing to do
	empty  bool // a list that shows nothing to those who may see nothing
}

const (
	v = models.View
	e = models.Enter
	a = models.Approve
	x = models.Export
)

// rights has a line for every address: whose right it is. An address that is missing
// here fails TestX8EveryRouteAndEveryRole; "" is for everybody, about what is one's own.
var rights = []struct {
	right
	routes string
}{
	{right{}, "GET /login, POST /session, GET /login/code, POST /session/code, DELETE /session, PUT /language, GET /me, PATCH /me, GET /me/password, POST /me/password"},
	{right{}, "GET /me/sessions, DELETE /me/sessions, DELETE /me/sessions/:id, GET /me/second-factor, POST /me/second-factor, PUT /me/second-factor, DELETE /me/second-factor"},
	{right{}, "GET /me/tokens, POST /me/tokens, DELETE /me/tokens/:id, GET /, GET /me/today, GET /me/field, GET /me/reminders, PUT /me/reminders"},
	{right{}, "GET /notices, GET /notices/:id, POST /notices/:id/read, POST /notices/read-all, POST /notices/:id/acknowledgement, GET /reminders/upcoming, GET /reminders/why, GET /reminders"},
	{right{}, "GET /search, GET /views, POST /views, GET /views/:id, PATCH /views/:id, DELETE /views/:id"},
	{right{}, "GET /me/feeds, POST /me/feeds, POST /me/feeds/:id/address, DELETE /me/feeds/:id, GET /calendar/:id"},

	{right{object: models.Orgs, verb: v, empty: true}, "GET /orgs, GET /orgs/:id, GET /posts, GET /posts/:id, GET /orgs/:id/health, POST /orgs/:id/term-letter/receipt, GET /filings, GET /staffing, GET /units"},
	{right{object: models.Orgs, verb: e}, "POST /orgs, PATCH /orgs/:id, POST /posts, POST /posts/:id/tenure, DELETE /posts/:id/tenure, GET /imports/roster, POST /imports/roster, POST /orgs/:id/term-letter, POST /org-changes, GET /org-changes/new, POST /filings/:id/submission, POST /units, PATCH /units/:id"},
	{right{object: models.Orgs, verb: v, pages: true}, "GET /orgs/:id/term-letter"},
	{right{object: models.Orgs, verb: a}, "POST /orgs/:id/extensions, POST /filings/:id/confirmation, POST /filings/:id/return"},
	{right{object: models.Elections, verb: v}, "GET /elections, GET /elections/:id, GET /elections/new"},
	{right{object: models.Elections, verb: e}, "POST /elections, POST /elections/:id/resubmission, POST /elections/:id/result, POST /elections/:id/withdrawal"},
	{right{object: models.Elections, verb: a}, "POST /elections/:id/approval, POST /elections/:id/return, POST /elections/:id/confirmation"},
	{right{object: models.Fields, verb: e}, "PUT /posts/:id/field"},
	{right{object: models.Members, verb: v, empty: true}, "GET /members, GET /members/:id"},
	{right{object: models.Members, verb: e}, "POST /members, PATCH /members/:id"},
	{right{object: models.Members, verb: x}, "POST /members/export"},
	{right{object: models.Phones, verb: v}, "POST /members/:id/phone"},
	{right{object: models.Accounts, verb: v}, "GET /users, GET /users/:id"},
	{right{object: models.Accounts, verb: e}, "POST /users, PATCH /users/:id, POST /users/:id/password, DELETE /users/:id/sessions, DELETE /users/:id/second-factor"},
	{right{object: models.Security, verb: e}, "POST /users/:id/admin, GET /security, PATCH /security"},
	{right{object: models.AuditTrail, verb: v}, "GET /audit"},
	{right{object: models.AuditTrail, verb: x}, "POST /audit/export"},

	{right{object: models.Projects, verb: v, empty: true}, "GET /projects, GET /projects/:id, GET /projects/timetable, GET /projects/board, GET /projects/quarters, GET /projects/origins, GET /stages, GET /milestones"},
	{right{object: models.Projects, verb: v, empty: true}, "GET /milestones/:id, GET /projects/:id/checks, GET /projects/:id/log, GET /reviews, GET /improvements, GET /improvements/:id, GET /extensions"},
	{right{object: models.Projects, verb: v}, "GET /extensions/:id, GET /projects/:id/paper, GET /projects/:id/parts, GET /projects/integration, GET /charts, GET /charts/completion, GET /charts/lights, GET /charts/due, GET /papers"},
	{right{object: models.Projects, verb: v, empty: true}, "GET /projects/bulk, POST /projects/bulk"},
	{right{object: models.Projects, verb: e}, "GET /templates, POST /templates, GET /templates/:id, PATCH /templates/:id, DELETE /templates/:id, POST /templates/:id/projects"},
	{right{object: models.Projects, verb: e, pages: true}, "GET /projects/new, GET /projects/:id/edit"},
	{right{object: models.Projects, verb: e, empty: true}, "GET /projects/bulk, POST /projects/bulk"},
	{right{object: models.Projects, verb: e}, "POST /projects, PATCH /projects/:id, DELETE /projects/:id, PUT /projects/:id/stages, POST /projects/:id/milestones, POST /projects/:id/submission, POST /projects/:id/start, POST /projects/:id/check"},
	{right{object: models.Projects, verb: e}, "POST /projects/:id/resumption, POST /projects/:id/acceptance-request, POST /projects/:id/extensions, POST /milestones/:id/progress, POST /milestones/:id/submission"},
	{right{object: models.Projects, verb: e}, "DELETE /milestones/:id/submission, POST /milestones/:id/extensions, POST /improvements/:id/submission, POST /projects/:id/column, PUT /projects/:id/business, POST /projects/:id/links, DELETE /links/:id"},
	{right{object: models.Projects, verb: e}, "POST /projects/:id/receipt, POST /projects/:id/refusal, GET /imports/projects, POST /imports/projects, GET /imports/:id, DELETE /imports/:id"},
	{right{object: models.Projects, verb: a}, "POST /projects/:id/approval, POST /projects/:id/return, POST /projects/:id/suspension, POST /projects/:id/acceptance, POST /milestones/:id/approval, POST /milestones/:id/return"},
	{right{object: models.Projects, verb: a}, "POST /extensions/:id/approval, POST /extensions/:id/return, POST /projects/quarters, POST /imports/:id/confirmation"},
	{right{object: models.Projects, verb: x}, "GET /projects/export, GET /projects/quarters/export, GET /papers/list, GET /papers/timetable, GET /papers/progress, GET /papers/ledger"},
	{right{object: models.Divisions, verb: v, pages: true}, "GET /projects/:id/dispatch, GET /projects/:id/receipt"},
	{right{object: models.Divisions, verb: a}, "POST /projects/:id/dispatch, PUT /projects/:id/shares, POST /projects/:id/reissue, POST /projects/:id/withdrawal"},
	{right{object: models.Checks, verb: e}, "POST /milestones/:id/checks"},
	{right{object: models.Improvements, verb: a}, "POST /improvements/:id/verification, POST /improvements/:id/return"},
	{right{object: models.Reports, verb: v}, "GET /reports, POST /reports/:id/read"},
	{right{object: models.Tags, verb: v}, "GET /tags, GET /tags/:id"},
	{right{object: models.Tags, verb: e}, "POST /tags, PATCH /tags/:id"},
	{right{object: models.Findings, verb: v}, "GET /letters/:id/paper, GET /findings, GET /findings/:id, GET /feedbacks, GET /feedbacks/:id"},
	{right{object: models.Findings, verb: e}, "POST /findings, GET /findings/new, PATCH /findings/:id, POST /findings/:id/project, POST /findings/:id/closing, POST /findings/:id/letters, PUT /findings/:id/measures, POST /findings/:id/submission, POST /findings/:id/return, POST /findings/:id/lookback, POST /feedbacks, GET /feedbacks/new, POST /feedbacks/:id/findings"},
	{right{object: models.Projects, verb: e, empty: true}, "GET /findings/chosen, POST /findings/projects"},
	{right{object: models.Trainings, verb: v}, "GET /trainings, GET /trainings/:id, GET /trainings/hours"},
	{right{object: models.Trainings, verb: e}, "POST /trainings, GET /trainings/new, PATCH /trainings/:id, POST /trainings/:id/findings"},
	{right{object: models.Cases, verb: v}, "GET /cases, GET /cases/:id"},
	{right{object: models.Cases, verb: e}, "POST /cases, PATCH /cases/:id"},
	{right{object: models.Campaigns, verb: v}, "GET /campaigns, GET /campaigns/:id, GET /campaign-units/:id"},
	{right{object: models.Campaigns, verb: e}, "POST /campaigns, PATCH /campaigns/:id, POST /campaigns/:id/units, PATCH /campaign-units/:id"},

	{right{object: models.Orgs, verb: v}, "GET /screenings, GET /org-changes"},
	{right{}, "GET /votes"},
	{right{object: models.Orgs, verb: a}, "POST /orgs/:id/extensions"},
	{right{object: models.Findings, verb: v}, "GET /explanations, GET /explanations/:id"},
	{right{object: models.Studies, verb: v}, "GET /responsibilities, GET /responsibilities/:id"},
	{right{object: models.Studies, verb: e}, "PUT /responsibilities/:id/confirmation"},
	{right{object: models.Findings, verb: v}, "GET /inspections, GET /inspections/:id, GET /inspections/:id/export, GET /inspection-rows/:id"},
	{right{object: models.Findings, verb: e}, "POST /inspections, POST /inspections/:id/sample, POST /inspection-rows/:id/answer, POST /inspection-rows/:id/judgement, POST /inspection-rows/:id/findings"},
	{right{object: models.Findings, verb: e}, "POST /explanations, GET /explanations/new"},
	{right{object: models.Findings, verb: a}, "POST /explanations/:id/acceptance, POST /explanations/:id/return"},
	{right{object: models.Duties, verb: v, empty: true}, "GET /duties, GET /duties/:id, GET /duties/matrix, GET /alerts"},
	{right{object: models.Duties, verb: v}, "GET /situation, GET /situation/export, GET /burden"},
	{right{object: models.Bulletins, verb: v}, "GET /bulletins, GET /bulletins/:id, GET /bulletins/:id/paper"},
	{right{object: models.Bulletins, verb: e}, "POST /bulletins, PATCH /bulletins/:id, POST /bulletins/:id/facts, POST /bulletins/:id/submission, DELETE /bulletins/:id/submission, POST /bulletins/:id/findings"},
	{right{object: models.Bulletins, verb: a}, "POST /bulletins/:id/approval, POST /bulletins/:id/return, POST /bulletins/:id/publication"},
	{right{object: models.Plans, verb: a}, "POST /duties/:id/exemption, POST /plans/:id/approval, POST /plans/:id/return, POST /plans/approvals"},
	{right{object: models.Changes, verb: v}, "GET /petitions, GET /petitions/:id"},
	{right{object: models.Changes, verb: e}, "DELETE /petitions/:id, POST /activities/:id/petitions, POST /duties/:id/petitions"},
	{right{object: models.Changes, verb: a}, "POST /petitions/:id/approval, POST /petitions/:id/return"},
	{right{object: models.Minutes, verb: v}, "GET /services, GET /services/:id"},
	{right{object: models.Minutes, verb: e}, "POST /services, PATCH /services/:id, POST /pairings, DELETE /pairings/:id, PUT /homes"},
	{right{object: models.Conduct, verb: v}, "GET /leaders, GET /committee"},
	{right{object: models.Calendars, verb: v}, "GET /rules, GET /suspensions"},
	{right{object: models.Calendars, verb: a}, "POST /rules, POST /rules/preview, PUT /rules/start, POST /suspensions, POST /suspensions/preview, DELETE /suspensions/:id"},
	{right{object: models.Uploads, verb: v}, "GET /uploads, POST /uploads/reconciliation"},
	{right{object: models.Uploads, verb: e}, "POST /uploads, PUT /uploads/:id, DELETE /uploads/:id"},
	{right{object: models.CommitteeLog, verb: v, empty: true}, "GET /activities, GET /activities/:id, GET /activities/new, GET /record"},
	{right{object: models.CommitteeLog, verb: e}, "POST /activities, PATCH /activities/:id, DELETE /activities/:id, POST /activities/:id/record, POST /activities/:id/projects, PUT /activities/:id/steps, PUT /activities/:id/study, POST /activities/:id/assignments, POST /assignments/:id/completion, DELETE /assignments/:id"},
	{right{object: models.CommitteeLog, verb: v, empty: true}, "GET /activities/calendar"},
	{right{object: models.Duties, verb: v}, "GET /activities/pack, GET /activities/pack/export"},
	{right{object: models.Plans, verb: v}, "GET /plans, GET /plans/:id, GET /plans/:id/export, GET /themes, GET /regulations, GET /regulations/templates"},
	{right{object: models.Plans, verb: e}, "POST /plans, POST /plans/import, POST /regulations, PUT /regulations, PATCH /plans/:id, DELETE /plans/:id, POST /plans/:id/submission, DELETE /plans/:id/submission"},
	{right{object: models.Calendars, verb: e}, "POST /themes, PATCH /themes/:id, POST /regulations/templates"},
	{right{object: models.Documents, verb: v, empty: true}, "GET /documents, GET /documents/:id"},
	{right{object: models.Documents, verb: e}, "POST /documents, PATCH /documents/:id"},

	{right{object: models.Projects, verb: v, empty: true}, "GET /comments, GET /comments/people, GET /comments/:id, GET /attachments, GET /attachments/:id, GET /watch, PUT /watch"},
	{right{object: models.Discussions, verb: e}, "POST /comments, PATCH /comments/:id, POST /attachments"},
	{right{object: models.Discussions, verb: a}, "DELETE /comments/:id, DELETE /attachments/:id"},
	{right{object: models.Mutes, verb: v}, "GET /mutes"},
	{right{object: models.Mutes, verb: e}, "POST /mutes, DELETE /mutes/:id"},
	{right{object: models.Jobs, verb: v}, "GET /jobs, GET /deliveries"},
	{right{object: models.Jobs, verb: e}, "POST /deliveries/:id/resend"},
	{right{object: models.Channels, verb: v}, "GET /channels, GET /channels/:id"},
	{right{object: models.Channels, verb: e}, "POST /channels, PATCH /channels/:id, POST /channels/:id/test"},
	{right{object: models.Channels, verb: a}, "POST /reminders/:id/pause, DELETE /reminders/:id/pause, POST /channels/:id/pause, DELETE /channels/:id/pause"},
}

// rightOf is the table by address, "GET /orgs/:id".
func rightOf() map[string]right {
	list := map[string]right{"GET /orgs/:id/year": {object: models.Duties, verb: v, pages: true}}
	for _, line := range rights {
		for route := range strings.SplitSeq(line.routes, ", ") {
			list[route] = line.right
		}
	}
	return list
}
