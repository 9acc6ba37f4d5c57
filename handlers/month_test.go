package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// month is a month as programs read it.
type month struct {
	Days []struct {
		On, Kind, Name string
		Works          bool
		Entries        []struct {
			ActivityID *int64 `json:"activity_id"`
			PlanID     *int64 `json:"plan_id"`
			Type       string
			State      string
		}
	}
}

// on tells the entries of a day, "theme-day planned".
func (m month) on(day string) (list []string) {
	for _, d := range m.Days {
		for _, e := range d.Entries {
			if d.On == day {
				list = append(list, e.Type+" "+e.State)
			}
		}
	}
	return list
}

// TestMonthTellsWhatIsHeldPlannedAndOnlyInAPlan approves a plan in June and reads
// three months around it.
func TestMonthTellsWhatIsHeldPlannedAndOnlyInAPlan(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.At("2022-06-20 09:00")
	var planID int64
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		held := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-06", StartsAt: "15:00", Place: "三楼", Topic: "严明纪律", Host: "童佳宁", Content: "观看警示片", Decisions: "无", NextStep: "无"}
		if err := held.Record(tx, nil); err != nil {
			return err
		}
		p, err := orglife.CreatePlan(tx, c.Org("B1001"), 2022, false)
		planID = p.ID
		return err
	}))
	b := c.Browser("tongjianing")
	b.Get("/activities/calendar?month=2022-07").Want(200).Lacks("改期", `href="/plans/`)
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[orglife.Plan](tx).Where("id = ?", planID).Set(models.Assign("state", orglife.PlanApproved)).Update(tx.Ctx)
		return err
	})
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-07-05", StartsAt: "15:00", Place: "三楼", Topic: "重温誓词"}
		return a.Plan(tx)
	}))
	read := func(path string) (m month) {
		c.Program("tongjianing").Get(path).Want(200).Into(&m)
		return m
	}
	june, july := read("/activities/calendar?month=2022-06"), read("/activities/calendar?month=2022-07")
	for _, tt := range []struct {
		name string
		m    month
		day  string
		want string
	}{
		{"what was held stands on its day", june, "2022-06-06", "[theme-day held]"},
		{"of the days gone by a plan says nothing", june, "2022-06-01", "[]"},
		{"a time of the plan is due", june, "2022-06-20", "[theme-day due]"},
		{"a time that is on the calendar is there once", july, "2022-07-05", "[theme-day planned]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(tt.m.on(tt.day)); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.day, got, tt.want)
			}
		})
	}
	for _, d := range june.Days {
		if d.On == "2022-06-03" && (d.Kind != "holiday" || d.Name != "端午节" || d.Works) {
			t.Errorf("Dragon Boat Festival is %+v", d)
		}
	}
	b.Get("/activities/calendar?month=2022-07").Want(200).Says("改期", "?form=change#form-change", `href="/plans/`, `data-day="2022-07-08"`)
	c.Browser("mengshuqin").Get("/activities/calendar?month=2022-07").Want(200).Says("市行政审批服务局党支部").Lacks("改期")
	c.Browser("shanzian").Get("/activities/calendar?month=2022-07").Want(200).Lacks("市行政审批服务局党支部")
}
