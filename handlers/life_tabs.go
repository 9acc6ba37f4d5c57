package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// lifePages are the pages of the section 组织生活.
var lifePages = []sectionPage{
	{"activities", "开展情况", "/activities", "table", models.Duties},
	{"matrix", "全年矩阵", "/duties/matrix", "layout-kanban", models.Duties},
	{"plans", "年度计划", "/plans", "calendar-stats", models.Plans},
	{"themes", "主题库", "/themes", "bookmark", models.Plans},
	{"regulations", "支部制度", "/regulations", "book", models.Plans},
	{"duties", "应办事项", "/duties", "list-check", models.Duties},
	{"petitions", "变更申请", "/petitions", "arrows-move", models.Changes},
	{"uploads", "e支部上传", "/uploads", "cloud-upload", models.Uploads},
	{"committee", "支委履职", "/committee", "users", models.Conduct},
	{"leaders", "双重组织生活", "/leaders", "users", models.Conduct},
	{"services", "双报到", "/services", "users-group", models.Minutes},
	{"rules", "评判规则", "/rules", "settings", models.Calendars},
}

// supervisePages are the pages of the section 督导: what is not in order, and what comes of it.
var supervisePages = []sectionPage{
	{"alerts", "预警", "/alerts", "alert-triangle", models.Duties},
	{"situation", "每月情况", "/situation", "report-search", models.Duties},
	{"bulletins", "通报", "/bulletins", "file-text", models.Bulletins},
	{"inspections", "自查抽查", "/inspections", "report-search", models.Findings},
	{"screenings", "排查清单", "/screenings", "list-check", models.Orgs},
	{"explanations", "情况说明", "/explanations", "message-question", models.Findings},
	{"responsibilities", "责任清单", "/responsibilities", "users", models.Studies},
	{"burden", "基层负担", "/burden", "chart-bar", models.Duties},
}

// lifeTabs are the tabs above a page of the section.
func lifeTabs(tx *models.Tx, view string) []views.Tab { return tabsOf(tx, lifePages, view) }

// superviseTabs are the tabs above a page of that section.
func superviseTabs(tx *models.Tx, view string) []views.Tab { return tabsOf(tx, supervisePages, view) }
