package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// TestMonthIsDragged drops a planned theme day on another day: the form that asks for
// the change has that day, and nothing has moved. The keyboard leads to the same form.
func TestMonthIsDragged(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	var branch int64
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&branch, "SELECT id FROM orgs WHERE code = ?", "B1001") })
	a := orglife.Activity{OrgID: branch, Type: orglife.ThemeDay, HeldOn: "2022-06-24", StartsAt: "15:00", Place: "党员活动室", Topic: "先锋岗评议"}
	testkit.Must(t, app.As("tongjianing", func(tx *models.Tx) error { return a.Plan(tx) }))
	entry := fmt.Sprintf(`[data-moves^="/activities/%d?"]`, a.ID)

	p := browser.Open(t, app)
	p.SignIn("tongjianing")
	p.Visit("/activities/calendar?month=2022-06")
	p.Drag(entry, `[data-day="2022-06-14"]`) // that day is over
	p.See(`[data-day="2022-06-24"] ` + entry)
	p.Drag(entry, `[data-day="2022-06-28"]`)
	p.See("#form-change")
	var day, held string
	p.Do(chromedp.Value(`#form-change [name="new_on"]`, &day, chromedp.ByQuery))
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&held, "SELECT held_on FROM activities WHERE id = ?", a.ID) })
	if day != "2022-06-28" || held != "2022-06-24" {
		t.Errorf("the form asks for %s of an activity on %s", day, held)
	}
	p.Set(`#form-change [name="reason_code"]`, "emergency")
	p.Type(`#form-change [name="reason"]`, "防汛值守")
	p.Click(`form[action$="/petitions"] button`)
	p.Says("申请已提交")

	p.Script(false)
	p.Size("390x844")
	p.Visit("/activities/calendar?month=2022-08")
	p.Says("走访")
	p.Script(true)
	p.Size("1366x768")
	p.Visit("/activities/calendar?month=2022-06")
	p.TabTo(entry + " .moves")
	p.Press(kb.Enter)
	p.See("main h1")
	p.Says("6月24日主题党日")
	if len(p.Problems) > 0 || len(p.Foreign) > 0 {
		t.Errorf("console %v, foreign requests %v", p.Problems, p.Foreign)
	}
}
