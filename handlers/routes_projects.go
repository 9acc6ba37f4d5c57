package handlers

import "luoshi/models/project"

// projectRoutes are the addresses of projects, of where they come from and what is made of them.
func (s *Server) projectRoutes() []route {
	return []route{
		// today, and the pages of projects
		{"GET", "/", s.showHome, false},
		{"GET", "/me/today", s.showToday, false},
		{"GET", "/projects/timetable", s.asPreferred(project.TimetablePage, s.showTimetable), false},
		{"GET", "/projects/new", s.newProject, false},
		{"GET", "/projects/:id/edit", s.editProject, false},

		// projects
		{"GET", "/projects", s.asPreferred(project.ListPage, s.listProjects), false},
		{"POST", "/projects", s.createProject, false},
		{"GET", "/projects/:id", s.showProject, false},
		{"PATCH", "/projects/:id", s.changeProject, false},
		{"DELETE", "/projects/:id", s.deleteProject, false},
		{"PUT", "/projects/:id/stages", s.setStages, false},
		{"POST", "/projects/:id/milestones", s.addNode, false},
		{"POST", "/projects/:id/submission", s.submitProject, false},
		{"POST", "/projects/:id/approval", s.approveProject, false},
		{"POST", "/projects/:id/return", s.returnProject, false},
		{"POST", "/projects/:id/start", s.startProject, false},
		{"POST", "/projects/:id/check", s.startCheck, false},
		{"POST", "/projects/:id/suspension", s.suspendProject, false},
		{"POST", "/projects/:id/resumption", s.resumeProject, false},
		{"POST", "/projects/:id/acceptance-request", s.requestAcceptance, false},
		{"POST", "/projects/:id/acceptance", s.acceptProject, false},
		{"POST", "/projects/:id/extensions", s.extendProject, false},
		{"GET", "/projects/:id/checks", s.listChecks, false},
		{"GET", "/projects/:id/log", s.showProjectLog, false},
		{"GET", "/stages", s.listStages, false},
		{"GET", "/milestones", s.listMilestones, false},
		{"GET", "/milestones/:id", s.showMilestone, false},
		{"POST", "/milestones/:id/progress", s.reportProgress, false},
		{"POST", "/milestones/:id/submission", s.submitMilestone, false},
		{"DELETE", "/milestones/:id/submission", s.withdrawMilestone, false},
		{"POST", "/milestones/:id/approval", s.approveMilestone, false},
		{"POST", "/milestones/:id/return", s.returnMilestone, false},
		{"POST", "/milestones/:id/checks", s.checkMilestone, false},
		{"POST", "/milestones/:id/extensions", s.extendMilestone, false},
		{"GET", "/reviews", s.listReviews, false},
		{"GET", "/improvements", s.listImprovements, false},
		{"GET", "/improvements/:id", s.showImprovement, false},
		{"POST", "/improvements/:id/submission", s.submitImprovement, false},
		{"POST", "/improvements/:id/verification", s.verifyImprovement, false},
		{"POST", "/improvements/:id/return", s.returnImprovement, false},
		{"GET", "/extensions", s.listExtensions, false},
		{"GET", "/extensions/:id", s.showExtension, false},
		{"POST", "/extensions/:id/approval", s.approveExtension, false},
		{"POST", "/extensions/:id/return", s.returnExtension, false},

		// many at once
		{"GET", "/projects/bulk", s.chooseBulk, false},
		{"POST", "/projects/bulk", s.changeBulk, false},

		// templates of projects
		{"GET", "/templates", s.listTemplates, false},
		{"POST", "/templates", s.keepTemplate, false},
		{"GET", "/templates/:id", s.showTemplate, false},
		{"PATCH", "/templates/:id", s.renameTemplate, false},
		{"DELETE", "/templates/:id", s.deleteTemplate, false},
		{"POST", "/templates/:id/projects", s.draftFromTemplate, false},

		// finding things
		{"GET", "/search", s.search, false},
		{"GET", "/projects/board", s.asPreferred(project.BoardPage, s.showBoard), false},
		{"POST", "/projects/:id/column", s.moveProject, false},
		{"GET", "/projects/quarters", s.showQuarters, false},
		{"POST", "/projects/quarters", s.takeQuarter, false},
		{"GET", "/projects/quarters/export", s.exportQuarter, false},
		{"GET", "/views", s.listViews, false},
		{"POST", "/views", s.createView, false},
		{"GET", "/views/:id", s.showView, false},
		{"PATCH", "/views/:id", s.changeView, false},
		{"DELETE", "/views/:id", s.deleteView, false},

		// problems, and where tasks come from
		{"GET", "/projects/origins", s.countOrigins, false},
		{"GET", "/findings", s.listFindings, false},
		{"POST", "/findings", s.createFinding, false},
		{"GET", "/findings/new", s.newFinding, false},
		{"GET", "/findings/chosen", s.chooseFindings, false},
		{"POST", "/findings/projects", s.taskFindings, false},
		{"GET", "/findings/:id", s.showFinding, false},
		{"PATCH", "/findings/:id", s.changeFinding, false},
		{"POST", "/findings/:id/project", s.taskFinding, false},
		{"PUT", "/findings/:id/measures", s.undertakeFinding, false},
		{"POST", "/findings/:id/submission", s.submitFinding, false},
		{"POST", "/findings/:id/return", s.returnFinding, false},
		{"POST", "/findings/:id/closing", s.closeFinding, false},
		{"POST", "/findings/:id/letters", s.issueLetter, false},
		{"GET", "/letters/:id/paper", s.showLetterPaper, false},
		{"POST", "/findings/:id/lookback", s.lookBack, false},
		{"GET", "/feedbacks", s.listFeedbacks, false},
		{"POST", "/feedbacks", s.createFeedback, false},
		{"GET", "/feedbacks/new", s.newFeedback, false},
		{"GET", "/feedbacks/:id", s.showFeedback, false},
		{"POST", "/feedbacks/:id/findings", s.addIssue, false},

		// learning: trainings and cases
		{"GET", "/trainings", s.listTrainings, false},
		{"POST", "/trainings", s.createTraining, false},
		{"GET", "/trainings/new", s.newTraining, false},
		{"GET", "/trainings/hours", s.listHours, false},
		{"GET", "/trainings/:id", s.showTraining, false},
		{"PATCH", "/trainings/:id", s.changeTraining, false},
		{"POST", "/trainings/:id/findings", s.findInTraining, false},
		{"GET", "/cases", s.listCases, false},
		{"POST", "/cases", s.createCase, false},
		{"GET", "/cases/:id", s.showCase, false},
		{"PATCH", "/cases/:id", s.changeCase, false},

		// handing down
		{"GET", "/projects/:id/dispatch", s.newDispatch, false},
		{"POST", "/projects/:id/dispatch", s.dispatchProject, false},
		{"GET", "/projects/:id/parts", s.listParts, false},
		{"PUT", "/projects/:id/shares", s.setShares, false},
		{"GET", "/projects/:id/receipt", s.newReceipt, false},
		{"POST", "/projects/:id/receipt", s.signProject, false},
		{"POST", "/projects/:id/refusal", s.declineProject, false},
		{"POST", "/projects/:id/reissue", s.reissueProject, false},
		{"POST", "/projects/:id/withdrawal", s.withdrawProject, false},

		// creating model departments
		{"GET", "/campaigns", s.listCampaigns, false},
		{"POST", "/campaigns", s.createCampaign, false},
		{"GET", "/campaigns/:id", s.showCampaign, false},
		{"PATCH", "/campaigns/:id", s.changeCampaign, false},
		{"POST", "/campaigns/:id/units", s.applyForCampaign, false},
		{"GET", "/campaign-units/:id", s.showUnit, false},
		{"PATCH", "/campaign-units/:id", s.moveUnit, false},

		// Party work and business
		{"PUT", "/projects/:id/business", s.setBusiness, false},
		{"POST", "/projects/:id/links", s.linkProject, false},
		{"DELETE", "/links/:id", s.unlinkProject, false},
		{"GET", "/projects/integration", s.showIntegration, false},
		{"GET", "/tags", s.listTags, false},
		{"POST", "/tags", s.createTag, false},
		{"GET", "/tags/:id", s.showTag, false},
		{"PATCH", "/tags/:id", s.changeTag, false},

		// charts
		{"GET", "/charts", s.showCharts, false},
		{"GET", "/charts/completion", figures(s, project.Completions, showCompletion), false},
		{"GET", "/charts/lights", figures(s, project.LightsOver, showLights), false},
		{"GET", "/charts/due", figures(s, project.DueByWeek, showDue), false},

		// papers
		{"GET", "/papers", s.showPapers, false},
		{"GET", "/papers/list", s.showYearPaper(yearPapers[0]), false},
		{"GET", "/papers/timetable", s.showYearPaper(yearPapers[1]), false},
		{"GET", "/papers/progress", s.showYearPaper(yearPapers[2]), false},
		{"GET", "/papers/ledger", s.showYearPaper(yearPapers[3]), false},
		{"GET", "/projects/:id/paper", s.showProjectPaper, false},

		// the office's list
		{"GET", "/projects/export", s.exportProjects, false},
		{"GET", "/imports/projects", s.startImport, false},
		{"POST", "/imports/projects", s.uploadProjects, false},
		{"GET", "/imports/:id", s.showImport, false},
		{"DELETE", "/imports/:id", s.discardImport, false},
		{"POST", "/imports/:id/confirmation", s.confirmImport, false},
	}
}
