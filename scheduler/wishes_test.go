package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
	"luoshi/testkit/platforms"
)

// wishes makes somebody's choices.
func wishes(c *testkit.City, login string, w notice.Wishes) {
	c.T.Helper()
	testkit.Must(c.T, c.As(login, func(tx *models.Tx) error { return w.Keep(tx, true) }))
}

func TestPeopleChooseTheChannelOfEachKind(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	app := application(c, server)
	reachable(c, "tongjianing", platforms.Person)
	wishes(c, "tongjianing", notice.Wishes{Channels: map[notice.Kind]int64{notice.Talk: notice.InboxOnly, notice.Due: notice.EmailChannel}})
	for _, n := range []notice.Notice{
		{Key: "x-due/1", Rule: "x-due", Title: language.Quote("将到期")}, {Key: "comment/1", Rule: "comment", Title: language.Quote("评论")}, {Key: "x-overdue/1", Rule: "x-overdue", Title: language.Quote("逾期")},
		{Key: "x-overdue/2", Rule: "x-overdue", Title: language.Quote("也逾期")},
	} {
		tell(c, n, "tongjianing")
	}
	c.At("2022-06-16 08:30")
	if got := c.Outbox.Sent(); len(got) != 1 || !strings.Contains(got[0].Body, "①将到期") || strings.Contains(got[0].Body, "逾期") {
		t.Errorf("by mail: %+v", got)
	}
	if got := texts(server); len(got) != 1 || !strings.Contains(got[0], "①逾期") || !strings.Contains(got[0], "②也逾期") || strings.Contains(got[0], "评论") {
		t.Errorf("over the application: %q", got)
	}
	c.Seed(func(tx *models.Tx) error { // the way chosen is there no more
		ch, err := notice.FindChannel(tx, app.ID)
		if err != nil {
			return err
		}
		off := false
		return ch.Change(tx, notice.ChannelChange{Enabled: &off}, ch.Revision)
	})
	tell(c, notice.Notice{Key: "x-overdue/3", Rule: "x-overdue", Title: language.Quote("再逾期")}, "tongjianing")
	c.At("2022-06-17 08:30")
	if got := c.Outbox.Sent(); len(got) != 2 || !strings.Contains(got[1].Body, "再逾期") {
		t.Errorf("the usual way stands in, but: %+v", got)
	}
}

func TestQuietHours(t *testing.T) {
	t.Parallel()
	for _, q := range []struct {
		name     string
		from, to string
		through  bool
		told, at string // when something urgent is told, and when it leaves
	}{
		{"over night, told in the evening", "22:00", "07:00", false, "2022-06-15 23:10", "2022-06-16 07:00"},
		{"over night, told after midnight", "22:00", "07:00", false, "2022-06-15 02:10", "2022-06-15 07:00"},
		{"over night, told by day", "22:00", "07:00", false, "2022-06-15 12:10", "2022-06-15 12:10"},
		{"at noon", "12:00", "14:00", false, "2022-06-15 12:10", "2022-06-15 14:00"},
		{"at noon, told at their end", "12:00", "14:00", false, "2022-06-15 14:00", "2022-06-15 14:00"},
		{"but urgent things go through", "22:00", "07:00", true, "2022-06-15 23:10", "2022-06-15 23:10"},
		{"none", "", "", false, "2022-06-15 23:10", "2022-06-15 23:10"},
	} {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			c := quietCity(t)
			wishes(c, "tongjianing", notice.Wishes{QuietFrom: q.from, QuietTo: q.to, Through: q.through})
			c.At(q.told)
			tell(c, notice.Notice{Key: "a", Title: language.Quote("急事"), Urgent: true}, "tongjianing")
			c.Tick()
			if q.at != q.told {
				c.Clock.Set(q.at)
				c.Clock.Turn(-time.Minute)
				c.Tick()
				if got := sent(c); len(got) != 0 {
					t.Fatalf("left before the end: %v", got)
				}
				c.At(q.at)
			}
			if got := sent(c); !slices.Equal(got, []string{"tongjianing 急事"}) {
				t.Error(got)
			}
		})
	}
}

func TestTheDigestWaitsForTheEndOfQuietHours(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	wishes(c, "tongjianing", notice.Wishes{QuietFrom: "20:00", QuietTo: "09:30", Through: true})
	tell(c, notice.Notice{Key: "a", Title: language.Quote("事")}, "tongjianing")
	c.At("2022-06-16 08:30")
	c.At("2022-06-16 09:29")
	if got := sent(c); len(got) != 0 {
		t.Fatal(got)
	}
	c.At("2022-06-16 09:30")
	if got := sent(c); len(got) != 1 {
		t.Error(got)
	}
}

// daily tells 单梓安 of B0702 each day of something due in some days.
func daily(c *testkit.City, late int) notice.Rule {
	return notice.Rule{Name: "daily-due", Title: "每日", At: "08:00", Late: late, Due: func(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
		n := notice.Notice{Key: "orgs/1", OrgID: c.Org("B0702"), Title: language.Quote(string(day) + "的事"), DueOn: "2022-06-20"}
		return []notice.Reminder{{Notice: n, To: []notice.To{{UserID: user(c, "shanzian")}}}}, nil
	}}
}

func TestWhoRunsTheTreeMutesARule(t *testing.T) {
	t.Parallel()
	c := quietCity(t)
	rule := daily(c, 0)
	c.Scheduler.Rules = []notice.Rule{rule}
	c.At("2022-06-14 09:00")
	var m *notice.Mute
	testkit.Must(t, c.As("shimuyun", func(tx *models.Tx) (err error) {
		m, err = notice.MuteRule(tx, rule, c.Org("D07"), "防汛")
		return err
	}))
	upcoming := func() (days []string) {
		testkit.Must(t, c.As("shanzian", func(tx *models.Tx) error {
			coming, err := notice.Upcoming(tx, c.Scheduler.Rules, tx.Today(), "2022-06-21")
			for _, n := range coming {
				days = append(days, string(n.Day))
			}
			return err
		}))
		return days
	}
	if got := upcoming(); !slices.Equal(got, []string{"2022-06-20", "2022-06-21"}) {
		t.Errorf("ahead: %v", got)
	}
	c.At("2022-06-15 09:00")
	c.At("2022-06-16 09:00")
	testkit.Must(t, c.As("shimuyun", func(tx *models.Tx) error { return m.End(tx, rule) }))
	c.At("2022-06-17 09:00")
	testkit.Must(t, c.As("xumuye", func(tx *models.Tx) (err error) {
		_, err = notice.MuteRule(tx, rule, c.Org("B0702"), "重新设置")
		return err
	}))
	c.At("2022-06-18 09:00")
	c.At("2022-06-19 09:00")
	c.At("2022-06-20 09:00") // due that day
	if got := inboxes(c); !slices.Equal(got, []string{"shanzian: 2022-06-14的事", "shanzian: 2022-06-17的事", "shanzian: 2022-06-20的事"}) {
		t.Errorf("told %v", got)
	}
	var trail []string
	c.Seed(func(tx *models.Tx) error {
		return tx.Raw(&trail, "SELECT verb FROM audit WHERE topic LIKE 'mutes/%' ORDER BY id")
	})
	if !slices.Equal(trail, []string{"设置提醒免打扰", "取消提醒免打扰", "设置提醒免打扰"}) {
		t.Errorf("the trail says %v", trail)
	}
}

func TestAPausedRuleKeepsItsLedger(t *testing.T) {
	t.Parallel()
	for _, p := range []struct {
		name   string
		resume string
		want   []string // days of which somebody was told
		ledger string
	}{
		{"and tells once what still helps", "2022-06-17 09:00", []string{"2022-06-14", "2022-06-15", "2022-06-16", "2022-06-17"}, "06-14 done 1; 06-15 done 1; 06-16 done 1; 06-17 done 1"},
		{"and lets go of what does not", "2022-06-20 09:00", []string{"2022-06-14", "2022-06-18", "2022-06-19", "2022-06-20"},
			"06-14 done 1; 06-15 expired 0; 06-16 expired 0; 06-17 expired 0; 06-18 done 1; 06-19 done 1; 06-20 done 1"},
	} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := quietCity(t)
			rule := daily(c, 2)
			c.Scheduler.Rules = []notice.Rule{rule}
			c.At("2022-06-14 09:00")
			testkit.Must(t, c.As("xumuye", func(tx *models.Tx) error { return rule.Pause(tx, "口径调整") }))
			for day := calendar.Date("2022-06-15"); string(day) < p.resume[:10]; day = day.Add(1) {
				c.At(string(day) + " 08:30")
			}
			if got := inboxes(c); len(got) != 1 {
				t.Fatalf("a paused rule told %v", got)
			}
			c.Clock.Set(p.resume)
			testkit.Must(t, c.As("admin", func(tx *models.Tx) error { return rule.Resume(tx) }))
			c.Tick()
			c.Tick()
			var want []string
			for _, day := range p.want {
				want = append(want, fmt.Sprintf("shanzian: %s的事", day))
			}
			got := slices.DeleteFunc(inboxes(c), func(line string) bool { return !strings.HasPrefix(line, "shanzian") })
			if !slices.Equal(got, want) {
				t.Errorf("told %v, want %v", got, want)
			}
			if got := occasions(c, rule.Name); got != p.ledger {
				t.Errorf("the ledger says %s", got)
			}
		})
	}
}
