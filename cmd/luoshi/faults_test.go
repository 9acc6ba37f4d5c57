package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/scheduler"
	"luoshi/testkit"
	smtptest "luoshi/testkit/smtp"
)

// busyCity is a city whose rules have work on most days of June 2022: seven
// projects with stages falling due, a round nobody reviews, a theme day, and
// branches that do nothing. Two of them are alike to the last id.
func busyCity(t *testing.T) *testkit.City {
	t.Helper()
	c := testkit.NewCity(t)
	c.Clock.Set("2022-05-20 10:00")
	c.Scheduler.Rules = scheduler.Rules
	owner := c.Post("B0203", "书记")
	c.Seed(func(tx *models.Tx) error {
		for i := range 7 {
			due := calendar.Date("2022-05-27").Add(6 * i)
			p := &project.Project{Year: 2022, Code: fmt.Sprint("P", i), Name: fmt.Sprint("项目", i), Type: project.Key, Objective: "推进", Measures: "调度", Target: "完成",
				OrgID: c.Org("B0203"), OwnerPostID: owner, StartOn: "2022-03-01", DueOn: "2022-12-20"}
			err := project.Create(tx, p, []project.Milestone{
				{Name: "攻坚", Goal: "目标", Measures: "措施", StartOn: "2022-03-01", DueOn: due, Weight: 50},
				{Name: "总结", Goal: "目标", Measures: "措施", StartOn: due.Add(1), DueOn: "2022-12-20", Weight: 50}}, nil)
			if err != nil {
				return err
			}
			if err := p.Submit(tx); err != nil {
				return err
			}
			if err := p.Approve(tx, ""); err != nil {
				return err
			}
		}
		return nil
	})
	testkit.Must(t, c.As("tongjianing", (&orglife.Activity{OrgID: c.Org("B1001"), Type: orglife.ThemeDay, HeldOn: "2022-06-06", StartsAt: "15:00", Place: "活动室", Topic: "警示教育"}).Plan))
	testkit.Must(t, c.As("qishaochuan", func(tx *models.Tx) error {
		m, err := project.FindMilestone(tx, 1)
		if err == nil {
			_, err = m.Submit(tx, "", nil)
		}
		return err
	}))
	return c
}

// story is every receipt, every occasion and every message of a city, one a
// line. Duties are named by what they demand: a tick that begins again may have
// used up numbers.
func story(c *testkit.City) []string {
	c.T.Helper()
	var told []struct{ NoticeKey, Title, Login, ToldAs, Copied, DigestOn string }
	var occasions []notice.Occasion
	var sent []notice.Delivery
	var names []string // each number of a duty, and what it demands
	testkit.Must(c.T, c.DB.View(c.T.Context(), models.System, func(tx *models.Tx) (err error) {
		duties, err := models.In[orglife.Duty](tx).Find(tx.Ctx)
		if err != nil {
			return err
		}
		for _, d := range duties {
			names = append(names, fmt.Sprintf("/duties/%d ", d.ID), fmt.Sprintf("/%s/%d/%s ", d.Code, d.OrgID, d.Period))
		}
		if err = tx.Raw(&told, `SELECT n.notice_key, n.title, u.login, r.told_as, r.copied, r.digest_on FROM notices n
			LEFT JOIN receipts r ON r.notice_id = n.id LEFT JOIN users u ON u.id = r.user_id
			UNION ALL SELECT n.notice_key, n.title, u.login, e.told_as, 1, e.told_on FROM escalations e JOIN notices n ON n.id = e.notice_id JOIN users u ON u.id = e.user_id`); err != nil {
			return err
		}
		if occasions, err = models.In[notice.Occasion](tx).Find(tx.Ctx); err != nil {
			return err
		}
		sent, err = models.In[notice.Delivery](tx).Find(tx.Ctx)
		return err
	}))
	named := strings.NewReplacer(names...)
	var lines []string
	for _, r := range told {
		lines = append(lines, named.Replace(fmt.Sprint("told ", r)))
	}
	for _, o := range occasions {
		lines = append(lines, fmt.Sprintf("day %s %s %s %d", o.Rule, o.Day, o.State, o.Notices))
	}
	for _, d := range sent {
		lines = append(lines, fmt.Sprintf("mail %s %s", d.Key, d.State))
	}
	slices.Sort(lines)
	return lines
}

// sameStory compares what became of a city with what should have.
func sameStory(t *testing.T, got, want *testkit.City) {
	t.Helper()
	g, w := story(got), story(want)
	count := map[string]int{}
	for _, line := range w {
		count[line]++
	}
	for _, line := range g {
		count[line]--
	}
	for line, n := range count {
		switch {
		case n > 0:
			t.Errorf("lost: %s", line)
		case n < 0:
			t.Errorf("doubled, or never asked for: %s", line)
		}
	}
	if len(w) < 50 {
		t.Errorf("the story has only %d lines", len(w))
	}
}

// at is a moment as the command line takes it.
func at(local string) string {
	when, err := time.ParseInLocation("2006-01-02 15:04", local, testkit.Zone)
	if err != nil {
		panic(err) // a typing error in a test
	}
	return when.Format(time.RFC3339)
}

// S1: a tick that is killed and begun again, fifty times, leaves what one that
// was left alone leaves: nothing lost, nothing doubled in any inbox. A message
// on its way at that moment may go out twice, under the same id.
func TestS1KilledDuringATick(t *testing.T) {
	t.Parallel()
	rounds := 50
	if more, err := strconv.Atoi(os.Getenv("LUOSHI_FAULT_ROUNDS")); err == nil {
		rounds = more
	}
	killed, left := busyCity(t), busyCity(t)
	mail := smtptest.StartPlain(t)
	dice := rand.New(rand.NewPCG(2022, 615))
	hits := 0
	day := calendar.Date("2022-05-26")
	for range rounds {
		tick := []string{"tick", "--db", killed.DSN, "--smtp-host", mail.Host(), "--smtp-port", strconv.Itoa(mail.Port()), "--smtp-tls", "none", "--smtp-from", "luoshi@lanchuan.example", "--at"}
		moment := string(day) + " 08:30"
		most := len(mail.Messages()) + 1 + dice.IntN(len(scheduler.Rules)+6)
		if killWhen(t, append(tick, at(moment)), func() bool { return far(t, killed, mail, day) >= most }) {
			hits++
		}
		program(t, append(tick, at(moment))...)
		program(t, append(tick, at(string(day)+" 08:35"))...) // a message the dead process held is free again
		left.At(moment)
		day = day.Add(1)
	}
	sameStory(t, killed, left)
	if hits < rounds/3 {
		t.Errorf("only %d of %d ticks were killed before their end", hits, rounds)
	}
	arrived := map[string]int{}
	for _, m := range mail.Messages() {
		arrived[m.Header.Get("Message-Id")]++
	}
	if n := len(left.Outbox.Sent()); len(arrived) != n || n == 0 {
		t.Errorf("%d different messages arrived, want %d", len(arrived), n)
	}
	if twice := len(mail.Messages()) - len(arrived); twice > 4*hits { // four are on their way at once
		t.Errorf("%d messages came again after %d kills", twice, hits)
	}
	t.Logf("killed %d of %d ticks; %d messages, %d of them twice", hits, rounds, len(arrived), len(mail.Messages())-len(arrived))
}

// far counts the rules of a day that are done, and the messages that have arrived.
func far(t *testing.T, c *testkit.City, mail *smtptest.Server, day calendar.Date) int {
	t.Helper()
	var done int64
	testkit.Must(t, c.DB.View(t.Context(), models.System, func(tx *models.Tx) (err error) {
		done, err = models.In[notice.Occasion](tx).Where("day = ?", day).Count(tx.Ctx, "rule")
		return err
	}))
	return int(done) + len(mail.Messages())
}

// killWhen runs a tick and kills it as soon as it has come far enough; it reports
// whether the tick was still going.
func killWhen(t *testing.T, tick []string, enough func() bool) bool {
	t.Helper()
	p := begin(t, tick...)
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("%v\n%s", err, &p.said)
			}
			return false
		case <-look.C:
		}
		if enough() {
			err := p.Process.Kill()
			if errors.Is(err, os.ErrProcessDone) { // between the two looks: it is told above
				continue
			}
			testkit.Must(t, err)
			return <-ended != nil
		}
	}
}

// S12: four processes that tick at the same moment do what one does.
func TestS12FourProcessesTickAtOnce(t *testing.T) {
	t.Parallel()
	four, one := busyCity(t), busyCity(t)
	one.Scheduler.Mail = nil // no process has a mail server
	for _, moment := range []string{"2022-05-31 08:30", "2022-06-01 08:30", "2022-06-02 00:10"} {
		var all []*process
		for range 4 {
			all = append(all, begin(t, "tick", "--db", four.DSN, "--at", at(moment)))
		}
		for _, p := range all {
			p.finish(t)
		}
		one.At(moment)
	}
	sameStory(t, four, one)
}

// S4, S5: after a stop from Friday to Wednesday what still helps is there, once;
// what is stale is expired; and whoever runs the program is told.
func TestS4DownFromFridayToWednesday(t *testing.T) {
	t.Parallel()
	c := busyCity(t)
	for _, moment := range []string{"2022-06-17 09:00", "2022-06-22 09:00", "2022-06-22 09:01"} {
		program(t, "tick", "--db", c.DSN, "--at", at(moment))
	}
	lines := story(c)
	for _, rule := range scheduler.Rules {
		last := calendar.Date("2022-06-22")
		if rule.At > "09:01" {
			last = last.Add(-1)
		}
		oldest := last.Add(-rule.Late)
		for day := calendar.Date("2022-06-18"); day <= last; day = day.Add(1) {
			begins := fmt.Sprintf("day %s %s ", rule.Name, day)
			found := slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !strings.HasPrefix(l, begins) })
			if len(found) != 1 || strings.Contains(found[0], "expired") != (day < oldest) {
				t.Errorf("%s on %s, kept for %d days: %q", rule.Name, day, rule.Late, found)
			}
		}
	}
	// One stage is due on Monday the 20th: that morning was missed and still helps, and so does word that it is overdue since.
	for want, times := range map[string]int{"told {milestone-due/0@2022-06-20": 2, "told {milestone-overdue/1@2022-06-20": 2, "told {downtime": 1} {
		n := 0
		for _, l := range lines {
			if strings.HasPrefix(l, want) {
				n++
			}
		}
		if n != times {
			t.Errorf("%s…: %d receipts, want %d", want, n, times)
		}
	}
}
