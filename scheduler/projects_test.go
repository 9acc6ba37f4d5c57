package scheduler_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/testkit"
)

// underWay is a project of two stages, approved on a day; the first is due on another.
func underWay(c *testkit.City, org, ownerOrg, owner string, approved, due calendar.Date) *project.Project {
	c.T.Helper()
	c.Clock.Set(string(approved) + " 09:00")
	p := &project.Project{Year: 2022, Code: "P" + org, Name: "红色护航", Type: project.Key, Objective: "推进", Measures: "调度", Target: "完成", OrgID: c.Org(org),
		OwnerPostID: c.Post(ownerOrg, owner), StartOn: "2022-03-01", DueOn: "2022-12-20"}
	stages := []project.Milestone{
		{Name: "攻坚", Goal: "目标", Measures: "措施", StartOn: "2022-03-01", DueOn: due, Weight: 50},
		{Name: "验收总结", Goal: "目标", Measures: "措施", StartOn: due.Add(1), DueOn: "2022-12-20", Weight: 50},
	}
	c.Seed(func(tx *models.Tx) error { return project.Create(tx, p, stages, nil) })
	c.Seed(func(tx *models.Tx) error { return p.Submit(tx) })
	c.Seed(func(tx *models.Tx) error { return p.Approve(tx, "") })
	return p
}

// only lets a city be reminded by some rules alone: fifty days pass faster.
func only(c *testkit.City, rules ...string) {
	c.Scheduler.Rules = slices.DeleteFunc(slices.Clone(c.Scheduler.Rules), func(r notice.Rule) bool { return !slices.Contains(rules, r.Name) })
	c.Scheduler.Mail = nil
}

// rulesOnly keeps the lines of a story about some rules.
func rulesOnly(list []string, rules ...string) []string {
	return slices.DeleteFunc(list, func(line string) bool {
		return !slices.ContainsFunc(rules, func(r string) bool { return strings.Contains(line, " "+r+":") })
	})
}

func TestA06OverdueJustAfterMidnight(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	underWay(c, "D02", "D02", "党务干部", "2022-05-01", "2022-06-14")
	for _, at := range []string{"2022-06-14 08:30", "2022-06-15 00:09", "2022-06-15 00:10", "2022-06-15 00:10", "2022-06-15 00:11"} {
		c.At(at)
	}
	want := []string{
		"06-14 08:30 milestone-due: jixiaoman",
		"06-15 00:10 milestone-overdue: jixiaoman weichanggeng*",
	}
	if got := rulesOnly(story(c, "D02"), "milestone-due", "milestone-overdue"); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	c.Browser("jixiaoman").Get("/notices").Says("应于6月14日完成，尚未提交", "责任人纪小满")
}

func TestLeadsAndLadder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, org, ownerOrg, owner string
		vacate                     []string // "org/post"
		want                       []string
	}{
		{"a branch with all above it", "B0203", "B0203", "书记", nil, []string{
			"05-23 08:30 milestone-due: qishaochuan",
			"06-02 08:30 milestone-due: qishaochuan",
			"06-09 08:30 milestone-due: qishaochuan",
			"06-13 08:30 milestone-due: qishaochuan",
			"06-14 08:30 milestone-due: qishaochuan jixiaoman*",
			"06-15 00:10 milestone-overdue: qishaochuan weichanggeng*",
			"06-21 00:10 milestone-overdue: weichanggeng*",
			"06-28 00:10 milestone-overdue: youlingxiao+",
			"07-05 00:10 milestone-overdue: leizhenchuan+ xumuye*",
		}},
		{"a branch directly below the work committee", "B1001", "B1001", "组织委员", nil, []string{
			"05-23 08:30 milestone-due: yanchuxia",
			"06-02 08:30 milestone-due: yanchuxia",
			"06-09 08:30 milestone-due: yanchuxia",
			"06-13 08:30 milestone-due: yanchuxia",
			"06-14 08:30 milestone-due: yanchuxia",
			"06-15 00:10 milestone-overdue: yanchuxia tongjianing*",
			"06-21 00:10 milestone-overdue: xumuye*",
			"07-05 00:10 milestone-overdue: tongjianing+ xumuye*", // its group has no deputy
		}},
		{"vacant posts are passed over", "B0203", "B0203", "书记", []string{"B0203/书记", "D02/专职副书记", "DZ02/党委书记"}, []string{
			"06-14 08:30 milestone-due: jixiaoman*",
			"06-28 00:10 milestone-overdue: youlingxiao+",
			"07-05 00:10 milestone-overdue: xumuye*",
		}},
		{"the work committee's own project", "GW", "GW", "组织科科长", nil, []string{
			"05-23 08:30 milestone-due: xumuye",
			"06-02 08:30 milestone-due: xumuye",
			"06-09 08:30 milestone-due: xumuye",
			"06-13 08:30 milestone-due: xumuye",
			"06-14 08:30 milestone-due: xumuye",
			"06-15 00:10 milestone-overdue: xumuye zhouyanqing*",
			"06-21 00:10 milestone-overdue: mengshuqin*", // the last step would name the owner himself
		}},
		{"the city's project, owned in a department", "GW", "D07", "专职副书记", nil, []string{
			"05-23 08:30 milestone-due: shimuyun",
			"06-02 08:30 milestone-due: shimuyun",
			"06-09 08:30 milestone-due: shimuyun",
			"06-13 08:30 milestone-due: shimuyun",
			"06-14 08:30 milestone-due: shimuyun",
			"06-15 00:10 milestone-overdue: shimuyun",
			"07-05 00:10 milestone-overdue: wenlixin+ xumuye*",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			city := testkit.NewCity(t)
			underWay(city, c.org, c.ownerOrg, c.owner, "2022-05-01", "2022-06-14")
			for _, post := range c.vacate {
				org, name, _ := strings.Cut(post, "/")
				city.Seed(func(tx *models.Tx) error {
					p, err := tx.Post(city.Post(org, name))
					if err != nil {
						return err
					}
					return p.Vacate(tx, "2022-04-30")
				})
			}
			only(city, "milestone-due", "milestone-overdue")
			live(city, "2022-05-16", "2022-07-08", nil)
			if got := rulesOnly(story(city, c.org), "milestone-due", "milestone-overdue"); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func TestEnteredAfterItWasDue(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	underWay(c, "D02", "D02", "党务干部", "2022-06-13", "2022-05-20")
	only(c, "milestone-overdue")
	live(c, "2022-06-14", "2022-06-21", nil)
	want := []string{"06-14 00:10 milestone-overdue: jixiaoman weichanggeng*", "06-20 00:10 milestone-overdue: weichanggeng*"}
	if got := rulesOnly(story(c, "D02"), "milestone-overdue"); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestTheReviewersClock(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	p := underWay(c, "B1001", "B1001", "组织委员", "2022-05-01", "2022-06-14")
	c.Clock.Set("2022-06-13 16:20")
	testkit.Must(t, c.As("yanchuxia", func(tx *models.Tx) error {
		stages, err := p.Stages(tx)
		if err != nil {
			return err
		}
		m, err := project.FindMilestone(tx, stages[0].ID)
		if err == nil {
			_, err = m.Submit(tx, "", nil)
		}
		return err
	}))
	only(c, "review-waiting", "milestone-due", "milestone-overdue")
	live(c, "2022-06-14", "2022-06-25", nil)
	want := []string{
		"06-16 08:30 review-waiting: mengshuqin xumuye zhouyanqing",
		"06-17 08:30 review-waiting: mengshuqin xumuye zhouyanqing",
		"06-23 08:30 review-waiting: mengshuqin xumuye zhouyanqing",
	}
	if got := rulesOnly(story(c, "B1001"), "review-waiting", "milestone-due", "milestone-overdue"); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestUpcoming(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	underWay(c, "B0702", "B0702", "书记", "2022-05-01", "2022-06-17")
	c.Clock.Set("2022-06-15 09:00")
	var list []string
	testkit.Must(t, c.As("shanzian", func(tx *models.Tx) error {
		coming, err := notice.Upcoming(tx, c.Scheduler.Rules, "2022-06-15", "2022-06-29")
		for _, n := range coming {
			list = append(list, string(n.Day[5:])+" "+n.By.Name)
		}
		return err
	}))
	want := []string{"06-16 milestone-due", "06-17 milestone-due", "06-20 milestone-overdue", "06-28 theme-plan", "06-28 theme-study"}
	if !slices.Equal(list, want) { // duties of the month are not open yet: nothing has ticked
		t.Errorf("got %v", list)
	}
	b := c.Browser("shanzian")
	if q := c.Queries(func() { b.Get("/reminders/upcoming").Want(200).Says("红色护航", "6月17日") }); len(q) > 30 {
		t.Errorf("%d queries:\n%s", len(q), strings.Join(q, "\n"))
	}
	c.Program("shanzian").Get("/reminders/upcoming").Want(200).Says(`"rule":"milestone-overdue"`)
}
