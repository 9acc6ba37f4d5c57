package scheduler_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/testkit"
)

// why is what the page says, as a program reads it.
type why struct {
	Stops []struct{ Step string }
	Rules []struct {
		Rule  string
		Stops []struct{ Step string }
		Next  []struct {
			Day         string
			Told, Muted bool
		}
	}
	Silent []struct{ Rule, Step string }
	Told   []struct {
		Rule       string
		ReadAt     string `json:"read_at"`
		Outside    string
		Deliveries []struct{ State, Held string }
	}
}

// lines are the parts of a why that a case names.
func (w why) lines() map[string]bool {
	has := map[string]bool{}
	for _, s := range w.Stops {
		has["stopped by "+s.Step] = true
	}
	for _, r := range w.Rules {
		for _, s := range r.Stops {
			has[r.Rule+" stopped by "+s.Step] = true
		}
		for _, n := range r.Next {
			has[fmt.Sprintf("%s next on %s told %t muted %t", r.Rule, n.Day, n.Told, n.Muted)] = true
		}
	}
	for _, s := range w.Silent {
		has[s.Rule+" silent: "+s.Step] = true
	}
	for _, t := range w.Told {
		has[t.Rule+" told"] = true
		has[t.Rule+" outside: "+t.Outside] = true
		has[fmt.Sprintf("%s read %t", t.Rule, t.ReadAt != "")] = true
		for _, d := range t.Deliveries {
			has[t.Rule+" "+d.State] = true
			has[t.Rule+" held: "+d.Held] = true
		}
	}
	return has
}

// A stage of a branch is due on 14 June, and somebody asks on the 13th at nine.
func TestWhySomebodyIsToldOrNot(t *testing.T) {
	t.Parallel()
	quiet := func(c *testkit.City) {
		wishes(c, "qishaochuan", notice.Wishes{QuietFrom: "08:00", QuietTo: "10:00"})
	}
	pause := func(c *testkit.City) {
		testkit.Must(c.T, c.As("xumuye", func(tx *models.Tx) error { return ruleNamed(c, "milestone-due").Pause(tx, "口径调整") }))
	}
	for _, a := range []struct {
		name        string
		before      func(*testkit.City) // the rules have told
		after       func(*testkit.City)
		asks, about string
		want, not   []string
		of          func(*testkit.City) string // the subject, where it is not the stage
	}{
		{"the owner was told by mail, and will be on the day and after it", nil, nil, "qishaochuan", "",
			[]string{"milestone-due told", "milestone-due sent", "milestone-due read false", "milestone-due next on 2022-06-14 told true muted false", "milestone-overdue next on 2022-06-15 told true muted false",
				"milestone-overdue next on 2022-06-21 told false muted false"}, []string{"stopped by resting", "stopped by vacant"}, nil},
		{"the owner has read it", nil, func(c *testkit.City) { testkit.Must(c.T, c.As("qishaochuan", notice.ReadAll)) }, "qishaochuan", "", []string{"milestone-due read true", "milestone-due sent"}, nil, nil},
		{"the level above asks about the owner", nil, nil, "weichanggeng", "qishaochuan", []string{"milestone-due sent"}, nil, nil},
		{"not sent: the owner keeps it inside", func(c *testkit.City) {
			wishes(c, "qishaochuan", notice.Wishes{Channels: map[notice.Kind]int64{notice.Due: notice.InboxOnly}})
		}, nil, "qishaochuan", "", []string{"milestone-due told", "milestone-due stopped by inbox_only", "milestone-due outside: 本人设置只留在站内"}, []string{"milestone-due sent"}, nil},
		{"not sent: the rule is paused", pause, nil, "weichanggeng", "qishaochuan", []string{"milestone-due stopped by rule_paused"}, []string{"milestone-due told"}, nil},
		{"not sent: muted by the level above, but for the day itself", func(c *testkit.City) {
			testkit.Must(c.T, c.As("weichanggeng", func(tx *models.Tx) error {
				_, err := notice.MuteRule(tx, ruleNamed(c, "milestone-due"), c.Org("B0203"), "防汛")
				return err
			}))
		}, func(c *testkit.City) { put[project.Milestone](c, stage(c), "owed_on", "2022-06-16") }, "qishaochuan", "", []string{"milestone-due stopped by muted", "milestone-due next on 2022-06-15 told true muted true",
			"milestone-due next on 2022-06-16 told true muted false"}, []string{"milestone-due told"}, nil},
		{"not sent: the channel is paused", func(c *testkit.City) {
			testkit.Must(c.T, c.As("xumuye", func(tx *models.Tx) error {
				ch, err := notice.FindChannel(tx, notice.EmailChannel)
				if err != nil {
					return err
				}
				return ch.Pause(tx, "平台维护")
			}))
		}, nil, "qishaochuan", "", []string{"milestone-due waiting", "milestone-due held: 渠道已暂停，恢复后发出", "milestone-due stopped by channel_paused"}, []string{"milestone-due sent"}, nil},
		{"waits for the end of the quiet hours", quiet, nil, "qishaochuan", "", []string{"milestone-due waiting", "milestone-due held: 本人的免打扰时段，10:00后发出"}, []string{"milestone-due sent"}, nil},
		{"done", nil, func(c *testkit.City) {
			put[project.Milestone](c, stage(c), "state", project.Done)
			put[project.Milestone](c, stage(c), "running", false)
		}, "qishaochuan", "", []string{"milestone-due told", "stopped by resting", "milestone-overdue silent: resting", "finding-due silent: other_kind"},
			[]string{"milestone-due next on 2022-06-14 told true muted false", "milestone-due silent: resting"}, nil},
		{"the post has become vacant", nil, func(c *testkit.City) { put[models.Tenure](c, held(c), "end_on", "2022-06-12") }, "weichanggeng", "qishaochuan", []string{"stopped by vacant"},
			[]string{"milestone-due next on 2022-06-14 told true muted false"}, nil},
		{"the account is disabled", nil, func(c *testkit.City) { put[models.User](c, user(c, "qishaochuan"), "disabled", true) }, "weichanggeng", "qishaochuan", []string{"stopped by account"},
			[]string{"milestone-due next on 2022-06-14 told true muted false"}, nil},
		{"the person has left", nil, func(c *testkit.City) { put[models.Member](c, c.Member("祁少川"), "left_on", "2022-06-12") }, "weichanggeng", "qishaochuan", []string{"stopped by departed"}, nil, nil},
		{"the level above has taken it in hand, and those further up wait", nil, func(c *testkit.City) {
			c.At("2022-06-15 00:10")
			testkit.Must(c.T, c.As("weichanggeng", takeInHand))
		}, "weichanggeng", "qishaochuan", []string{"stopped by acknowledged", "milestone-overdue told", "milestone-overdue next on 2022-06-28 told false muted false"},
			[]string{"milestone-overdue next on 2022-06-21 told false muted false"}, nil},
		{"nothing leads to the owner", func(c *testkit.City) { put[models.User](c, user(c, "qishaochuan"), "email", "") }, nil, "qishaochuan", "",
			[]string{"milestone-due told", "milestone-due stopped by unreachable"}, []string{"milestone-due sent"}, nil},
		{"of another tree", nil, nil, "mengshuqin", "zhuangzijin", []string{"stopped by unseen", "milestone-due silent: unseen"}, []string{"milestone-due told"}, nil},
		{"the rule is paused before it came to anything", nil, func(c *testkit.City) {
			testkit.Must(c.T, c.As("xumuye", func(tx *models.Tx) error { return ruleNamed(c, "season-due").Pause(tx, "口径调整") }))
		}, "weichanggeng", "qishaochuan", []string{"committee-month-end next on 2022-06-23 told true muted false", "season-due silent: rule_paused"}, nil, committeeOwed},
		{"a problem of the branch, which the level above asks about", nil, nil, "weichanggeng", "qishaochuan",
			[]string{"finding-due told", "finding-due next on 2022-06-14 told true muted false", "milestone-due silent: other_kind", "lookback-waiting silent: not_due"},
			[]string{"milestone-due told", "finding-due silent: not_due"}, func(c *testkit.City) string {
				return fmt.Sprintf("findings/%d", found(c, "B0203", c.Post("B0203", "书记"), "2022-06-14"))
			}},
		{"a duty of the branch, which the level above asks about", nil, nil, "weichanggeng", "qishaochuan",
			[]string{"committee-month-end next on 2022-06-23 told true muted false", "season-due silent: not_due", "finding-due silent: other_kind"},
			[]string{"committee-month-end told", "stopped by resting"}, committeeOwed},
		{"a duty of another tree", nil, nil, "mengshuqin", "zhuangzijin", []string{"stopped by unseen", "committee-month-end silent: unseen"}, nil, committeeOwed},
	} {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			rules := c.Scheduler.Rules
			c.Scheduler.Rules = nil
			for _, name := range []string{"milestone-due", "milestone-overdue", "finding-due", "lookback-waiting", "committee-month-end", "season-due"} {
				c.Scheduler.Rules = append(c.Scheduler.Rules, rules[slices.IndexFunc(rules, func(r notice.Rule) bool { return r.Name == name })])
			}
			underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
			c.At("2022-06-12 09:00")
			if a.before != nil {
				a.before(c)
			}
			subject := fmt.Sprintf("milestones/%d", stage(c))
			if a.of != nil {
				subject = a.of(c)
			}
			c.At("2022-06-13 08:30")
			c.At("2022-06-13 09:00")
			if a.after != nil {
				a.after(c)
			}
			address := "/reminders/why?subject=" + subject
			if a.about != "" {
				address += fmt.Sprintf("&user=%d", user(c, a.about))
			}
			var w why
			c.Program(a.asks).Get(address).Want(200).Into(&w)
			c.Browser(a.asks).Get(address).Want(200).Says("为什么提醒", "没有就此提醒的规则")
			has := w.lines()
			for _, line := range a.want {
				if !has[line] {
					t.Errorf("no %q in %v", line, has)
				}
			}
			for _, line := range a.not {
				if has[line] {
					t.Errorf("%q in %v", line, has)
				}
			}
		})
	}
}

func TestWhyIsForThoseWhoMaySee(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
	c.At("2022-06-13 09:00")
	about := fmt.Sprintf("/reminders/why?subject=milestones/%d", stage(c))
	for _, a := range []struct {
		who, query string
		status     int
	}{
		{"qishaochuan", "", 200},
		{"weichanggeng", fmt.Sprintf("&user=%d", user(c, "qishaochuan")), 200},
		{"qishaochuan", fmt.Sprintf("&user=%d", user(c, "weichanggeng")), 404},
		{"tongjianing", "", 404},
		{"tongjianing", fmt.Sprintf("&user=%d", user(c, "qishaochuan")), 404},
		{"weichanggeng", fmt.Sprintf("&user=%d", user(c, "tongjianing")), 404},
		{"admin", fmt.Sprintf("&user=%d", user(c, "qishaochuan")), 404},
		{"qishaochuan", "&user=x", 422},
	} {
		c.Program(a.who).Get(about + a.query).Want(a.status)
	}
	c.Program("qishaochuan").Get("/reminders/why").Want(422)
	c.Program("qishaochuan").Get("/reminders/why?subject=plans/77").Want(404)
}

// The page offers the people whose accounts are in reach, and finds them by name.
func TestWhyOffersThoseInReach(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
	c.At("2022-06-13 09:00")
	about := fmt.Sprintf("/reminders/why?subject=milestones/%d", stage(c))
	option := func(login string) string { return fmt.Sprintf(`<option value="%d"`, user(c, login)) }
	c.Browser("weichanggeng").Get(about).Want(200).Says("对谁", option("weichanggeng"), option("qishaochuan")).Lacks(option("tongjianing"))
	c.Browser("weichanggeng").Get(about+"&q=qishao").Want(200).Says(option("weichanggeng"), option("qishaochuan"), `value="qishao"`).Lacks(option("jixiaoman"))
	c.Browser("weichanggeng").Get(fmt.Sprintf("%s&user=%d", about, user(c, "qishaochuan"))).Want(200).Says(option("qishaochuan")+" selected", "没有就此提醒的规则")
}

// committeeOwed is the duty of the branch to hold a meeting of its committee this month.
func committeeOwed(c *testkit.City) (subject string) {
	c.Seed(func(tx *models.Tx) error {
		if _, err := orglife.OpenMonth(tx, "2022-06"); err != nil {
			return err
		}
		duties, err := orglife.DutiesOf(tx, orglife.CommitteeMeeting, "2022-06")
		for _, d := range duties {
			if d.OrgID == c.Org("B0203") {
				subject = fmt.Sprintf("duties/%d", d.ID)
			}
		}
		return err
	})
	return subject
}

// ruleNamed is one of the rules a city is reminded by.
func ruleNamed(c *testkit.City, name string) notice.Rule {
	for _, r := range c.Scheduler.Rules {
		if r.Name == name {
			return r
		}
	}
	c.T.Fatalf("no rule %s", name)
	return notice.Rule{}
}

// stage is the first stage of the only project.
func stage(c *testkit.City) (id int64) {
	c.Seed(func(tx *models.Tx) error { return tx.Raw(&id, "SELECT MIN(id) FROM milestones") })
	return id
}

// held is the tenure of the branch's secretary.
func held(c *testkit.City) (id int64) {
	c.Seed(func(tx *models.Tx) error {
		return tx.Raw(&id, "SELECT id FROM tenures WHERE post_id = ?", c.Post("B0203", "书记"))
	})
	return id
}

// put changes a column of a row.
func put[T any](c *testkit.City, id int64, column string, value any) {
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[T](tx).Where("id = ?", id).Update(tx.Ctx, column, value)
		return err
	})
}
