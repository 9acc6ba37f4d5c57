package handlers

import (
	"luoshi/models"
	"luoshi/views"
)

// orgPages are the pages of the section 组织.
var orgPages = []sectionPage{
	{"orgs", "组织树", "/orgs", "sitemap", models.Orgs},
	{"posts", "职务", "/posts", "user", models.Orgs},
	{"members", "党员名册", "/members", "users-group", models.Members},
	{"staffing", "党务力量", "/staffing", "users", models.Orgs},
	{"filings", "任职备案", "/filings", "file-text", models.Orgs},
	{"elections", "换届选举", "/elections", "check", models.Elections},
	{"units", "应建支部", "/units", "flag", models.Orgs},
	{"org-changes", "设置台账", "/org-changes", "timeline", models.Orgs},
}

// orgTabs are the tabs above a page of the section; who sees no more than the own
// branch has no use for them.
func orgTabs(tx *models.Tx, view string) []views.Tab {
	if !tx.SeesBelow(models.Orgs) {
		return nil
	}
	return tabsOf(tx, orgPages, view)
}
