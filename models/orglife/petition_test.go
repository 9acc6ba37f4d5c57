package orglife_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// asksMakeUp asks for leave to hold a for the period it makes up for.
func asksMakeUp(c *testkit.City, login string, a orglife.Activity, reason string) error {
	return c.As(login, func(tx *models.Tx) error {
		rows, err := orglife.Duties(tx, orglife.DutySearch{Period: a.MakesUp, Code: a.Type, OrgID: a.OrgID, Limit: 1})
		if err != nil || len(rows) == 0 {
			return fmt.Errorf("no duty: %w", err)
		}
		return rows[0].AskMakeUp(tx, &orglife.Petition{New: orglife.Setting{On: a.HeldOn, Place: a.Place, Topic: a.Topic}, Reason: reason})
	})
}

// leave has B1001 ask for a make-up meeting, and the work committee grant it.
func leave(t *testing.T, c *testkit.City, a orglife.Activity, reason string) {
	t.Helper()
	c.Seed(func(tx *models.Tx) error {
		_, err := orglife.OpenMonth(tx, a.MakesUp.First().Month())
		return err
	})
	testkit.Must(t, asksMakeUp(c, "tongjianing", a, reason))
	testkit.Must(t, decide(c, "xumuye", newest(t, c), (*orglife.Petition).Approve, ""))
}

// newest is the id of the last petition.
func newest(t *testing.T, c *testkit.City) (id int64) {
	t.Helper()
	c.Seed(func(tx *models.Tx) error {
		list, err := orglife.Petitions(tx, orglife.PetitionSearch{Limit: 1})
		if err == nil && len(list) == 1 {
			id = list[0].ID
		}
		return err
	})
	return id
}

func decide(c *testkit.City, login string, id int64, verb func(*orglife.Petition, *models.Tx, string) error, said string) error {
	return c.As(login, func(tx *models.Tx) error {
		p, err := orglife.FindPetition(tx, id)
		if err != nil {
			return err
		}
		return verb(p, tx, said)
	})
}

// onCalendar plans a theme day of B1001 on its fixed day.
func onCalendar(t *testing.T, c *testkit.City, day calendar.Date) *orglife.Activity {
	t.Helper()
	a := &orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: day, StartsAt: "15:00", Place: "三楼会议室", Topic: "严明纪律"}
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error { return a.Plan(tx) }))
	return a
}

// asksChange asks to move an activity.
func asksChange(c *testkit.City, login string, id int64, p orglife.Petition) error {
	return c.As(login, func(tx *models.Tx) error {
		a, err := orglife.Find(tx, id)
		if err != nil {
			return err
		}
		return a.AskChange(tx, &p)
	})
}

func TestA44WhatMayBeAsked(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-07-01 09:00")
	a := onCalendar(t, c, "2022-07-11")
	to := func(day calendar.Date) orglife.Setting { return orglife.Setting{On: day} }
	for _, tt := range []struct {
		name  string
		p     orglife.Petition
		field string // what is wrong, "" for nothing
	}{
		{"eight days later", orglife.Petition{New: to("2022-07-19"), ReasonCode: "superior", Reason: "全市防汛"}, "new_on"},
		{"in the next month", orglife.Petition{New: to("2022-08-01"), ReasonCode: "superior", Reason: "全市防汛"}, "new_on"},
		{"in the past", orglife.Petition{New: to("2022-06-30"), ReasonCode: "superior", Reason: "全市防汛"}, "new_on"},
		{"nothing at all", orglife.Petition{ReasonCode: "superior", Reason: "全市防汛"}, "new_on"},
		{"without a reason of the list", orglife.Petition{New: to("2022-07-18"), ReasonCode: "busy", Reason: "全市防汛"}, "reason_code"},
		{"without words", orglife.Petition{New: to("2022-07-18"), ReasonCode: "other", Reason: " "}, "reason"},
		{"because work is busy", orglife.Petition{New: to("2022-07-18"), ReasonCode: "other", Reason: "近期工作忙"}, "document"},
		{"because there is no time", orglife.Petition{New: to("2022-07-18"), ReasonCode: "superior", Reason: "业务多，没时间"}, "document"},
		{"at an hour that is none", orglife.Petition{New: orglife.Setting{On: "2022-07-18", At: "26:00"}, ReasonCode: "other", Reason: "会场维修"}, "new_at"},
		{"busy by a superior's paper", orglife.Petition{New: to("2022-07-18"), ReasonCode: "superior", Reason: "工作忙于迎检", Document: "澜办发〔2022〕12号"}, ""},
	} {
		err := asksChange(c, "tongjianing", a.ID, tt.p)
		if tt.field == "" {
			testkit.Must(t, err)
			continue
		}
		t.Run(tt.name, func(t *testing.T) { wants(t, err, models.Invalid, tt.field) })
	}
	wants(t, asksChange(c, "tongjianing", a.ID, orglife.Petition{New: to("2022-07-12"), ReasonCode: "other", Reason: "会场维修"}), models.Conflict, "")
	wants(t, asksChange(c, "linyuan", a.ID, orglife.Petition{New: to("2022-07-12"), ReasonCode: "other", Reason: "会场维修"}), models.Forbidden, "")
	if err := asksChange(c, "shanzian", a.ID, orglife.Petition{New: to("2022-07-12"), ReasonCode: "other", Reason: "会场维修"}); models.KindOf(err) != models.NotFound {
		t.Errorf("another branch: %v", err)
	}
}

func TestA44ChangeByLeave(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-07-01 09:00")
	a := onCalendar(t, c, "2022-07-05") // its fixed day, and members have been told
	move := func(day calendar.Date) error {
		return c.As("tongjianing", func(tx *models.Tx) error {
			now, err := orglife.Find(tx, a.ID)
			if err != nil {
				return err
			}
			next := *now
			next.HeldOn = day
			return now.Change(tx, next, nil)
		})
	}
	day := func() calendar.Date {
		var now calendar.Date
		testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
			found, err := orglife.Find(tx, a.ID)
			now = found.HeldOn
			return err
		}))
		return now
	}
	wants(t, move("2022-07-08"), models.Invalid, "held_on")
	testkit.Must(t, asksChange(c, "yanchuxia", a.ID, orglife.Petition{New: orglife.Setting{On: "2022-07-08", Place: "社区"}, ReasonCode: "superior", Reason: "全市防汛调度"}))
	first := newest(t, c)
	if day() != "2022-07-05" {
		t.Error("moved before it was granted")
	}
	for login, kind := range map[string]models.Kind{"yanchuxia": models.Forbidden, "tongjianing": models.Forbidden, "hanzhiyuan": models.Forbidden,
		"luchengyue": models.NotFound, "linyuan": models.NotFound, "shimuyun": models.NotFound} {
		if err := decide(c, login, first, (*orglife.Petition).Approve, ""); models.KindOf(err) != kind {
			t.Errorf("%s: %v", login, err)
		}
	}
	wants(t, decide(c, "xumuye", first, (*orglife.Petition).Return, " "), models.Invalid, "reason")
	testkit.Must(t, decide(c, "xumuye", first, (*orglife.Petition).Return, "请按固定日开展"))
	wants(t, decide(c, "mengshuqin", first, (*orglife.Petition).Approve, ""), models.Conflict, "")

	testkit.Must(t, asksChange(c, "yanchuxia", a.ID, orglife.Petition{New: orglife.Setting{On: "2022-07-07"}, ReasonCode: "superior", Reason: "全市防汛调度"}))
	second := newest(t, c)
	testkit.Must(t, c.As("yanchuxia", func(tx *models.Tx) error {
		p, err := orglife.FindPetition(tx, second)
		if err != nil {
			return err
		}
		return p.Withdraw(tx)
	}))
	testkit.Must(t, asksChange(c, "yanchuxia", a.ID, orglife.Petition{New: orglife.Setting{On: "2022-07-08", Place: "社区"}, ReasonCode: "superior", Reason: "全市防汛调度"}))
	testkit.Must(t, decide(c, "mengshuqin", newest(t, c), (*orglife.Petition).Approve, "同意"))
	if day() != "2022-07-08" {
		t.Errorf("held on %s", day())
	}
	told := func(login string) (list []string) {
		testkit.Must(t, c.As(login, func(tx *models.Tx) error {
			return tx.Raw(&list, "SELECT n.rule FROM receipts r JOIN notices n ON n.id = r.notice_id WHERE r.user_id = ? ORDER BY n.id", tx.Actor.ID)
		}))
		return list
	}
	for login, want := range map[string]string{
		"xumuye":    "petition-submitted petition-submitted petition-submitted",
		"yanchuxia": "petition-returned petition-approved theme-changed",
		"linyuan":   "theme-changed",
		"shanzian":  "",
	} {
		got := told(login)
		slices.Sort(got)
		if want := strings.Fields(want); !sameRules(got, want) {
			t.Errorf("%s was told %q, want %q", login, got, want)
		}
	}
}

func sameRules(got, want []string) bool {
	slices.Sort(want)
	return slices.Equal(got, want)
}

// TestA44ChangesAreCounted is the stray that has leave, and the counter of changes.
func TestA44ChangesAreCounted(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	codes := func() (list []string) {
		c.Seed(func(tx *models.Tx) error {
			alerts, err := orglife.Alerts(tx, tx.Today())
			for _, a := range alerts {
				if a.OrgCode == "B1001" && (a.Code == "UNAPPROVED_CHANGE" || a.Code == "CHANGES_OFTEN") {
					list = append(list, a.Code)
				}
			}
			return err
		})
		return list
	}
	for _, month := range []struct {
		now        string
		fixed, new calendar.Date
		want       string
	}{
		{"2022-07-01 09:00", "2022-07-05", "2022-07-08", "[]"},
		{"2022-08-01 09:00", "2022-08-05", "2022-08-08", "[CHANGES_OFTEN]"},
	} {
		c.Clock.Set(month.now)
		a := onCalendar(t, c, month.fixed)
		testkit.Must(t, asksChange(c, "yanchuxia", a.ID, orglife.Petition{New: orglife.Setting{On: month.new}, ReasonCode: "emergency", Reason: "防汛"}))
		testkit.Must(t, decide(c, "xumuye", newest(t, c), (*orglife.Petition).Approve, ""))
		c.Clock.Set(string(month.new) + " 18:00")
		testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
			now, err := orglife.Find(tx, a.ID)
			if err != nil {
				return err
			}
			next := *now
			next.State, next.Host, next.Content, next.Decisions, next.NextStep = orglife.Held, "童佳宁", "学习", "无", "无"
			return now.Change(tx, next, nil)
		}))
		if got := fmt.Sprint(codes()); got != month.want {
			t.Errorf("%s: %s, want %s", month.now, got, month.want)
		}
	}
}

func TestExemptionOnceForTheYear(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	ask := func(login string, whole bool) error {
		d := duty(t, c, "B1001", orglife.CommitteeMeeting, "2022-06")
		return c.As(login, func(tx *models.Tx) error {
			return d.AskExemption(tx, &orglife.Petition{Reason: "离退休党支部"}, whole)
		})
	}
	if err := ask("linyuan", true); models.KindOf(err) != models.Forbidden {
		t.Errorf("a member asked: %v", err)
	}
	testkit.Must(t, ask("tongjianing", true))
	wants(t, ask("yanchuxia", false), models.Conflict, "")
	testkit.Must(t, decide(c, "xumuye", newest(t, c), (*orglife.Petition).Approve, ""))
	open(t, c, "2022-07")
	c.Clock.Set("2022-12-15 09:00")
	open(t, c, "2022-12")
	c.Clock.Set("2023-01-15 09:00")
	open(t, c, "2023-01")
	for month, want := range map[calendar.Period]orglife.State{"2022-06": orglife.Exempted, "2022-07": orglife.Exempted, "2022-12": orglife.Exempted, "2023-01": orglife.Open} {
		if d := duty(t, c, "B1001", orglife.CommitteeMeeting, month); d.State != want {
			t.Errorf("%s is %s, want %s", month, d.State, want)
		}
	}
	if d := duty(t, c, "B1001", orglife.ThemeDay, "2022-07"); d.State != orglife.Open {
		t.Errorf("theme days went too: %+v", d)
	}
}

// TestMakeUpGoesOnTheCalendar asks ahead: once granted the meeting is planned, and its record makes up.
func TestMakeUpGoesOnTheCalendar(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-05")
	open(t, c, "2022-06")
	a := held(c, orglife.CommitteeMeeting, "2022-06-20")
	a.MakesUp = "2022-05"
	leave(t, c, a, "汛期值守")
	c.Clock.Set("2022-06-20 18:00")
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
		list, err := orglife.PlannedFor(tx, "2022-06-20", "2022-06-20")
		if err != nil || len(list) != 1 || list[0].MakesUp != "2022-05" {
			return fmt.Errorf("%+v: %w", list, err)
		}
		now, err := orglife.Find(tx, list[0].ID)
		if err != nil {
			return err
		}
		next := *now
		next.State, next.Host, next.Content, next.Decisions, next.NextStep = orglife.Held, "童佳宁", "研究", "无", "无"
		return now.Change(tx, next, nil)
	}))
	if s := standing(t, c, "B1001", orglife.CommitteeMeeting, "2022-05"); s != orglife.Standing(orglife.MadeUp) {
		t.Errorf("May is %s", s)
	}
	if s := standing(t, c, "B1001", orglife.CommitteeMeeting, "2022-06"); s != orglife.DueSoon && s != orglife.Pending {
		t.Errorf("June is %s", s)
	}
}

func TestEightDecideAtOnce(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-07-01 09:00")
	a := onCalendar(t, c, "2022-07-05")
	testkit.Must(t, asksChange(c, "yanchuxia", a.ID, orglife.Petition{New: orglife.Setting{On: "2022-07-08"}, ReasonCode: "emergency", Reason: "防汛"}))
	id := newest(t, c)
	var all sync.WaitGroup
	var done, refused atomic.Int32
	for n := range 8 {
		all.Go(func() {
			verb, login := (*orglife.Petition).Approve, "xumuye"
			if n%2 == 1 {
				verb, login = (*orglife.Petition).Return, "mengshuqin"
			}
			switch err := decide(c, login, id, verb, "意见"); {
			case err == nil:
				done.Add(1)
			case models.KindOf(err) == models.Conflict:
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 || refused.Load() != 7 {
		t.Errorf("%d decided, %d were refused", done.Load(), refused.Load())
	}
}
