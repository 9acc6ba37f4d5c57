package demo_test

import (
	"testing"

	"luoshi/testkit"
)

// TestQueriesOfAPage bounds what each page asks of the database, signing in and
// the frame included; the preview of reminders carries out every rule.
func TestQueriesOfAPage(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	for path, most := range map[string]int{
		"/": 15, "/projects": 15, "/projects/timetable": 15, "/projects/board": 15, "/projects/quarters": 15, "/search?q=zwh": 18, "/projects/3": 15, "/projects/14": 15, "/projects/new": 15, "/activities": 15,
		"/activities/new": 15, "/leaders": 15, "/committee": 15, "/record": 15, "/duties": 15, "/situation": 15, "/burden?month=2022-05": 15, "/plans": 15, "/petitions": 15, "/rules": 15, "/suspensions": 15, "/notices": 15, "/orgs": 15, "/filings": 15, "/staffing": 15, "/units": 15, "/elections": 15, "/elections/new": 15, "/orgs/10": 15, "/orgs/10/health": 19, "/alerts": 19, "/jobs": 15, "/imports/projects": 15, "/reminders/upcoming": 30, "/reminders/why?subject=milestones/1": 43,
		"/uploads": 15, "/me/feeds": 15, "/projects/9": 15, "/projects/11": 15, "/projects/integration": 15, "/tags": 15, "/tags?form=tag": 15, "/reports": 15, "/me/field": 15, "/documents": 15, "/documents/1": 15,
		"/plans/21": 15, "/plans?state=approved": 15, "/activities/calendar": 15, "/activities/pack": 15, "/activities/pack?period=2022": 15, "/activities/calendar?month=2022-08": 15,
		"/posts/1": 15, "/papers": 15, "/papers/list": 15, "/papers/timetable": 15, "/papers/progress": 15, "/papers/ledger": 15, "/projects/3/paper": 15,
		"/bulletins": 15, "/bulletins/1": 21,
		"/projects/bulk?all=true&year=2022": 15, "/templates": 15, "/charts": 15, "/charts?day=2022-06-13": 15, "/charts?week=2022-06-13": 15,
		"/findings": 15, "/findings/1": 15, "/findings/1?form=measures": 15, "/feedbacks": 15, "/feedbacks/new": 15,
		"/cases": 15, "/trainings": 15, "/trainings/1": 15, "/trainings/hours": 15, "/campaigns/1": 15, "/campaign-units/1": 15,
		"/inspections": 15, "/services": 15, "/responsibilities": 15,
		"/regulations": 15, "/regulations/templates?form=template": 15,
	} {
		for _, who := range []string{"wenlixin", "mengshuqin", "tongjianing"} {
			b := app.Browser(who)
			b.Get(path)
			if q := app.Queries(func() { b.Get(path) }); len(q) > most {
				t.Errorf("%s as %s: %d queries, at most %d: %q", path, who, len(q), most, q)
			}
		}
	}
}
