package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// libraryPages are the pages of the section 资料 in the order of its tabs, and what
// one must see for a tab to show; a page names its own tab by view.
var libraryPages = []struct {
	view       string
	name       word
	link, icon string
	sees       models.Object
}{
	{"documents", "文件库", "/documents", "book", models.Documents},
	{"cases", "典型经验", "/cases", "file-text", models.Cases},
	{"trainings", "培训记录", "/trainings", "users", models.Trainings},
	{"campaigns", "模范机关创建", "/campaigns", "flag", models.Campaigns},
}

// libraryTabs are the tabs above a page of the section.
func libraryTabs(tx *models.Tx, view string) (tabs []views.Tab) {
	for _, t := range libraryPages {
		if tx.Sees(t.sees) {
			tabs = append(tabs, views.Tab{Name: t.name, Link: t.link, Icon: t.icon, Current: t.view == view})
		}
	}
	return tabs
}
