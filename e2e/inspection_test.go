package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/models/orglife"
	"luoshi/testkit"
	"luoshi/testkit/browser"
)

// asked counts what a page asks its reader to fill in, but for explanations.
const asked = `[...document.querySelectorAll('main input, main select, main textarea')].filter(e => e.type != 'hidden' && !e.name.startsWith('said.')).length`

// TestASelfCheckAsksForNothingOnRecord goes the whole way of a self-check and a spot
// check, and counts the fields for what is on record already: none.
func TestASelfCheckAsksForNothingOnRecord(t *testing.T) {
	t.Parallel()
	c := newDemoCity(t)
	c.At("2022-06-15 08:30")
	var row, spot string
	begin := func(kind inspection.Kind) *inspection.Inspection {
		n := &inspection.Inspection{Kind: kind, Name: "上半年组织生活检查", Period: "2022-Q2", DueOn: "2022-06-24", Percent: 40, Seed: 202206}
		testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error {
			if _, err := orglife.OpenMonth(tx, "2022-05"); err != nil {
				return err
			}
			if err := inspection.Create(tx, n); err != nil || kind == inspection.Self {
				return err
			}
			return n.Sample(tx, 0)
		}))
		return n
	}
	self, lot := begin(inspection.Self), begin(inspection.Spot)
	testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error {
		rows, err := self.Rows(tx)
		for i := range rows {
			if rows[i].OrgID == c.Org("B1001") {
				row = rows[i].Link()
			}
		}
		if err != nil {
			return err
		}
		drawn, err := lot.Rows(tx)
		spot = drawn[0].Link()
		return err
	}))

	own := browser.Open(t, c.App)
	own.SignIn("tongjianing")
	own.Visit(row)
	checkPage(t, own, "self-check")
	var fields, explanations int
	own.Do(chromedp.Evaluate(asked, &fields), chromedp.Evaluate(`document.querySelectorAll('main textarea').length`, &explanations))
	if fields != 0 || explanations == 0 {
		t.Errorf("%d fields ask for what is on record, %d for explanations; want none, and some", fields, explanations)
	}
	own.Set(`textarea[name="said.theme-day"]`, "5月防汛值守，已向工委报告")
	own.Click("#form-answer button.main")
	own.Says("已提交自查")
	checkPage(t, own, "self-check-done")
	own.Visit(fmt.Sprintf("/responsibilities/%d", c.Post("DZ10", "党组书记")))
	checkPage(t, own, "responsibility")

	office := browser.Open(t, c.App)
	office.SignIn("mengshuqin")
	for name, path := range map[string]string{"inspections": "/inspections?form=inspection", "inspection-self": self.Link(), "inspection-spot": lot.Link(), "spot-check": spot, "self-check-office": row,
		"responsibilities": "/responsibilities"} {
		office.Visit(path)
		checkPage(t, office, name)
	}
}
