package orglife_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

func TestChangeAndDeleteCountAnew(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-05")
	open(t, c, "2022-06")
	a := held(c, orglife.CommitteeMeeting, "2022-06-10")
	testkit.Must(t, record(t, c, &a, "阎初夏"))
	change := func(change func(next *orglife.Activity)) error {
		return c.As("tongjianing", func(tx *models.Tx) error {
			now, err := orglife.Find(tx, a.ID)
			if err != nil {
				return err
			}
			next := *now
			change(&next)
			return now.Change(tx, next, next.Absences)
		})
	}
	wants(t, change(func(next *orglife.Activity) { next.Revision = 7 }), models.Conflict, "")
	wants(t, change(func(next *orglife.Activity) { next.State = orglife.Planned }), models.Conflict, "")
	testkit.Must(t, change(func(next *orglife.Activity) { next.HeldOn = "2022-05-20" }))
	for month, want := range map[calendar.Period]orglife.State{"2022-05": orglife.DoneLate, "2022-06": orglife.Open} {
		if d := duty(t, c, "B1001", orglife.CommitteeMeeting, month); d.State != want {
			t.Errorf("%s is %s, want %s", month, d.State, want)
		}
	}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		now, err := orglife.Find(tx, a.ID)
		if err != nil {
			return err
		}
		if len(now.Absences) != 1 || now.Absences[0].MemberName != "阎初夏" || now.Revision != 1 {
			t.Errorf("got %+v", now)
		}
		return now.Delete(tx, now.Revision)
	}))
	if d := duty(t, c, "B1001", orglife.CommitteeMeeting, "2022-05"); d.State != orglife.Open || d.Held != 0 || d.ClosedOn != "" {
		t.Errorf("got %+v", d)
	}
}

func TestEightRecordsAtOnceAllCount(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			a := held(c, orglife.ThemeDay, calendar.Date(fmt.Sprintf("2022-06-%02d", i+1)))
			if err := record(t, c, &a); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06"); d.Held != 8 || d.State != orglife.Done || d.ClosedOn > "2022-06-08" {
		t.Errorf("got %+v", d)
	}
}

func TestPlannedBecomesHeld(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	a := orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-20", StartsAt: "15:00", Place: "三楼", Topic: "纪律"}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error { return a.Plan(tx) }))
	if d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06"); d.Held != 0 {
		t.Errorf("a plan counts: %+v", d)
	}
	c.Seed(func(tx *models.Tx) error {
		rows, err := orglife.PlannedFor(tx, "2022-06-20", "2022-06-20")
		if len(rows) != 1 || rows[0].OrgName != "市行政审批服务局党支部" {
			t.Fatalf("got %+v", rows)
		}
		for _, n := range []string{orglife.AheadNotice(rows[0]).Body.String(), orglife.TodayNotice(rows[0]).Body.String()} {
			if !strings.Contains(n, "6月20日 周一 15:00，三楼") {
				t.Error(n)
			}
		}
		return err
	})
	c.Clock.Set("2022-06-21 09:00")
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		next := held(c, orglife.ThemeDay, "2022-06-20")
		return a.Change(tx, next, nil)
	}))
	if d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06"); d.Held != 1 || a.Recorder != "童佳宁" {
		t.Errorf("got %+v %+v", d, a)
	}
	c.Seed(func(tx *models.Tx) error {
		rows, err := orglife.PlannedFor(tx, "2022-06-01", "2022-06-30")
		if len(rows) != 0 {
			t.Errorf("got %+v", rows)
		}
		return err
	})
}
