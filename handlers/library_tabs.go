package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// libraryPages are the pages of the section 资料.
var libraryPages = []sectionPage{
	{"documents", "文件库", "/documents", "book", models.Documents},
	{"cases", "典型经验", "/cases", "file-text", models.Cases},
	{"trainings", "培训记录", "/trainings", "users", models.Trainings},
	{"campaigns", "模范机关创建", "/campaigns", "flag", models.Campaigns},
}

// libraryTabs are the tabs above a page of the section.
func libraryTabs(tx *models.Tx, view string) []views.Tab { return tabsOf(tx, libraryPages, view) }
