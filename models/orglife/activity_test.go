package orglife_test

import (
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// held is a complete record of B1001 to vary.
func held(c *testkit.City, t orglife.Type, day calendar.Date) orglife.Activity {
	return orglife.Activity{OrgID: c.Org("B1001"), Type: t, State: orglife.Held, HeldOn: day, StartsAt: "15:00", Place: "三楼会议室",
		Topic: "严明纪律", Host: "童佳宁、阎初夏", Content: "学习", Decisions: "无", NextStep: "无"}
}

// record enters a record as the branch's secretary.
func record(t *testing.T, c *testkit.City, a *orglife.Activity, absent ...string) error {
	t.Helper()
	var list []orglife.Absence
	for _, name := range absent {
		list = append(list, orglife.Absence{MemberID: c.Member(name), Reason: "请假"})
	}
	return c.As("tongjianing", func(tx *models.Tx) error { a.ID = 0; return a.Record(tx, list) })
}

// wants ends the test unless err is of the kind and speaks of the field.
func wants(t *testing.T, err error, kind models.Kind, field string) {
	t.Helper()
	e, ok := err.(*models.Error)
	if !ok || e.Kind != kind || field != "" && e.Fields[field] == nil {
		t.Fatalf("got %v, want kind %d about %q", err, kind, field)
	}
}

func TestA24G07Quorum(t *testing.T) {
	t.Parallel()
	four := []string{"童佳宁", "阎初夏", "戴星河", "胡青岚"}
	for _, tt := range []struct {
		name    string
		fifth   bool
		present int
		counts  bool
	}{
		{"committee of 5, 2 present", true, 2, false},
		{"committee of 5, 3 present", true, 3, true},
		{"committee of 4, 1 present", false, 1, false},
		{"committee of 4, 2 present", false, 2, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			open(t, c, "2022-06")
			if tt.fifth {
				c.Seed(func(tx *models.Tx) error {
					post := models.Post{OrgID: c.Org("B1001"), Office: models.CommitteeMember}
					if err := tx.CreatePost(&post); err != nil {
						return err
					}
					return post.Appoint(tx, &models.Tenure{MemberID: c.Member("林远"), StartOn: "2021-01-01"})
				})
			}
			all := 4
			if tt.fifth {
				all = 5
			}
			a := held(c, orglife.CommitteeMeeting, "2022-06-10")
			testkit.Must(t, record(t, c, &a, four[:all-tt.present]...))
			if a.Expected != all || a.Present != tt.present || a.Counts() != tt.counts {
				t.Errorf("got %d of %d, counts %v", a.Present, a.Expected, a.Counts())
			}
			want := map[bool]orglife.State{true: orglife.Done, false: orglife.Open}[tt.counts]
			if d := duty(t, c, "B1001", orglife.CommitteeMeeting, "2022-06"); d.State != want {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestG13DayDecidesTheMonth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		day       calendar.Date
		makesUp   calendar.Period
		reason    string
		may, june orglife.Standing
	}{
		{"G13: 31 May is on time for May", "2022-05-31", "", "", "done", orglife.Pending},
		{"G13: 1 June is June's, and May stays overdue", "2022-06-01", "", "", orglife.Overdue, "done"},
		{"G13: 1 June made up for May, with a reason", "2022-06-01", "2022-05", "汛期值守", "made_up", orglife.Pending},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			open(t, c, "2022-05")
			open(t, c, "2022-06")
			a := held(c, orglife.CommitteeMeeting, tt.day)
			if a.MakesUp = tt.makesUp; a.MakesUp != "" {
				wants(t, record(t, c, &a), models.Invalid, "makes_up")
				wants(t, asksMakeUp(c, "tongjianing", a, ""), models.Invalid, "reason")
				leave(t, c, a, tt.reason)
			}
			testkit.Must(t, record(t, c, &a))
			if s := standing(t, c, "B1001", orglife.CommitteeMeeting, "2022-05"); s != tt.may {
				t.Errorf("May is %s, want %s", s, tt.may)
			}
			if s := standing(t, c, "B1001", orglife.CommitteeMeeting, "2022-06"); s != tt.june {
				t.Errorf("June is %s, want %s", s, tt.june)
			}
		})
	}
}

func TestA43TwoThemeDays(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	for _, step := range []struct {
		name string
		at   string
		day  calendar.Date // recorded then, if any
		want orglife.Standing
	}{
		{"at the beginning", "2022-06-01 09:00", "", orglife.Pending},
		{"five working days before the end", "2022-06-23 09:00", "", orglife.DueSoon},
		{"on the last day", "2022-06-30 09:00", "", orglife.Due},
		{"none after the month is red", "2022-07-01 09:00", "", orglife.Overdue},
		{"one after the month is yellow", "2022-07-01 10:00", "2022-06-23", orglife.BelowCity},
		{"two are green", "2022-07-01 11:00", "2022-06-24", "done"},
	} {
		c.Clock.Set(step.at)
		if step.day != "" {
			a := held(c, orglife.ThemeDay, step.day)
			testkit.Must(t, record(t, c, &a))
		}
		if got := standing(t, c, "B1001", orglife.ThemeDay, "2022-06"); got != step.want {
			t.Errorf("%s: got %s, want %s", step.name, got, step.want)
		}
	}
	d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06")
	if got := d.Verdict(orglife.BelowCity).String(); got != "达到条例要求，未达到市级要求（2次）" {
		t.Error(got)
	}
}

func TestWhatDoesNotCount(t *testing.T) {
	t.Parallel()
	everybody := []string{"童佳宁", "阎初夏", "戴星河", "胡青岚", "林远", "马一", "马二", "马三", "马四", "马五", "马六"}
	for _, tt := range []struct {
		name    string
		days    []calendar.Date
		present int
		held    int
		want    orglife.State
	}{
		{"two records of one day are one theme day", []calendar.Date{"2022-06-06", "2022-06-06"}, 11, 1, orglife.Open},
		{"a theme day to which nobody came", []calendar.Date{"2022-06-06", "2022-06-13"}, 0, 0, orglife.Open},
		{"two days with one who came", []calendar.Date{"2022-06-06", "2022-06-13"}, 1, 2, orglife.Done},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := testkit.NewCity(t)
			c.Seed(func(tx *models.Tx) error {
				for _, name := range everybody[5:] {
					var id int64
					if err := tx.Raw(&id, "SELECT id FROM members WHERE name = ?", name); err != nil {
						return err
					}
					if err := tx.Raw(&struct{}{}, "UPDATE members SET left_on = '2022-01-31' WHERE id = ?", id); err != nil {
						return err
					}
				}
				return nil
			})
			for i, day := range tt.days {
				a := held(c, orglife.ThemeDay, day)
				a.StartsAt = []string{"09:00", "15:00"}[i]
				testkit.Must(t, record(t, c, &a, everybody[:5-min(tt.present, 5)]...))
			}
			if d := duty(t, c, "B1001", orglife.ThemeDay, "2022-06"); d.Held != tt.held || d.State != tt.want {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestThemeDayAttendance(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		m, err := tx.Member(c.Member("林远"))
		if err != nil {
			return err
		}
		old := "年老体弱"
		return m.Change(tx, models.MemberChange{Exemption: &old}, m.Revision)
	})
	a := held(c, orglife.ThemeDay, "2022-06-06")
	testkit.Must(t, record(t, c, &a, "戴星河"))
	if a.Expected != 10 || a.Present != 9 { // 11 members, one exempt
		t.Errorf("%d of %d", a.Present, a.Expected)
	}
	stranger := held(c, orglife.ThemeDay, "2022-06-07")
	wants(t, record(t, c, &stranger, "单梓安"), models.Invalid, "absences")
}

func TestLateEntry(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	open(t, c, "2022-06")
	for _, tt := range []struct {
		at   string
		day  calendar.Date
		late bool
	}{{"2022-06-20 17:00", "2022-06-06", false}, {"2022-06-21 08:00", "2022-06-06", true}} {
		c.Clock.Set(tt.at)
		a := held(c, orglife.CommitteeMeeting, tt.day)
		a.StartsAt = tt.at[11:]
		if testkit.Must(t, record(t, c, &a)); a.Late != tt.late {
			t.Errorf("at %s late is %v", tt.at, a.Late)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		if err := tx.Raw(&struct{}{}, "UPDATE orgs SET established_on = '2022-06-01' WHERE id = ?", c.Org("B0702")); err != nil {
			return err
		}
		return tx.Raw(&struct{}{}, "UPDATE orgs SET closed_on = '2022-06-05' WHERE id = ?", c.Org("B0701"))
	})
	for _, tt := range []struct {
		name   string
		change func(*orglife.Activity)
		field  string
	}{
		{"a record of what is to come", func(a *orglife.Activity) { a.HeldOn = "2022-06-16" }, "held_on"},
		{"a day that is none", func(a *orglife.Activity) { a.HeldOn = "2022-06-31" }, "held_on"},
		{"a record of the year before last", func(a *orglife.Activity) { a.HeldOn = "2020-12-31" }, "held_on"},
		{"a record of the last century", func(a *orglife.Activity) { a.HeldOn = "1900-01-01" }, "held_on"},
		{"a plan for the next century", func(a *orglife.Activity) { a.State, a.HeldOn = orglife.Planned, "2199-01-01" }, "held_on"},
		{"before the branch was established", func(a *orglife.Activity) { a.OrgID, a.HeldOn = c.Org("B0702"), "2022-05-31" }, "held_on"},
		{"after the branch was closed", func(a *orglife.Activity) { a.OrgID, a.HeldOn = c.Org("B0701"), "2022-06-06" }, "held_on"},
		{"making up for years ago", func(a *orglife.Activity) { a.MakesUp, a.Reason = "2015-05", "值守" }, "makes_up"},
		{"making up for what nobody owed", func(a *orglife.Activity) { a.OrgID, a.MakesUp, a.Reason = c.Org("B0702"), "2022-05", "值守" }, "makes_up"},
		{"an hour that is none", func(a *orglife.Activity) { a.StartsAt = "25:00" }, "starts_at"},
		{"no place", func(a *orglife.Activity) { a.Place = " " }, "place"},
		{"no topic", func(a *orglife.Activity) { a.Topic = "" }, "topic"},
		{"making up for the same month", func(a *orglife.Activity) { a.MakesUp, a.Reason = "2022-06", "值守" }, "makes_up"},
		{"making up for what is no month", func(a *orglife.Activity) { a.MakesUp, a.Reason = "五月", "值守" }, "makes_up"},
		{"no such type", func(a *orglife.Activity) { a.Type = "party" }, "type"},
		{"G04 a committee meeting without a committee", func(a *orglife.Activity) { a.Type, a.OrgID = orglife.CommitteeMeeting, c.Org("B1101") }, "type"},
		{"an organisation that is no branch", func(a *orglife.Activity) { a.OrgID = c.Org("D07") }, "org_id"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := held(c, orglife.ThemeDay, "2022-06-06")
			tt.change(&a)
			wants(t, c.DB.Update(t.Context(), models.System, func(tx *models.Tx) error {
				if a.State == orglife.Planned {
					return a.Plan(tx)
				}
				return a.Record(tx, nil)
			}), models.Invalid, tt.field)
		})
	}
	a := held(c, orglife.ThemeDay, "2022-06-14")
	wants(t, c.As("tongjianing", func(tx *models.Tx) error { return a.Plan(tx) }), models.Invalid, "held_on")
	a.HeldOn = "2022-06-06"
	testkit.Must(t, record(t, c, &a))
	wants(t, record(t, c, &a), models.Conflict, "starts_at")
}
