package orglife_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// planCity is the small city on a day, asked for duties from long ago.
func planCity(t *testing.T, clock string) *testkit.City {
	t.Helper()
	c := testkit.NewCity(t)
	c.Clock.Set(clock)
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2000-01-01")
		return err
	})
	return c
}

// planned begins a plan as somebody of the branch.
func planned(t *testing.T, c *testkit.City, login, org string, year int) (p *orglife.Plan) {
	t.Helper()
	testkit.Must(t, c.As(login, func(tx *models.Tx) (err error) {
		p, err = orglife.CreatePlan(tx, c.Org(org), year, false)
		return err
	}))
	return p
}

// onPlan runs a verb on a plan as somebody.
func onPlan(c *testkit.City, login string, id int64, verb func(*models.Tx, *orglife.Plan) error) error {
	return c.As(login, func(tx *models.Tx) error {
		p, err := orglife.FindPlan(tx, id)
		if err != nil {
			return err
		}
		return verb(tx, p)
	})
}

var (
	submit   = func(tx *models.Tx, p *orglife.Plan) error { return p.Submit(tx) }
	withdraw = func(tx *models.Tx, p *orglife.Plan) error { return p.Withdraw(tx) }
	approve  = func(tx *models.Tx, p *orglife.Plan) error { return p.Approve(tx, "") }
	giveBack = func(tx *models.Tx, p *orglife.Plan) error {
		return p.Return(tx, "请调整", map[int]string{3: "与学雷锋日结合"})
	}
)

func TestA40A41PlansFollowTheFixedDay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, fixed string
		year        int
		days        string // of each month
	}{
		{"F.3: the 5th in 2022", "每月5日", 2022, "05 07 07 06 05 06 05 05 05 08 07 05"},
		{"F.3 and A41: the first Friday of 2022", "每月第一个星期五", 2022, "07 07 04 01 06 06 01 05 02 08 04 02"},
		{"F.3: the 5th in 2026", "每月5日", 2026, "05 05 05 07 06 05 06 05 07 08 05 07"},
		{"F.3 and G21: the first Friday of 2026", "每月第一个星期五", 2026, "04 06 06 03 06 05 03 07 04 08 06 04"},
		{"G19 and F.3: the 30th goes back where the month ends", "每月30日", 2022, "30 28 30 29 30 30 29 30 30 31 30 30"},
		{"G20: there is no 31 February", "每月31日", 2022, "30 28 31 29 31 30 29 31 30 31 30 30"},
		{"F.3: the 10th of September 2022 is Mid-Autumn", "每月10日", 2022, "10 10 10 11 10 10 11 10 13 10 10 12"},
		{"F.3: 20 February 2026 is within the Spring Festival", "每月20日", 2026, "20 24 20 20 20 22 20 20 20 20 20 21"},
		{"F.3: 28 February 2026 is a Saturday that is worked", "每月28日", 2026, "28 28 30 28 28 29 28 28 28 28 30 28"},
		{"the last Friday", "每月最后一个星期五", 2022, "28 25 25 29 27 24 29 26 30 28 25 30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := planCity(t, fmt.Sprintf("%d-01-01 09:00", tt.year))
			c.Seed(func(tx *models.Tx) error {
				_, err := models.In[models.Org](tx).Where("code = ?", "B1001").Set(models.Assign("fixed_day", tt.fixed)).Update(tx.Ctx)
				return err
			})
			p := planned(t, c, "tongjianing", "B1001", tt.year)
			var got []string
			for _, r := range p.Rows {
				got = append(got, string(r.HeldOn[8:]))
				if r.HeldOn.Month().Number() != r.Month || r.SecondOn.Month() != r.HeldOn.Month() || r.SecondOn == r.HeldOn || r.CommitteeOn > r.HeldOn || r.CommitteeOn.Month() != r.HeldOn.Month() {
					t.Errorf("month %d: %+v", r.Month, r)
				}
				if r.Topic == "" || r.SecondTopic == "" {
					t.Errorf("month %d has no theme", r.Month)
				}
			}
			if strings.Join(got, " ") != tt.days {
				t.Errorf("got %s, want %s", strings.Join(got, " "), tt.days)
			}
			hints := 0
			testkit.Must(t, onPlan(c, "tongjianing", p.ID, func(tx *models.Tx, p *orglife.Plan) error {
				list, err := p.Hints(tx)
				hints = len(list)
				return err
			}))
			if hints != 0 {
				t.Errorf("a plan of the program's own has %d hints", hints)
			}
		})
	}
}

// TestPlanOfB1001 is E.5 of the demo data: the days its office worked out by hand.
func TestPlanOfB1001(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	p := planned(t, c, "tongjianing", "B1001", 2022)
	column := func(key string) (cells []string) {
		at := slices.IndexFunc(orglife.PlanColumns, func(c orglife.PlanColumn) bool { return c.Key == key })
		for _, r := range p.Rows {
			cells = append(cells, orglife.PlanColumns[at].Cell(&r))
		}
		return cells
	}
	if got, want := column("committee"), strings.Split("01-04|02-07 上午|03-02|04-01|05-05 上午|06-01|07-01|08-02|09-01|10-08 上午|11-02|12-01", "|"); !slices.Equal(got, want) {
		t.Errorf("committee: got %q, want %q", got, want)
	}
	if got, want := column("held"), strings.Split("01-05|02-07 下午 (02-05春节顺延)|03-07 (03-05周六顺延)|04-06 (04-05清明节顺延)|05-05 下午|06-06 (06-05端午节顺延)|07-05|08-05|09-05|10-08 下午 (10-05国庆节顺延)|11-07 (11-05周六顺延)|12-05", "|"); !slices.Equal(got, want) {
		t.Errorf("theme day: got %q, want %q", got, want)
	}
	if b1101 := planned(t, c, "zhuangzijin", "B1101", 2022); b1101.Rows[0].CommitteeOn != "" {
		t.Error("a branch without a committee plans no meetings of it")
	}
}

func TestWhoPlansAndWhoApproves(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	for _, tt := range []struct {
		login string
		kind  models.Kind
	}{
		{"linyuan", models.Forbidden}, {"mengshuqin", models.Forbidden}, {"hanzhiyuan", models.Forbidden}, {"shanzian", models.NotFound}, {"admin", models.NotFound},
	} {
		err := c.As(tt.login, func(tx *models.Tx) error {
			_, err := orglife.CreatePlan(tx, c.Org("B1001"), 2022, false)
			return err
		})
		if models.KindOf(err) != tt.kind {
			t.Errorf("%s begins a plan: %v", tt.login, err)
		}
	}
	direct := planned(t, c, "yanchuxia", "B1001", 2022) // D.3: committee members plan too
	below := planned(t, c, "shanzian", "B0702", 2022)
	own := planned(t, c, "wenlixin", "B0701", 2022)
	for _, p := range []struct {
		plan *orglife.Plan
		by   string
	}{{direct, "yanchuxia"}, {below, "shanzian"}, {own, "wenlixin"}} {
		testkit.Must(t, onPlan(c, p.by, p.plan.ID, submit))
	}
	for _, tt := range []struct {
		name, login string
		plan        *orglife.Plan
		kind        models.Kind
	}{
		{"who handed it in", "yanchuxia", direct, models.Forbidden},
		{"the branch's own secretary", "tongjianing", direct, models.Forbidden},
		{"an inspector", "hanzhiyuan", direct, models.Forbidden},
		{"the organisation department", "luchengyue", direct, models.Forbidden},
		{"another branch", "shanzian", direct, models.NotFound},
		{"a member", "linyuan", direct, models.Forbidden},
		{"the leading group's secretary, who runs the branch", "wenlixin", own, models.Forbidden},
	} {
		if err := onPlan(c, tt.login, tt.plan.ID, approve); models.KindOf(err) != tt.kind {
			t.Errorf("%s approves: %v", tt.name, err)
		}
	}
	testkit.Must(t, onPlan(c, "xumuye", direct.ID, approve))
	testkit.Must(t, onPlan(c, "shimuyun", below.ID, giveBack))
	testkit.Must(t, onPlan(c, "shimuyun", own.ID, approve))
}

func TestWhoIsAsked(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	c.Seed(func(tx *models.Tx) error { // the deputy of D02 runs one of its branches too
		post := models.Post{OrgID: c.Org("B0203"), Office: models.BranchSecretary, Name: "书记（兼）", Seq: 2}
		if err := tx.CreatePost(&post); err != nil {
			return err
		}
		return post.Appoint(tx, &models.Tenure{MemberID: c.Member("卫长庚"), StartOn: "2021-01-01"})
	})
	for login, org := range map[string]string{"tongjianing": "B1001", "shanzian": "B0702", "qishaochuan": "B0203"} {
		testkit.Must(t, onPlan(c, login, planned(t, c, login, org, 2022).ID, submit))
	}
	for login, want := range map[string][]string{"xumuye": {"B0203", "B1001"}, "shimuyun": {"B0702"}, "weichanggeng": nil, "tongjianing": nil, "hanzhiyuan": nil} {
		var got []string
		testkit.Must(t, c.As(login, func(tx *models.Tx) error {
			list, err := orglife.WaitingPlans(tx)
			for _, p := range list {
				org, err := models.In[models.Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
				if err != nil {
					return err
				}
				got = append(got, org.Code)
			}
			return err
		}))
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s is asked about %q, want %q", login, got, want)
		}
	}
}

func TestPlanFlow(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-18 09:00")
	p := planned(t, c, "tongjianing", "B1001", 2022)
	rows := func(tx *models.Tx, p *orglife.Plan) error { return p.SetRows(tx, p.Revision, slices.Clone(p.Rows)) }
	topic := func(tx *models.Tx, p *orglife.Plan, of string) error {
		next := slices.Clone(p.Rows)
		next[2].Topic = of
		return p.SetRows(tx, p.Revision, next)
	}
	wants(t, onPlan(c, "xumuye", p.ID, approve), models.Conflict, "") // nothing was handed in
	wants(t, onPlan(c, "tongjianing", p.ID, withdraw), models.Conflict, "")
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, submit))
	wants(t, onPlan(c, "tongjianing", p.ID, rows), models.Conflict, "")
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, withdraw))
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, submit))
	wants(t, onPlan(c, "xumuye", p.ID, func(tx *models.Tx, p *orglife.Plan) error { return p.Return(tx, " ", nil) }), models.Invalid, "reason")
	testkit.Must(t, onPlan(c, "xumuye", p.ID, giveBack))
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, func(tx *models.Tx, p *orglife.Plan) error {
		if p.State != orglife.PlanReturned || p.Rows[2].Comment != "与学雷锋日结合" {
			t.Errorf("A49: the branch does not see the comment: %+v", p.Rows[2])
		}
		return topic(tx, p, "")
	}))
	wants(t, onPlan(c, "tongjianing", p.ID, submit), models.Invalid, "topic-3")
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, func(tx *models.Tx, p *orglife.Plan) error {
		return topic(tx, p, "学雷锋")
	}))
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, submit))
	testkit.Must(t, onPlan(c, "xumuye", p.ID, approve))
	wants(t, onPlan(c, "xumuye", p.ID, giveBack), models.Conflict, "")
	wants(t, onPlan(c, "tongjianing", p.ID, rows), models.Conflict, "")

	var there []orglife.Activity
	c.Seed(func(tx *models.Tx) (err error) {
		there, err = models.In[orglife.Activity](tx).Where("org_id = ?", c.Org("B1001")).Order("held_on, starts_at").Find(tx.Ctx)
		return err
	})
	if len(there) != 11*3+1 { // of January only the second theme day is still to come
		t.Fatalf("the calendar has %d activities", len(there))
	}
	for _, a := range there {
		if a.State != orglife.Planned || a.PlannedOn != a.HeldOn || a.PlanRowID == 0 || a.HeldOn < "2022-01-18" {
			t.Errorf("%+v", a)
		}
	}
	if a := there[2]; a.Topic != p.Rows[1].Topic || a.StartsAt != "15:00" || a.HeldOn != "2022-02-07" {
		t.Errorf("February's theme day is %+v", a)
	}
	held := there[2]
	wants(t, c.As("tongjianing", func(tx *models.Tx) error {
		next := held
		next.HeldOn, next.Place = "2022-02-08", "三楼"
		return held.Change(tx, next, nil)
	}), models.Invalid, "held_on") // A44: not without leave
	wants(t, c.As("tongjianing", func(tx *models.Tx) error { return held.Delete(tx, held.Revision) }), models.Conflict, "")

	c.Clock.Set("2022-12-20 09:00")
	var next *orglife.Plan
	testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) (err error) {
		next, err = orglife.CreatePlan(tx, c.Org("B1001"), 2023, true)
		return err
	}))
	if next.Rows[2].Topic != "学雷锋" || next.Rows[2].HeldOn.Year() != 2023 || next.State != orglife.PlanDraft {
		t.Errorf("the plan of the next year begins with %+v", next.Rows[2])
	}
}

func TestPlanCannotBeHandedIn(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	p := planned(t, c, "tongjianing", "B1001", 2022)
	for _, tt := range []struct {
		name   string
		change func(*orglife.PlanRow)
		field  string
	}{
		{"without a fixed day", func(r *orglife.PlanRow) { r.HeldOn = "" }, "held-5"},
		{"without a theme", func(r *orglife.PlanRow) { r.Topic = "" }, "topic-5"},
		{"without the committee's meeting", func(r *orglife.PlanRow) { r.CommitteeOn = "" }, "committee-5"},
		{"with the committee after the theme day", func(r *orglife.PlanRow) { r.CommitteeOn = "2022-05-06" }, "committee-5"},
		{"with both theme days on one day", func(r *orglife.PlanRow) { r.SecondOn = r.HeldOn }, "second-5"},
		{"counting as what nobody knows", func(r *orglife.PlanRow) { r.Also = "党课、聚餐" }, "also-5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, onPlan(c, "tongjianing", p.ID, func(tx *models.Tx, p *orglife.Plan) error {
				next := slices.Clone(p.Rows)
				tt.change(&next[4])
				if err := p.SetRows(tx, p.Revision, next); err != nil {
					return err
				}
				return p.Submit(tx)
			}), models.Invalid, tt.field)
		})
	}
}

// TestPlansAtOnce lets eight begin the same plan, and eight decide on it.
func TestPlansAtOnce(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	eight := func(work func() error) (done int) {
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				err := work()
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				} else if models.KindOf(err) != models.Conflict {
					t.Error(err)
				}
			})
		}
		all.Wait()
		return done
	}
	if n := eight(func() error {
		return c.As("tongjianing", func(tx *models.Tx) error {
			_, err := orglife.CreatePlan(tx, c.Org("B1001"), 2022, false)
			return err
		})
	}); n != 1 {
		t.Fatalf("begun %d times", n)
	}
	var p orglife.Plan
	c.Seed(func(tx *models.Tx) (err error) {
		p, err = models.In[orglife.Plan](tx).First(tx.Ctx)
		return err
	})
	testkit.Must(t, onPlan(c, "tongjianing", p.ID, submit))
	if n := eight(func() error { return onPlan(c, "xumuye", p.ID, approve) }); n != 1 {
		t.Errorf("approved %d times", n)
	}
	var n int64
	c.Seed(func(tx *models.Tx) (err error) {
		n, err = models.In[orglife.Activity](tx).Count(tx.Ctx, "id")
		return err
	})
	if n != 36 {
		t.Errorf("%d activities, want 36", n)
	}
}
