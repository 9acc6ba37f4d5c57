package scheduler_test

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
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
	Told []struct {
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
	}{
		{"the owner was told by mail, and will be on the day and after it", nil, nil, "qishaochuan", "",
			[]string{"milestone-due told", "milestone-due sent", "milestone-due read false", "milestone-due next on 2022-06-14 told true muted false", "milestone-overdue next on 2022-06-15 told true muted false",
				"milestone-overdue next on 2022-06-21 told false muted false"}, []string{"stopped by resting", "stopped by vacant"}},
		{"the owner has read it", nil, func(c *testkit.City) { testkit.Must(c.T, c.As("qishaochuan", notice.ReadAll)) }, "qishaochuan", "", []string{"milestone-due read true", "milestone-due sent"}, nil},
		{"the level above asks about the owner", nil, nil, "weichanggeng", "qishaochuan", []string{"milestone-due sent"}, nil},
		{"not sent: the owner keeps it inside", func(c *testkit.City) {
			wishes(c, "qishaochuan", notice.Wishes{Channels: map[notice.Kind]int64{notice.Due: notice.InboxOnly}})
		}, nil, "qishaochuan", "", []string{"milestone-due told", "milestone-due stopped by inbox_only", "milestone-due outside: 本人设置只留在站内"}, []string{"milestone-due sent"}},
		{"not sent: the rule is paused", pause, nil, "weichanggeng", "qishaochuan", []string{"milestone-due stopped by rule_paused"}, []string{"milestone-due told"}},
		{"not sent: muted by the level above, but for the day itself", func(c *testkit.City) {
			testkit.Must(c.T, c.As("weichanggeng", func(tx *models.Tx) error {
				_, err := notice.MuteRule(tx, ruleNamed(c, "milestone-due"), c.Org("B0203"), "防汛")
				return err
			}))
		}, func(c *testkit.City) { put[project.Milestone](c, stage(c), "owed_on", "2022-06-16") }, "qishaochuan", "", []string{"milestone-due stopped by muted", "milestone-due next on 2022-06-15 told true muted true",
			"milestone-due next on 2022-06-16 told true muted false"}, []string{"milestone-due told"}},
		{"not sent: the channel is paused", func(c *testkit.City) {
			testkit.Must(c.T, c.As("xumuye", func(tx *models.Tx) error {
				ch, err := notice.FindChannel(tx, notice.EmailChannel)
				if err != nil {
					return err
				}
				return ch.Pause(tx, "平台维护")
			}))
		}, nil, "qishaochuan", "", []string{"milestone-due waiting", "milestone-due held: 渠道已暂停，恢复后发出", "milestone-due stopped by channel_paused"}, []string{"milestone-due sent"}},
		{"waits for the end of the quiet hours", quiet, nil, "qishaochuan", "", []string{"milestone-due waiting", "milestone-due held: 本人的免打扰时段，10:00后发出"}, []string{"milestone-due sent"}},
		{"done", nil, func(c *testkit.City) {
			put[project.Milestone](c, stage(c), "state", project.Done)
			put[project.Milestone](c, stage(c), "running", false)
		}, "qishaochuan", "", []string{"milestone-due told", "stopped by resting"},
			[]string{"milestone-due next on 2022-06-14 told true muted false"}},
		{"the post has become vacant", nil, func(c *testkit.City) { put[models.Tenure](c, held(c), "end_on", "2022-06-12") }, "weichanggeng", "qishaochuan", []string{"stopped by vacant"},
			[]string{"milestone-due next on 2022-06-14 told true muted false"}},
		{"the account is disabled", nil, func(c *testkit.City) { put[models.User](c, user(c, "qishaochuan"), "disabled", true) }, "weichanggeng", "qishaochuan", []string{"stopped by account"},
			[]string{"milestone-due next on 2022-06-14 told true muted false"}},
		{"the person has left", nil, func(c *testkit.City) { put[models.Member](c, c.Member("祁少川"), "left_on", "2022-06-12") }, "weichanggeng", "qishaochuan", []string{"stopped by departed"}, nil},
		{"the level above has taken it in hand, and those further up wait", nil, func(c *testkit.City) {
			c.At("2022-06-15 00:10")
			testkit.Must(c.T, c.As("weichanggeng", takeInHand))
		}, "weichanggeng", "qishaochuan", []string{"stopped by acknowledged", "milestone-overdue told", "milestone-overdue next on 2022-06-28 told false muted false"},
			[]string{"milestone-overdue next on 2022-06-21 told false muted false"}},
		{"nothing leads to the owner", func(c *testkit.City) { put[models.User](c, user(c, "qishaochuan"), "email", "") }, nil, "qishaochuan", "",
			[]string{"milestone-due told", "milestone-due stopped by unreachable"}, []string{"milestone-due sent"}},
		{"of another tree", nil, nil, "mengshuqin", "zhuangzijin", []string{"stopped by unseen"}, []string{"milestone-due told"}},
	} {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			c.Scheduler.Rules = []notice.Rule{ruleNamed(c, "milestone-due"), ruleNamed(c, "milestone-overdue")}
			underWay(c, "B0203", "B0203", "书记", "2022-05-20", "2022-06-14")
			c.At("2022-06-12 09:00")
			if a.before != nil {
				a.before(c)
			}
			c.At("2022-06-13 08:30")
			c.At("2022-06-13 09:00")
			if a.after != nil {
				a.after(c)
			}
			address := fmt.Sprintf("/reminders/why?subject=milestones/%d", stage(c))
			if a.about != "" {
				address += fmt.Sprintf("&user=%d", user(c, a.about))
			}
			var w why
			c.Program(a.asks).Get(address).Want(200).Into(&w)
			c.Browser(a.asks).Get(address).Want(200).Says("为什么提醒", "红色护航")
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
