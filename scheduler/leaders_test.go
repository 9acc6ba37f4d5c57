package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

// climb lets so many overdue things climb to some people, as a rule would.
func climb(c *testkit.City, from, to int, logins ...string) {
	c.T.Helper()
	var whom []notice.To
	for _, l := range logins {
		whom = append(whom, notice.To{UserID: user(c, l), As: language.Quote("领导"), Copy: true, Daily: true})
	}
	var list []notice.Reminder
	for i := from; i <= to; i++ {
		n := notice.Notice{Key: fmt.Sprint("milestone-overdue/10@2022-06-14/milestones/", i), Rule: "milestone-overdue", Subject: fmt.Sprint("milestones/", i),
			Title: language.Quote(fmt.Sprint("第", i, "件")), Link: fmt.Sprint("/milestones/", i), DueOn: "2022-06-14"}
		list = append(list, notice.Reminder{Notice: n, To: whom})
	}
	c.Seed(func(tx *models.Tx) error { return notice.SendAll(tx, list) })
}

// newest is the number of what somebody was told last.
func newest(c *testkit.City, login string) string {
	c.T.Helper()
	var id int64
	c.Seed(func(tx *models.Tx) error {
		return tx.Raw(&id, "SELECT MAX(id) FROM receipts WHERE user_id = ?", user(c, login))
	})
	return fmt.Sprint(id)
}

// toldLeaders lists "login: title" of what leaders were told.
func toldLeaders(c *testkit.City) []string {
	return slices.DeleteFunc(inboxes(c), func(line string) bool { return !strings.Contains(line, "逾期事项") })
}

func TestLeadersAreToldOnceADay(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	only(c, notice.LeadersRule)
	c.At("2022-06-27 09:00")
	climb(c, 1, 3, "youlingxiao", "leizhenchuan")
	for _, at := range []string{"2022-06-28 00:10", "2022-06-28 08:29"} {
		c.At(at)
	}
	if got := toldLeaders(c); len(got) != 0 {
		t.Fatalf("before the hour: %v", got)
	}
	for _, at := range []string{"2022-06-28 08:30", "2022-06-28 08:30", "2022-06-28 08:31"} {
		c.At(at)
	}
	climb(c, 4, 4, "youlingxiao") // too late for the day
	c.At("2022-06-28 17:00")
	want := []string{"leizhenchuan: 逾期事项3件，请关注", "youlingxiao: 逾期事项3件，请关注"}
	if got := toldLeaders(c); !slices.Equal(got, want) {
		t.Fatalf("got %v", got)
	}
	page := c.Browser("youlingxiao").Get("/notices/" + newest(c, "youlingxiao")).Want(200)
	page.Says("第1件", "第2件", "第3件", `href="/milestones/1"`, `href="/milestones/3"`, `/reminders/why?subject=milestones%2f2`)
	c.At("2022-06-29 08:30")
	if got := toldLeaders(c); !slices.Contains(got, "youlingxiao: 逾期事项1件，请关注") || len(got) != 3 {
		t.Errorf("the day after: %v", got)
	}
	climb(c, 5, 5, "youlingxiao")
	live(c, "2022-07-02", "2022-07-03", nil) // a weekend
	if got := toldLeaders(c); len(got) != 3 {
		t.Errorf("on days off: %v", got)
	}
	c.At("2022-07-04 08:30")
	if got := toldLeaders(c); len(got) != 4 {
		t.Errorf("on Monday: %v", got)
	}
}

// The page for the thing says that it waits, and then in which notice it was told.
func TestWhyALeaderIsTold(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	only(c, "milestone-overdue", notice.LeadersRule)
	underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
	address := fmt.Sprintf("/reminders/why?subject=milestones/%d", stage(c))
	look := func() map[string]bool {
		var w why
		c.Browser("youlingxiao").Get(address).Want(200)
		c.Program("youlingxiao").Get(address).Want(200).Into(&w)
		return w.lines()
	}
	c.Scheduler.Mail = c.Outbox
	c.At("2022-06-27 09:00")
	c.At("2022-06-28 00:10")
	if has := look(); !has["milestone-overdue stopped by gathered"] || has["leaders-overdue told"] {
		t.Errorf("while it waits: %v", has)
	}
	c.At("2022-06-28 08:30")
	if has := look(); has["milestone-overdue stopped by gathered"] || !has["leaders-overdue told"] || !has["leaders-overdue sent"] {
		t.Errorf("in the end: %v", has)
	}
	mail := c.Outbox.Sent()
	if len(mail) == 0 {
		t.Fatal("no mail")
	}
	if body := mail[len(mail)-1].Body; !strings.Contains(body, "逾期事项1件，请关注：《红色护航》") {
		t.Errorf("the mail does not say what it is about: %s", body)
	}
	c.Browser("youlingxiao").Get("/reminders/why?subject=leaders-overdue/2022-06-28").Want(200).Says("逾期事项报领导")
}

func TestFourReplicasTellLeadersOnce(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	only(c, notice.LeadersRule)
	c.At("2022-06-27 09:00")
	climb(c, 1, 30, "youlingxiao", "leizhenchuan", "wenlixin")
	c.Clock.Set("2022-06-28 08:30")
	var all sync.WaitGroup
	for range 4 {
		replica := c.Replica()
		replica.Rules = c.Scheduler.Rules
		all.Go(func() {
			if err := replica.Tick(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := toldLeaders(c); len(got) != 3 || !strings.Contains(got[0], "30件") {
		t.Errorf("got %v", got)
	}
}

// Pages end with whole leaders; one that fails is taken again, and no item is lost or told twice.
func TestLeadersInPages(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.At("2022-06-27 09:00")
	climb(c, 1, 12, "youlingxiao", "leizhenchuan", "wenlixin", "tongjianing")
	pages := 0
	c.Scheduler.Rules = []notice.Rule{{Name: notice.LeadersRule, At: "08:30", Page: 12, Do: func(r *notice.Reading, day calendar.Date) (bool, error) {
		if pages++; pages == 3 {
			return false, models.Missing // after two have been told
		}
		return false, notice.Escalate(r, day)
	}}}
	c.Clock.Set("2022-06-28 08:30")
	if err := c.Scheduler.Tick(t.Context()); err == nil {
		t.Fatal("the failure was kept quiet")
	}
	if got := toldLeaders(c); len(got) != 2 {
		t.Fatalf("after the failure: %v", got)
	}
	c.Tick()
	if got := toldLeaders(c); len(got) != 4 || slices.ContainsFunc(got, func(line string) bool { return !strings.Contains(line, "12件") }) {
		t.Errorf("in the end: %v", got)
	}
}
