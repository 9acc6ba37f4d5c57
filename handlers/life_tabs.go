package handlers

import (
	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// lifePages are the pages of the section 组织生活 in the order of its tabs, and what
// one must see for a tab to show; a page names its own tab by view.
var lifePages = []struct {
	view       string
	name       language.Word
	link, icon string
	sees       models.Object
}{
	{"activities", "开展情况", "/activities", "table", models.Duties},
	{"matrix", "全年矩阵", "/duties/matrix", "layout-kanban", models.Duties},
	{"plans", "年度计划", "/plans", "calendar-stats", models.Plans},
	{"themes", "主题库", "/themes", "bookmark", models.Plans},
	{"duties", "应办事项", "/duties", "list-check", models.Duties},
	{"alerts", "预警", "/alerts", "alert-triangle", models.Duties},
	{"rules", "评判规则", "/rules", "settings", models.Calendars},
}

// lifeTabs are the tabs above a page of the section.
func lifeTabs(tx *models.Tx, view string) (tabs []views.Tab) {
	for _, t := range lifePages {
		if tx.Sees(t.sees) {
			tabs = append(tabs, views.Tab{Name: t.name, Link: t.link, Icon: t.icon, Current: t.view == view})
		}
	}
	return tabs
}
