package scheduler_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/testkit"
)

// found is a problem of an organisation that the work committee's inspector found, due on a day.
func found(c *testkit.City, org string, ownerPost int64, due calendar.Date) int64 {
	c.T.Helper()
	f := &supervision.Finding{OrgID: c.Org(org), Text: "未召开支委会", Basis: "支部工作条例第十二条", Requirement: "补开支委会", Source: project.FromCheck, FoundOn: "2022-05-24",
		DueOn: due, OwnerPostID: ownerPost}
	testkit.Must(c.T, c.As("hanzhiyuan", func(tx *models.Tx) error { return supervision.Create(tx, f) }))
	return f.ID
}

// onFinding does something to a problem as somebody.
func onFinding(c *testkit.City, login string, id int64, act func(*models.Tx, *supervision.Finding) error) {
	c.T.Helper()
	testkit.Must(c.T, c.As(login, func(tx *models.Tx) error {
		f, err := supervision.Find(tx, id)
		if err != nil {
			return err
		}
		return act(tx, f)
	}))
}

func handIn(tx *models.Tx, f *supervision.Finding) error {
	if err := f.Undertake(tx, []supervision.Measure{{Text: "补开"}}, f.Revision); err != nil {
		return err
	}
	return f.Submit(tx, "已补开", f.Revision)
}

// D.4 and A77: each step reaches its person once, and none after it was handed in.
func TestTheLadderOfAProblem(t *testing.T) {
	t.Parallel()
	whole := []string{
		"06-13 08:30 finding-due: qishaochuan",
		"06-14 08:30 finding-due: qishaochuan jixiaoman*",
		"06-15 00:10 finding-overdue: qishaochuan weichanggeng*",
		"06-21 00:10 finding-overdue: weichanggeng*",
		"06-28 00:10 finding-overdue: youlingxiao+",
		"07-05 00:10 finding-overdue: leizhenchuan+ xumuye*",
	}
	for _, l := range []struct {
		name string
		act  map[calendar.Date]func(c *testkit.City, id int64)
		want []string
	}{
		{"up to the first responsible person", nil, whole},
		{"until it is handed in", map[calendar.Date]func(*testkit.City, int64){"2022-06-20": func(c *testkit.City, id int64) { onFinding(c, "qishaochuan", id, handIn) }}, whole[:3]},
		{"on from where it was, once it is returned", map[calendar.Date]func(*testkit.City, int64){
			"2022-06-20": func(c *testkit.City, id int64) { onFinding(c, "qishaochuan", id, handIn) },
			"2022-06-24": func(c *testkit.City, id int64) {
				onFinding(c, "hanzhiyuan", id, func(tx *models.Tx, f *supervision.Finding) error { return f.Return(tx, "不全", f.Revision) })
			},
		}, slices.Concat(whole[:3], whole[4:])},
		{"until it is closed", map[calendar.Date]func(*testkit.City, int64){"2022-06-22": func(c *testkit.City, id int64) {
			onFinding(c, "hanzhiyuan", id, func(tx *models.Tx, f *supervision.Finding) error { return f.Close(tx, "当场改正", "", f.Revision) })
		}}, whole[:4]},
		{"later, when somebody has it in hand", map[calendar.Date]func(*testkit.City, int64){"2022-06-22": func(c *testkit.City, _ int64) {
			testkit.Must(c.T, c.As("weichanggeng", takeInHand))
		}}, append(whole[:4:4], "07-05 00:10 finding-overdue: youlingxiao+")},
		{"not at all, once a project mends it", map[calendar.Date]func(*testkit.City, int64){"2022-06-13": func(c *testkit.City, id int64) {
			onFinding(c, "weichanggeng", id, func(tx *models.Tx, f *supervision.Finding) error { _, err := f.Task(tx); return err })
		}}, whole[:1]},
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			only(c, "finding-due", "finding-overdue")
			id := found(c, "B0203", c.Post("B0203", "书记"), "2022-06-14")
			for day := calendar.Date("2022-06-10"); day <= "2022-07-08"; day = day.Add(1) {
				for _, at := range []string{" 00:10", " 00:10", " 08:30", " 08:31"} {
					c.At(string(day) + at)
				}
				if act := l.act[day]; act != nil {
					act(c, id)
				}
			}
			if got := rulesOnly(story(c, "B0203"), "finding-due", "finding-overdue"); !slices.Equal(got, l.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(l.want, "\n"))
			}
		})
	}
}

func TestAProblemOfNobodyIsTheSecretarys(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	only(c, "finding-due", "finding-overdue")
	found(c, "B1001", 0, "2022-06-14")
	live(c, "2022-06-10", "2022-06-24", nil)
	want := []string{
		"06-13 08:30 finding-due: tongjianing",
		"06-14 08:30 finding-due: tongjianing",
		"06-15 00:10 finding-overdue: tongjianing",
		"06-21 00:10 finding-overdue: xumuye*",
	}
	if got := rulesOnly(story(c, "B1001"), "finding-due", "finding-overdue"); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	c.Browser("tongjianing").Get("/notices").Says("应于6月14日整改到位，尚未提交")
}

func TestTheInspectorIsAskedToLookAgain(t *testing.T) {
	t.Parallel()
	for _, l := range []struct {
		name, vacate string
		looks        calendar.Date
		want         []string
	}{
		{"on the day, and again while nobody does", "", "", []string{"09-15 08:30 lookback-waiting: hanzhiyuan", "09-16 08:30 lookback-waiting: hanzhiyuan", "09-22 08:30 lookback-waiting: hanzhiyuan"}},
		{"not any more, once it was done", "", "2022-09-15", []string{"09-15 08:30 lookback-waiting: hanzhiyuan"}},
		{"all who inspect, when the finder has left", "GW/督导员", "", []string{
			"09-15 08:30 lookback-waiting: mengshuqin xumuye zhouyanqing", "09-16 08:30 lookback-waiting: mengshuqin xumuye zhouyanqing", "09-22 08:30 lookback-waiting: mengshuqin xumuye zhouyanqing"}},
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			only(c, "lookback-waiting")
			id := found(c, "B0203", 0, "2022-06-30")
			c.At("2022-06-15 09:00")
			onFinding(c, "hanzhiyuan", id, func(tx *models.Tx, f *supervision.Finding) error { return f.Close(tx, "到位", "", f.Revision) })
			if org, post, ok := strings.Cut(l.vacate, "/"); ok {
				c.Seed(func(tx *models.Tx) error {
					p, err := tx.Post(c.Post(org, post))
					if err != nil {
						return err
					}
					return p.Vacate(tx, "2022-08-31")
				})
			}
			for day := calendar.Date("2022-09-13"); day <= "2022-09-23"; day = day.Add(1) {
				c.At(string(day) + " 08:30")
				c.At(string(day) + " 08:31")
				if day == l.looks {
					onFinding(c, "hanzhiyuan", id, func(tx *models.Tx, f *supervision.Finding) error {
						return f.LookBack(tx, supervision.Held, "巩固", "", f.Revision)
					})
				}
			}
			if got := rulesOnly(story(c, "B0203"), "lookback-waiting"); !slices.Equal(got, l.want) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
		})
	}
}
