package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// wednesdays tells 童佳宁 and 温立新 something each Wednesday at 08:30.
func wednesdays(c *testkit.City) notice.Rule {
	return notice.Rule{Name: "wednesdays", At: "08:30", Late: 2, Due: func(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
		if day.Weekday() != time.Wednesday {
			return nil, nil
		}
		return []notice.Reminder{
			{Notice: notice.Notice{Key: "orgs/1", Title: language.Quote("周三例会")}, To: []notice.To{{UserID: user(c, "tongjianing")}, {UserID: 0}}},
			{Notice: notice.Notice{Key: "orgs/2", Title: language.Quote("周三例会")}, To: []notice.To{{UserID: user(c, "wenlixin"), Copy: true}}},
		}, nil
	}}
}

func user(c *testkit.City, login string) (id int64) {
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) error {
		u, err := tx.Account(login)
		if err == nil {
			id = u.ID
		}
		return err
	}))
	return id
}

// inboxes lists "login: title" of all that was told, in order.
func inboxes(c *testkit.City) (list []string) {
	var rows []struct{ Login, Title string }
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) error {
		return tx.Raw(&rows, `SELECT u.login, n.title FROM receipts r JOIN users u ON u.id = r.user_id JOIN notices n ON n.id = r.notice_id`)
	}))
	for _, r := range rows {
		list = append(list, r.Login+": "+r.Title)
	}
	slices.Sort(list)
	return list
}

// occasions lists "day state" of a rule in order.
func occasions(c *testkit.City, rule string) string {
	var rows []notice.Occasion
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) (err error) {
		rows, err = models.In[notice.Occasion](tx).Where("rule = ?", rule).Order("day").Find(tx.Ctx)
		return err
	}))
	var b strings.Builder
	for _, o := range rows {
		fmt.Fprintf(&b, "%s %s %d; ", o.Day[5:], o.State, o.Notices)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestLedger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		ticks []string
		want  int
		days  string
	}{
		{"before the hour", []string{"2022-06-15 08:29"}, 0, ""},
		{"on the hour", []string{"2022-06-15 08:30"}, 2, "06-15 done 2"},
		{"all day", []string{"2022-06-15 08:30", "2022-06-15 08:31", "2022-06-15 23:59"}, 2, "06-15 done 2"},
		{"the days after", []string{"2022-06-15 09:00", "2022-06-16 09:00", "2022-06-17 09:00"}, 2, "06-15 done 2; 06-16 empty 0; 06-17 empty 0"},
		{"down over the day, back two days later", []string{"2022-06-14 09:00", "2022-06-17 09:00"}, 2,
			"06-14 empty 0; 06-15 done 2; 06-16 empty 0; 06-17 empty 0"},
		{"down from Friday to Wednesday", []string{"2022-06-10 09:00", "2022-06-15 09:00"}, 3, // and the alarm to the administrator
			"06-10 empty 0; 06-11 expired 0; 06-12 expired 0; 06-13 empty 0; 06-14 empty 0; 06-15 done 2"},
		{"down for longer than it helps", []string{"2022-06-14 09:00", "2022-06-18 09:00"}, 1, // the alarm
			"06-14 empty 0; 06-15 expired 0; 06-16 empty 0; 06-17 empty 0; 06-18 empty 0"},
		{"the clock goes back an hour", []string{"2022-06-15 08:30", "2022-06-15 07:30", "2022-06-15 08:30"}, 2, "06-15 done 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			city := testkit.NewCity(t)
			city.Scheduler.Rules = []notice.Rule{wednesdays(city)}
			for _, at := range c.ticks {
				city.At(at)
			}
			list := inboxes(city)
			if len(list) != c.want {
				t.Errorf("told %d, want %d: %v", len(list), c.want, list)
			}
			if got := occasions(city, "wednesdays"); got != c.days {
				t.Errorf("got  %s\nwant %s", got, c.days)
			}
		})
	}
}

func TestRuleBeginsOnTheDayGiven(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	rule := wednesdays(city)
	rule.Late = 30
	city.Scheduler.Rules = []notice.Rule{rule}
	city.Seed(func(tx *models.Tx) error { return notice.StartRules(tx, city.Scheduler.Rules, "2022-06-01") })
	city.Tick()
	if got := len(inboxes(city)); got != 2*3 {
		t.Fatalf("told %d, want 6 for 1, 8 and 15 June", got)
	}
}

func TestFourReplicasTickAtOnce(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	rules := []notice.Rule{wednesdays(city), {Name: "everyone", At: "00:10", Late: 7, Due: everyone(city)}}
	city.Clock.Set("2022-06-14 09:00")
	city.Scheduler.Rules = rules
	city.Tick()
	before := len(inboxes(city))
	city.Clock.Set("2022-06-15 09:00")
	var all sync.WaitGroup
	for range 4 {
		replica := city.Replica()
		replica.Rules = rules
		all.Go(func() {
			for range 3 {
				if err := replica.Tick(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := len(inboxes(city)) - before; got != 2+22 {
		t.Errorf("told %d, want 24", got)
	}
	var ids []string
	for _, m := range city.Outbox.Sent() {
		ids = append(ids, m.ID)
	}
	slices.Sort(ids)
	if n := len(ids); n != len(slices.Compact(ids)) {
		t.Errorf("some of %d messages were sent twice: %v", n, ids)
	}
}

// everyone tells every account the same each day.
func everyone(c *testkit.City) func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
	var to []notice.To
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) error {
		users, err := tx.Users()
		for _, u := range users {
			to = append(to, notice.To{UserID: u.ID})
		}
		return err
	}))
	return func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
		return []notice.Reminder{{Notice: notice.Notice{Key: "all", Title: language.Quote("每日提示")}, To: to}}, nil
	}
}

func TestARuleThatPanicsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	runs := 0
	bad := notice.Rule{Name: "bad", At: "00:00", Due: func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
		runs++
		panic("no")
	}}
	city.Scheduler.Rules = []notice.Rule{bad, wednesdays(city)}
	for range 100 { // S15
		if err := city.Scheduler.Tick(t.Context()); err == nil || !strings.Contains(err.Error(), "rule bad") {
			t.Fatalf("a tick with a panic says %v", err)
		}
	}
	if runs != 100 || len(inboxes(city)) != 2 {
		t.Errorf("ran %d times of 100, told %v", runs, inboxes(city))
	}
	if got := occasions(city, "bad"); got != "" {
		t.Errorf("a failed rule-day is not done: %s", got)
	}
}

func TestStatementsOfAFanOut(t *testing.T) {
	t.Parallel()
	city := testkit.NewCity(t)
	var to []notice.To
	for _, login := range []string{"tongjianing", "wenlixin", "shimuyun", "xumuye"} {
		to = append(to, notice.To{UserID: user(city, login)})
	}
	city.Scheduler.Rules = []notice.Rule{{Name: "many", At: "00:00", Due: func(*notice.Reading, calendar.Date) (list []notice.Reminder, _ error) {
		for i := range 1000 {
			list = append(list, notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("milestones/%d", i), Title: language.Quote("到期")}, To: to})
		}
		return list, nil
	}}}
	city.Clock.Set("2022-06-15 00:10")
	if n := len(city.Queries(city.Tick)); n > 100 {
		t.Errorf("%d statements for 4000 reminders", n)
	}
	if n := len(inboxes(city)); n != 4000 {
		t.Errorf("told %d", n)
	}
}
