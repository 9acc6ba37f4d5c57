package orglife_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// begin lets the small city be asked for duties from a day on.
func begin(c *testkit.City, day calendar.Date) {
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", day)
		return err
	})
}

// grouped is the small city with two groups in B1001, asked for the whole year.
func grouped(t *testing.T) (c *testkit.City, groups []models.Org) {
	c = testkit.NewCity(t)
	begin(c, "2022-01-01")
	c.Seed(func(tx *models.Tx) error {
		parent := c.Org("B1001")
		for i, code := range []string{"B1001-1", "B1001-2"} {
			g := models.Org{Code: code, Name: []string{"第一党小组", "第二党小组"}[i], Kind: models.PartyGroup, ParentID: &parent}
			if err := tx.CreateOrg(&g); err != nil {
				return err
			}
			groups = append(groups, g)
		}
		for _, name := range []string{"林远", "马一", "马二"} {
			var id int64
			if err := tx.Raw(&id, "SELECT id FROM members WHERE name = ?", name); err != nil {
				return err
			}
			m, err := tx.Member(id)
			if err != nil {
				return err
			}
			if err := m.Change(tx, models.MemberChange{GroupID: &groups[0].ID}, m.Revision); err != nil {
				return err
			}
		}
		return nil
	})
	return c, groups
}

func TestA83WhoOwesWhatEachPeriod(t *testing.T) {
	t.Parallel()
	c, _ := grouped(t)
	open(t, c, "2022-06")
	for _, tt := range []struct {
		name   string
		org    string
		code   orglife.Type
		period calendar.Period
		due    calendar.Date // "" for nothing owed
	}{
		{"a group owes its monthly meeting", "B1001-1", orglife.GroupMeeting, "2022-06", "2022-06-30"},
		{"and so does the other", "B1001-2", orglife.GroupMeeting, "2022-06", "2022-06-30"},
		{"a branch without groups owes none", "B1101", orglife.GroupMeeting, "2022-06", ""},
		{"nor does the branch of the groups itself", "B1001", orglife.GroupMeeting, "2022-06", ""},
		{"a group owes no theme day", "B1001-1", orglife.ThemeDay, "2022-06", ""},
		{"a general meeting a quarter", "B1101", orglife.GeneralMeeting, "2022-Q2", "2022-06-30"},
		{"a class a quarter", "B1001", orglife.PartyClass, "2022-Q2", "2022-06-30"},
		{"a class by the secretary a year", "B1001", orglife.SecretaryClass, "2022", "2022-12-31"},
		{"the yearly plan by the end of January", "B1001", orglife.YearPlan, "2022", "2022-01-31"},
		{"the life meeting may be held until March", "B1001", orglife.LifeMeeting, "2022", "2023-03-31"},
		{"a leading group studies each quarter", "DZ07", orglife.TheoryStudy, "2022-Q2", "2022-06-30"},
		{"and the Party's work each half-year", "DZ07", orglife.WorkStudy, "2022-H1", "2022-06-30"},
		{"a general branch owes nothing", "D07", orglife.GeneralMeeting, "2022-Q2", ""},
	} {
		if d := duty(t, c, tt.org, tt.code, tt.period); d.DueOn != tt.due {
			t.Errorf("%s: got %+v", tt.name, d)
		}
	}
}

func TestNothingIsLateInTheFirstWeek(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		begins calendar.Date
		want   int
	}{{"2022-06-15", 0}, {"2022-06-01", 9}, {"2022-04-01", 22}} { // a month's; and a quarter's of 5 branches and 3 leading groups
		c := testkit.NewCity(t)
		begin(c, tt.begins)
		open(t, c, "2022-06")
		c.Seed(func(tx *models.Tx) error {
			late, err := orglife.Duties(tx, orglife.DutySearch{Standing: orglife.Overdue, Limit: 100})
			all, _ := models.In[orglife.Duty](tx).Count(tx.Ctx, "id")
			if len(late) != 0 || all != int64(tt.want) {
				t.Errorf("from %s: %d duties, %d late", tt.begins, all, len(late))
			}
			return err
		})
	}
	c := testkit.NewCity(t)
	for _, tt := range []struct {
		day  calendar.Date
		kind models.Kind
	}{{"2022-05-31", models.Invalid}, {"soon", models.Invalid}, {"2022-06-01", 0}, {"2022-09-01", 0}} {
		err := c.As("mengshuqin", func(tx *models.Tx) error { return tx.BeginDuties(tt.day) })
		if models.KindOf(err) != tt.kind {
			t.Errorf("from %s: %v", tt.day, err)
		}
	}
	wants(t, c.As("tongjianing", func(tx *models.Tx) error { return tx.BeginDuties("2022-09-01") }), models.Forbidden, "")
}

func TestB4OneRecordCountsForSeveral(t *testing.T) {
	t.Parallel()
	c, groups := grouped(t)
	open(t, c, "2022-06")
	for _, tt := range []struct {
		name   string
		record orglife.Activity
		done   []string // the branch's duties it fulfils
		wrong  string
	}{
		{"A83 theme day, general meeting and class turn three cells green", orglife.Activity{Type: orglife.ThemeDay, Also: []orglife.Type{"general-meeting", "party-class"}},
			[]string{"general-meeting 2022-Q2", "party-class 2022-Q2", "theme-day 2022-06"}, ""},
		{"a class by the secretary is a class too", orglife.Activity{Type: orglife.PartyClass, Also: []orglife.Type{"secretary-class"}},
			[]string{"party-class 2022-Q2", "secretary-class 2022"}, ""},
		{"a life meeting with the appraisal", orglife.Activity{Type: orglife.LifeMeeting, Also: []orglife.Type{"appraisal", "general-meeting"}},
			[]string{"appraisal 2022", "general-meeting 2022-Q2", "life-meeting 2022"}, ""},
		{"a group's life meeting is the branch's", orglife.Activity{Type: orglife.GroupMeeting, OrgID: groups[0].ID, Also: []orglife.Type{"life-meeting"}},
			[]string{"life-meeting 2022"}, ""},
		{"no theme day is a committee meeting", orglife.Activity{Type: orglife.ThemeDay, Also: []orglife.Type{"committee-meeting"}}, nil, "支委会应单独召开"},
		{"no committee meeting is a general meeting", orglife.Activity{Type: orglife.CommitteeMeeting, Also: []orglife.Type{"general-meeting"}}, nil, "只有委员参加"},
		{"no committee meeting is a theme day", orglife.Activity{Type: orglife.CommitteeMeeting, Also: []orglife.Type{"theme-day"}}, nil, "只有委员参加"},
		{"no group meeting is a general meeting", orglife.Activity{Type: orglife.GroupMeeting, OrgID: groups[0].ID, Also: []orglife.Type{"general-meeting"}}, nil, "党小组会不能算作党员大会"},
		{"no class by the secretary without a class", orglife.Activity{Type: orglife.ThemeDay, Also: []orglife.Type{"secretary-class"}}, nil, "同时勾选“党课”"},
		{"no such duty", orglife.Activity{Type: orglife.ThemeDay, Also: []orglife.Type{"picnic"}}, nil, "没有“picnic”"},
	} {
		a := held(c, tt.record.Type, "2022-06-14")
		if tt.record.OrgID != 0 {
			a.OrgID = tt.record.OrgID
		}
		a.Also = tt.record.Also
		err := record(t, c, &a)
		if tt.wrong != "" {
			wants(t, err, models.Invalid, "also")
			if said := err.(*models.Error).Fields["also"].String(); !strings.Contains(said, tt.wrong) {
				t.Errorf("%s: %s", tt.name, said)
			}
			continue
		}
		testkit.Must(t, err)
		if got := fulfilled(t, c); !slices.Equal(got, tt.done) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.done)
		}
		testkit.Must(t, c.As("tongjianing", func(tx *models.Tx) error {
			now, err := orglife.Find(tx, a.ID)
			if err != nil {
				return err
			}
			if !slices.Equal(slices.Sorted(slices.Values(now.Also)), slices.Sorted(slices.Values(a.Also))) {
				t.Errorf("%s: also is %q", tt.name, now.Also)
			}
			return now.Delete(tx, now.Revision)
		}))
		if got := fulfilled(t, c); got != nil {
			t.Errorf("%s: taken back, %q are left", tt.name, got)
		}
	}
}

// fulfilled lists B1001's duties for which something counts.
func fulfilled(t *testing.T, c *testkit.City) (list []string) {
	t.Helper()
	c.Seed(func(tx *models.Tx) error {
		list = nil
		rows, err := models.In[orglife.Duty](tx).Where("org_id = ? AND held > 0", c.Org("B1001")).Order("code").Find(tx.Ctx)
		for _, d := range rows {
			list = append(list, string(d.Code)+" "+string(d.Period))
		}
		return err
	})
	return list
}

func TestGroupMeets(t *testing.T) {
	t.Parallel()
	c, groups := grouped(t)
	open(t, c, "2022-06")
	a := held(c, orglife.GroupMeeting, "2022-06-10")
	a.OrgID = groups[0].ID
	testkit.Must(t, record(t, c, &a, "林远"))
	if a.Expected != 3 || a.Present != 2 {
		t.Errorf("%d of %d", a.Present, a.Expected)
	}
	for code, want := range map[string]orglife.State{"B1001-1": orglife.Done, "B1001-2": orglife.Open} {
		if d := duty(t, c, code, orglife.GroupMeeting, "2022-06"); d.State != want {
			t.Errorf("%s is %s", code, d.State)
		}
	}
}

func TestLagAndQuarter(t *testing.T) {
	t.Parallel()
	c, _ := grouped(t)
	open(t, c, "2022-06")
	for _, tt := range []struct {
		name   string
		code   orglife.Type
		day    calendar.Date
		makeUp calendar.Period
		want   calendar.Period
	}{
		{"in March it is last year's", orglife.LifeMeeting, "2022-03-31", "", "2021"},
		{"in April it is this year's", orglife.LifeMeeting, "2022-04-01", "", "2022"},
		{"a class of May is the second quarter's", orglife.PartyClass, "2022-05-31", "", "2022-Q2"},
		{"held in the second for the first", orglife.GeneralMeeting, "2022-04-15", "2022-Q1", "2022-Q1"},
	} {
		a := held(c, tt.code, tt.day)
		if a.MakesUp = tt.makeUp; a.MakesUp != "" {
			leave(t, c, a, "汛期值守")
		}
		testkit.Must(t, record(t, c, &a))
		if a.Period != tt.want {
			t.Errorf("%s: got %s", tt.name, a.Period)
		}
	}
	if d := duty(t, c, "B1001", orglife.GeneralMeeting, "2022-Q1"); d.State != orglife.MadeUp {
		t.Errorf("got %+v", d)
	}
	a := held(c, orglife.GeneralMeeting, "2022-04-15")
	a.MakesUp, a.Reason = "2022-03", "汛期值守"
	wants(t, record(t, c, &a), models.Invalid, "makes_up")
}

func TestLeadingGroupStudies(t *testing.T) {
	t.Parallel()
	c, _ := grouped(t)
	open(t, c, "2022-06")
	a := held(c, orglife.WorkStudy, "2022-06-10")
	a.OrgID = c.Org("DZ02")
	for _, tt := range []struct {
		login string
		kind  models.Kind
	}{
		{"shanzian", models.NotFound}, {"youlingxiao", models.Forbidden}, {"mengshuqin", models.Forbidden},
		{"jixiaoman", 0}, // the clerk of what the group guides
	} {
		err := c.As(tt.login, func(tx *models.Tx) error { a.ID = 0; return a.Record(tx, nil) })
		if models.KindOf(err) != tt.kind {
			t.Errorf("%s: %v", tt.login, err)
		}
	}
	if d := duty(t, c, "DZ02", orglife.WorkStudy, "2022-H1"); d.State != orglife.Done || a.Expected != 2 {
		t.Errorf("got %+v %+v", d, a)
	}
	if s := standing(t, c, "DZ07", orglife.WorkStudy, "2022-H1"); s != orglife.DueSoon { // from 15 June
		t.Errorf("got %s", s)
	}
}
