package orglife_test

import (
	"context"
	"sync"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// open opens a month completely.
func open(t *testing.T, c *testkit.City, month calendar.Month) {
	t.Helper()
	c.Seed(func(tx *models.Tx) error {
		more, err := orglife.OpenMonth(tx, month)
		if more {
			t.Error("a small city opens in one go")
		}
		return err
	})
}

// duty reads a branch's duty; its ID is 0 if there is none.
func duty(t *testing.T, c *testkit.City, org string, code orglife.Type, month calendar.Period) (found orglife.DutyRow) {
	t.Helper()
	c.Seed(func(tx *models.Tx) error {
		rows, err := orglife.DutiesOf(tx, code, month)
		for _, r := range rows {
			if r.OrgCode == org {
				found = r
			}
		}
		return err
	})
	return found
}

// standing is how a branch's duty stands today.
func standing(t *testing.T, c *testkit.City, org string, code orglife.Type, month calendar.Period) (s orglife.Standing) {
	t.Helper()
	d := duty(t, c, org, code, month)
	c.Seed(func(tx *models.Tx) (err error) {
		s, err = d.Standing(tx)
		return err
	})
	return s
}

func TestWhoOwesWhat(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		parent := c.Org("D07")
		for _, o := range []models.Org{
			{Code: "NEW", EstablishedOn: "2022-07-01"}, {Code: "OLD", ClosedOn: "2022-05-31"}, {Code: "LAST", ClosedOn: "2022-06-01"},
		} {
			o.Name, o.Kind, o.ParentID, o.CommitteeSeats = o.Code, models.JointBranch, &parent, 3
			if err := tx.CreateOrg(&o); err != nil {
				return err
			}
		}
		return nil
	})
	open(t, c, "2022-06")
	for _, tt := range []struct {
		name string
		org  string
		code orglife.Type
		want bool
	}{
		{"a branch owes theme days", "B1001", orglife.ThemeDay, true},
		{"A24 a branch with a committee owes its meeting", "B1001", orglife.CommitteeMeeting, true},
		{"G04 a branch without a committee owes no meeting", "B1101", orglife.CommitteeMeeting, false},
		{"G04 a branch without a committee owes theme days", "B1101", orglife.ThemeDay, true},
		{"a general branch owes neither", "D07", orglife.ThemeDay, false},
		{"established next month", "NEW", orglife.ThemeDay, false},
		{"closed last month", "OLD", orglife.CommitteeMeeting, false},
		{"closed this month", "LAST", orglife.CommitteeMeeting, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := duty(t, c, tt.org, tt.code, "2022-06"); (d.ID != 0) != tt.want {
				t.Errorf("got %+v", d)
			}
		})
	}
	d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06")
	if d.Needed != 2 || d.Floor != 1 || d.OpensOn != "2022-06-01" || d.DueOn != "2022-06-30" || d.OrgName != "市行政审批服务局党支部" {
		t.Errorf("got %+v", d)
	}
}

func TestG23OpenedOnceByEightAtOnce(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	var all sync.WaitGroup
	for range 8 {
		db := c.Replica().DB
		all.Go(func() {
			for range 2 {
				if err := db.Update(context.Background(), models.System, func(tx *models.Tx) error {
					_, err := orglife.OpenMonth(tx, "2022-06")
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	c.Seed(func(tx *models.Tx) error {
		n, err := models.In[orglife.Duty](tx).Count(tx.Ctx, "id")
		if n != 9 { // 5 branches' theme days, 4 committees
			t.Errorf("%d duties", n)
		}
		return err
	})
}

func TestG24MonthBeginsInShanghai(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-07-01 00:30") // 2022-06-30 16:30 UTC
	c.Seed(func(tx *models.Tx) error {
		_, err := orglife.OpenMonth(tx, tx.Today().Month())
		return err
	})
	if d := duty(t, c, "B1001", orglife.CommitteeMeeting, "2022-07"); d.DueOn != "2022-07-31" {
		t.Errorf("got %+v", d)
	}
}

func TestA43RuleOfTheMonth(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		return models.In[models.Rule](tx).Create(tx.Ctx, &models.Rule{Code: models.RuleThemeDay, Level: "city", ValidFrom: "2022-07-01",
			Params: `{"statutory_min":1,"city_min":1}`, Name: "主题党日每月次数", Source: "测试"})
	})
	open(t, c, "2022-06")
	open(t, c, "2022-07")
	for month, want := range map[calendar.Period]int{"2022-06": 2, "2022-07": 1} {
		if d := duty(t, c, "B1001", orglife.ThemeDay, month); d.Needed != want {
			t.Errorf("%s needs %d, want %d", month, d.Needed, want)
		}
	}
}

func TestFixedDays(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	for _, tt := range []struct {
		name  string
		fixed string
		month calendar.Month
		want  calendar.Date
	}{
		{"A40 off the Dragon Boat Festival", "每月5日", "2022-06", "2022-06-06"},
		{"G18 on a makeup Saturday", "每月5日", "2022-10", "2022-10-08"},
		{"G19 back within the month", "每月30日", "2022-04", "2022-04-29"},
		{"G20 no 31st in February", "每月31日", "2022-02", "2022-02-28"},
		{"G21 the first Friday is a holiday", "每月第一个星期五", "2026-01", "2026-01-04"},
		{"none", "", "2022-06", ""},
		{"unreadable", "看情况", "2022-06", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c.Seed(func(tx *models.Tx) error {
				got, err := orglife.FixedDayOf(tx, &models.Org{FixedDay: tt.fixed}, tt.month)
				if got != tt.want {
					t.Errorf("got %s, want %s", got, tt.want)
				}
				return err
			})
		})
	}
}
