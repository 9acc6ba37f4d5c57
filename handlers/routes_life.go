package handlers

// lifeRoutes are the addresses of organisational life: what is owed, planned, held and uploaded.
func (s *Server) lifeRoutes() []route {
	return []route{
		// organisational life
		{"GET", "/duties", s.listDuties, false},
		{"GET", "/duties/:id", s.showDuty, false},
		{"GET", "/duties/matrix", s.showMatrix, false},
		{"GET", "/situation", s.showSituation, false},
		{"GET", "/situation/export", s.exportSituation, false},
		{"POST", "/duties/:id/exemption", s.exemptDuty, false},
		{"GET", "/orgs/:id/year", s.showYear, false},
		{"GET", "/alerts", s.listAlerts, false},
		{"GET", "/screenings", s.listScreenings, false},
		{"GET", "/votes", s.countVotes, false},
		{"GET", "/explanations", s.listExplanations, false},
		{"POST", "/explanations", s.createExplanation, false},
		{"GET", "/explanations/new", s.newExplanation, false},
		{"GET", "/explanations/:id", s.showExplanation, false},
		{"POST", "/explanations/:id/acceptance", s.acceptExplanation, false},
		{"POST", "/explanations/:id/return", s.returnExplanation, false},
		{"GET", "/rules", s.listRules, false},
		{"POST", "/rules", s.createRule, false},
		{"POST", "/rules/preview", s.previewRule, false},
		{"PUT", "/rules/start", s.beginDuties, false},
		{"GET", "/suspensions", s.listSuspensions, false},
		{"POST", "/suspensions", s.createSuspension, false},
		{"POST", "/suspensions/preview", s.previewSuspension, false},
		{"DELETE", "/suspensions/:id", s.endSuspension, false},
		{"GET", "/activities", s.listActivities, false},
		{"GET", "/activities/new", s.newActivity, false},
		{"GET", "/record", s.showRecorder, false},
		{"POST", "/activities", s.createActivity, false},
		{"GET", "/activities/:id", s.showActivity, false},
		{"PATCH", "/activities/:id", s.changeActivity, false},
		{"DELETE", "/activities/:id", s.deleteActivity, false},
		{"POST", "/activities/:id/record", s.recordActivity, false},
		{"POST", "/activities/:id/projects", s.taskDecision, false},

		// changes, make-up meetings and exemptions by leave
		{"GET", "/petitions", s.listPetitions, false},
		{"GET", "/petitions/:id", s.showPetition, false},
		{"DELETE", "/petitions/:id", s.withdrawPetition, false},
		{"POST", "/petitions/:id/approval", s.approvePetition, false},
		{"POST", "/petitions/:id/return", s.returnPetition, false},
		{"POST", "/activities/:id/petitions", s.petitionActivity, false},
		{"POST", "/duties/:id/petitions", s.petitionDuty, false},

		// the province's platform 山东e支部
		{"GET", "/uploads", s.listUploads, false},
		{"POST", "/uploads", s.markMany, false},
		{"POST", "/uploads/reconciliation", s.reconcileUploads, false},
		{"PUT", "/uploads/:id", s.markUpload, false},
		{"DELETE", "/uploads/:id", s.unmarkUpload, false},

		// the year's plans
		{"GET", "/plans", s.listPlans, false},
		{"POST", "/plans", s.createPlan, false},
		{"POST", "/plans/import", s.importPlan, false},
		{"POST", "/plans/approvals", s.approvePlans, false},
		{"GET", "/plans/:id", s.showPlan, false},
		{"PATCH", "/plans/:id", s.changePlan, false},
		{"DELETE", "/plans/:id", s.deletePlan, false},
		{"POST", "/plans/:id/submission", s.submitPlan, false},
		{"DELETE", "/plans/:id/submission", s.withdrawPlan, false},
		{"POST", "/plans/:id/approval", s.approvePlan, false},
		{"POST", "/plans/:id/return", s.returnPlan, false},
		{"GET", "/plans/:id/export", s.exportPlan, false},
		{"GET", "/themes", s.listThemes, false},
		{"POST", "/themes", s.createTheme, false},
		{"PATCH", "/themes/:id", s.changeTheme, false},
	}
}
