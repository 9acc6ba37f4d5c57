package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// sectionPage is a page of a section with a tab of its own, for who sees what it is
// about; the page names its tab by view.
type sectionPage struct {
	view       string
	name       word
	link, icon string
	sees       models.Object
}

// tabsOf are the tabs above a page of a section, in the order of its pages.
func tabsOf(tx *models.Tx, pages []sectionPage, view string) (tabs []views.Tab) {
	for _, p := range pages {
		if tx.Sees(p.sees) {
			tabs = append(tabs, views.Tab{Name: p.name, Link: p.link, Icon: p.icon, Current: p.view == view})
		}
	}
	return tabs
}
