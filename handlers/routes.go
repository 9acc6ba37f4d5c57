package handlers

import "slices"

// route is one address; every one is mounted for pages at / and for programs at /api/v1.
type route struct {
	method string
	path   string
	action Action
	open   bool // also for those not signed in
}

// routes is every address of the application: those of people and of what runs by
// itself here, the others in the tables beside.
func (s *Server) routes() []route {
	return slices.Concat(s.peopleRoutes(), s.projectRoutes(), s.lifeRoutes())
}

func (s *Server) peopleRoutes() []route {
	return []route{
		// signing in
		{"GET", "/login", s.showLogin, true},
		{"POST", "/session", s.signIn, true},
		{"GET", "/login/code", s.showCode, true},
		{"POST", "/session/code", s.completeSignIn, true},
		{"DELETE", "/session", s.signOut, false},
		{"PUT", "/language", s.chooseLanguage, true},
		{"GET", "/me", s.showMe, false},
		{"PATCH", "/me", s.changeMe, false},
		{"GET", "/me/password", s.showPassword, false},
		{"POST", "/me/password", s.changePassword, false},
		{"GET", "/me/sessions", s.listSessions, false},
		{"DELETE", "/me/sessions", s.endOtherSessions, false},
		{"DELETE", "/me/sessions/:id", s.endSession, false},
		{"GET", "/me/second-factor", s.showFactor, false},
		{"POST", "/me/second-factor", s.beginFactor, false},
		{"PUT", "/me/second-factor", s.useFactor, false},
		{"DELETE", "/me/second-factor", s.dropFactor, false},
		{"GET", "/me/tokens", s.listTokens, false},
		{"POST", "/me/tokens", s.createToken, false},
		{"DELETE", "/me/tokens/:id", s.revokeToken, false},
		{"GET", "/me/feeds", s.listFeeds, false},
		{"POST", "/me/feeds", s.createFeed, false},
		{"POST", "/me/feeds/:id/address", s.renewFeed, false},
		{"DELETE", "/me/feeds/:id", s.withdrawFeed, false},
		{"GET", "/calendar/:id", s.readFeed, true}, // a secret, and ".ics"

		// people and places
		{"GET", "/orgs", s.listOrgs, false},
		{"POST", "/orgs", s.createOrg, false},
		{"GET", "/orgs/:id", s.showOrg, false},
		{"PATCH", "/orgs/:id", s.changeOrg, false},
		{"GET", "/org-changes", s.listReforms, false},
		{"POST", "/org-changes", s.createReform, false},
		{"GET", "/org-changes/new", s.newReform, false},
		{"GET", "/elections", s.listElections, false},
		{"POST", "/elections", s.createElection, false},
		{"GET", "/elections/new", s.newElection, false},
		{"GET", "/elections/:id", s.showElection, false},
		{"POST", "/elections/:id/approval", s.approveElection, false},
		{"POST", "/elections/:id/return", s.returnElection, false},
		{"POST", "/elections/:id/resubmission", s.resubmitElection, false},
		{"POST", "/elections/:id/result", s.reportElection, false},
		{"POST", "/elections/:id/confirmation", s.confirmElection, false},
		{"POST", "/elections/:id/withdrawal", s.withdrawElection, false},
		{"GET", "/units", s.listUnits, false},
		{"POST", "/units", s.createUnit, false},
		{"PATCH", "/units/:id", s.changeUnit, false},
		{"GET", "/staffing", s.showStaffingTable, false},
		{"GET", "/filings", s.listFilings, false},
		{"POST", "/filings/:id/submission", s.submitFiling, false},
		{"POST", "/filings/:id/confirmation", s.confirmFiling, false},
		{"POST", "/filings/:id/return", s.returnFiling, false},
		{"GET", "/orgs/:id/health", s.showHealth, false},
		{"POST", "/orgs/:id/extensions", s.extendTerm, false},
		{"GET", "/orgs/:id/term-letter", s.showTermLetter, false},
		{"POST", "/orgs/:id/term-letter", s.sendLetter, false},
		{"POST", "/orgs/:id/term-letter/receipt", s.signLetter, false},
		{"GET", "/posts", s.listPosts, false},
		{"POST", "/posts", s.createPost, false},
		{"GET", "/posts/:id", s.showPost, false},
		{"POST", "/posts/:id/tenure", s.appoint, false},
		{"DELETE", "/posts/:id/tenure", s.vacate, false},
		{"GET", "/members", s.listMembers, false},
		{"POST", "/members", s.createMember, false},
		{"GET", "/members/:id", s.showMember, false},
		{"PATCH", "/members/:id", s.changeMember, false},
		{"POST", "/members/:id/phone", s.revealPhone, false},
		{"POST", "/members/export", s.exportMembers, false},
		{"GET", "/users", s.listUsers, false},
		{"POST", "/users", s.createUser, false},
		{"GET", "/users/:id", s.showUser, false},
		{"PATCH", "/users/:id", s.changeUser, false},
		{"POST", "/users/:id/password", s.resetPassword, false},
		{"DELETE", "/users/:id/sessions", s.endSessions, false},
		{"DELETE", "/users/:id/second-factor", s.resetFactor, false},
		{"POST", "/users/:id/admin", s.entrust, false},
		{"GET", "/security", s.showSecurity, false},
		{"PATCH", "/security", s.changeSecurity, false},
		{"GET", "/imports/roster", s.showRoster, false},
		{"POST", "/imports/roster", s.importRoster, false},

		// what came up, on both lines
		{"GET", "/reports", s.listReports, false},
		{"POST", "/reports/:id/read", s.readReport, false},

		// the library
		{"GET", "/documents", s.listDocuments, false},
		{"POST", "/documents", s.createDocument, false},
		{"GET", "/documents/:id", s.showDocument, false},
		{"PATCH", "/documents/:id", s.changeDocument, false},

		// the fields of those who lead
		{"GET", "/me/field", s.showField, false},
		{"PUT", "/posts/:id/field", s.setField, false},

		// working together
		{"GET", "/comments", s.listComments, false},
		{"POST", "/comments", s.createComment, false},
		{"GET", "/comments/people", s.listCrowd, false},
		{"GET", "/comments/:id", s.showComment, false},
		{"PATCH", "/comments/:id", s.changeComment, false},
		{"DELETE", "/comments/:id", s.deleteComment, false},
		{"GET", "/attachments", s.listAttachments, false},
		{"POST", "/attachments", s.attach, false},
		{"GET", "/attachments/:id", s.downloadAttachment, false},
		{"DELETE", "/attachments/:id", s.removeAttachment, false},
		{"GET", "/watch", s.showWatch, false},
		{"PUT", "/watch", s.setWatch, false},

		// reminders and what runs by itself
		{"GET", "/notices", s.listNotices, false},
		{"GET", "/notices/:id", s.showNotice, false},
		{"POST", "/notices/:id/read", s.readNotice, false},
		{"POST", "/notices/read-all", s.readAllNotices, false},
		{"POST", "/notices/:id/acknowledgement", s.acknowledge, false},
		{"GET", "/reminders", s.listReminders, false},
		{"GET", "/reminders/upcoming", s.upcoming, false},
		{"GET", "/reminders/why", s.why, false},
		{"POST", "/reminders/:id/pause", s.pauseRule, false},
		{"DELETE", "/reminders/:id/pause", s.resumeRule, false},
		{"GET", "/me/reminders", s.showWishes, false},
		{"PUT", "/me/reminders", s.keepWishes, false},
		{"GET", "/mutes", s.listMutes, false},
		{"POST", "/mutes", s.muteRule, false},
		{"DELETE", "/mutes/:id", s.endMute, false},
		{"GET", "/jobs", s.showJobs, false},
		{"GET", "/channels", s.listChannels, false},
		{"POST", "/channels", s.createChannel, false},
		{"GET", "/channels/:id", s.showChannelPage, false},
		{"PATCH", "/channels/:id", s.changeChannel, false},
		{"POST", "/channels/:id/test", s.tryChannel, false},
		{"POST", "/channels/:id/pause", s.pauseChannel, false},
		{"DELETE", "/channels/:id/pause", s.resumeChannel, false},
		{"GET", "/deliveries", s.listDeliveries, false},
		{"POST", "/deliveries/:id/resend", s.resendDelivery, false},

		// the audit trail
		{"GET", "/audit", s.listAudit, false},
		{"POST", "/audit/export", s.exportAudit, false},
	}
}
