package orglife_test

import (
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

func TestEmergencyPostponesWhatIsDue(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	d07, cadre := c.Org("D07"), "mengshuqin"
	flood := func(to calendar.Date) *orglife.Suspension {
		return &orglife.Suspension{OrgID: &d07, FromOn: "2022-06-20", ToOn: to, Reason: "防汛Ⅱ级应急响应", ApprovedBy: "市防指"}
	}
	for name, tt := range map[string]struct {
		login string
		s     orglife.Suspension
		field string
		kind  models.Kind
	}{
		"by a branch":          {"tongjianing", *flood("2022-07-05"), "", models.Forbidden},
		"for ever":             {cadre, *flood("2023-07-05"), "to_on", models.Invalid},
		"without who approved": {cadre, orglife.Suspension{FromOn: "2022-06-20", ToOn: "2022-07-05", Reason: "防汛"}, "approved_by", models.Invalid},
		"for months gone by":   {cadre, orglife.Suspension{FromOn: "2022-04-20", ToOn: "2022-07-05", Reason: "防汛", ApprovedBy: "市委"}, "from_on", models.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			wants(t, c.As(tt.login, func(tx *models.Tx) error {
				_, err := tt.s.Begin(tx)
				return err
			}), tt.kind, tt.field)
		})
	}
	first, second := flood("2022-07-31"), &orglife.Suspension{FromOn: "2022-07-25", ToOn: "2022-08-31", Reason: "疫情", ApprovedBy: "市委"}
	testkit.Must(t, c.As(cadre, func(tx *models.Tx) error {
		rows, err := first.Touched(tx)
		for _, d := range rows {
			if d.OrgCode != "B0701" && d.OrgCode != "B0702" || d.DueOn != "2022-06-30" {
				t.Errorf("touches %s %s %s", d.OrgCode, d.Code, d.DueOn)
			}
		}
		if err != nil || len(rows) == 0 {
			t.Errorf("touches %d", len(rows))
		}
		n, err := first.Begin(tx)
		if n != len(rows) {
			t.Errorf("postpones %d, foretold were %d", n, len(rows))
		}
		return err
	}))
	open(t, c, "2022-07") // opened while it lasts
	stand := func(name string, want map[string]orglife.Standing) {
		t.Helper()
		for key, s := range want {
			if got := standing(t, c, key[:5], orglife.ThemeDay, calendar.Period(key[6:])); got != s {
				t.Errorf("%s: %s is %s, want %s", name, key, got, s)
			}
		}
	}
	c.Clock.Set("2022-07-01 09:00")
	suspended := orglife.Standing(orglife.Suspended)
	stand("during", map[string]orglife.Standing{"B0702 2022-06": suspended, "B0702 2022-07": suspended, "B1001 2022-06": orglife.Overdue, "B1001 2022-07": orglife.Pending})
	testkit.Must(t, c.As(cadre, func(tx *models.Tx) error {
		n, err := first.End(tx)
		if n == 0 {
			t.Error("nothing is asked for again")
		}
		return err
	}))
	stand("ended early", map[string]orglife.Standing{"B0702 2022-06": suspended, "B0702 2022-07": orglife.Pending})
	wants(t, c.As(cadre, func(tx *models.Tx) error { _, err := first.End(tx); return err }), models.Conflict, "")

	// Two at once: what the one lets go the other may still hold.
	third := &orglife.Suspension{OrgID: &d07, FromOn: "2022-07-01", ToOn: "2022-07-31", Reason: "防汛", ApprovedBy: "市防指"}
	testkit.Must(t, c.As(cadre, func(tx *models.Tx) error {
		if _, err := second.Begin(tx); err != nil {
			return err
		}
		_, err := third.Begin(tx)
		return err
	}))
	testkit.Must(t, c.As(cadre, func(tx *models.Tx) error { _, err := third.End(tx); return err }))
	stand("still held by the other", map[string]orglife.Standing{"B0702 2022-07": suspended, "B1001 2022-07": suspended})
	a := held(c, orglife.ThemeDay, "2022-07-01")
	for _, day := range []calendar.Date{"2022-07-01", "2022-07-04"} {
		c.Clock.Set(string(day) + " 20:00")
		a = held(c, orglife.ThemeDay, day)
		testkit.Must(t, record(t, c, &a))
	}
	stand("held all the same", map[string]orglife.Standing{"B1001 2022-07": orglife.Standing(orglife.Done)})
}
