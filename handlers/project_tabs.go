package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// projectTabs are the pages of the section 项目 in the order of its tabs, and what
// one must see for a tab to show; a page names its own tab by view.
var projectTabs = []struct {
	view       string
	name       word
	link, icon string
	sees       models.Object
	narrows    bool // goes by the filter of the list
}{
	{"list", "列表", "/projects", "table", models.Projects, true},
	{"timetable", "时间表", "/projects/timetable", "timeline", models.Projects, true},
	{"board", "看板", "/projects/board", "layout-kanban", models.Projects, true},
	{"charts", "图表", "/charts", "chart-bar", models.Projects, false},
	{"quarters", "季调度", "/projects/quarters", "calendar-stats", models.Projects, false},
	{"integration", "党建业务融合", "/projects/integration", "refresh", models.Projects, false},
	{"field", "我分管的", "/me/field", "user", models.Projects, false},
	{"reports", "报送", "/reports", "send", models.Reports, false},
	{"findings", "问题清单", "/findings", "report-search", models.Findings, false},
}

// projectTabs are the tabs above a page of the section; the year that is looked at
// goes along from one to the other, and the filter where it means something.
func (r *Request) projectTabs(tx *models.Tx, view string) (tabs []views.Tab) {
	for _, t := range projectTabs {
		if !tx.Sees(t.sees) || t.view == "field" && !tx.Actor.InLeadingGroup() {
			continue
		}
		query := keep(r, "year")
		if t.narrows {
			query = keep(r, append([]string{"year"}, narrowing...)...)
		}
		tabs = append(tabs, views.Tab{Name: t.name, Link: link(t.link, query), Icon: t.icon, Current: t.view == view})
	}
	return tabs
}
