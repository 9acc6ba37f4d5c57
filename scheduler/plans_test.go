package scheduler_test

import (
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// TestPlansAreAskedFor is F.1: due on 31 January, told 10 and 3 working days before.
func TestPlansAreAskedFor(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2000-01-01")
		return err
	})
	c.At("2022-01-10 08:30")
	submit := func(login, org string) *orglife.Plan {
		var p *orglife.Plan
		testkit.Must(t, c.As(login, func(tx *models.Tx) (err error) {
			if p, err = orglife.CreatePlan(tx, c.Org(org), 2022, false); err != nil {
				return err
			}
			return p.Submit(tx)
		}))
		return p
	}
	submit("tongjianing", "B1001")
	back := submit("qishaochuan", "B0203")
	testkit.Must(t, c.As("weichanggeng", func(tx *models.Tx) error {
		p, err := orglife.FindPlan(tx, back.ID)
		if err != nil {
			return err
		}
		return p.Return(tx, "请补充主讲人", nil)
	}))
	for _, day := range []string{"18", "19", "20", "27", "28", "29", "30", "31"} {
		c.At("2022-01-" + day + " 08:30")
	}
	only := func(org string) (list []string) {
		for _, line := range story(c, org) {
			if len(line) > 20 && line[12:20] == "plan-due" {
				list = append(list, line)
			}
		}
		return list
	}
	for org, want := range map[string][]string{
		"B0702": {"01-19 08:30 plan-due: shanzian", "01-28 08:30 plan-due: shanzian"},
		"B0203": {"01-19 08:30 plan-due: jixiaoman qishaochuan", "01-28 08:30 plan-due: jixiaoman qishaochuan"},
		"B1001": nil,
	} {
		if got := only(org); len(got) != len(want) || len(want) > 0 && (got[0] != want[0] || got[1] != want[1]) {
			t.Errorf("%s: got %q, want %q", org, got, want)
		}
	}
}
