package handlers_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/supervision"
	"luoshi/testkit"
)

type burdenShown struct {
	Month   string
	Columns []struct{ Code, Name, Side string }
	Rows    []struct {
		OrgCode string `json:"org_code"`
		Counts  []int
	}
	Total []int
}

// some names the counts that are not 0.
func (b burdenShown) some(counts []int) string {
	var list []string
	for i, n := range counts {
		if n != 0 {
			list = append(list, fmt.Sprint(b.Columns[i].Code, " ", n))
		}
	}
	return strings.Join(list, ", ")
}

func (b burdenShown) of(code string) string {
	for _, row := range b.Rows {
		if row.OrgCode == code {
			return b.some(row.Counts)
		}
	}
	return "not shown"
}

// plant writes things as they are.
func plant[T any](t *testing.T, tx *models.Tx, things ...T) []T {
	t.Helper()
	for i := range things {
		testkit.Must(t, models.In[T](tx).Create(tx.Ctx, &things[i]))
	}
	return things
}

// busyJune gives B1001 a June of which every count is known, with things beside it
// that must not count, and B0702 a little of its own.
func busyJune(t *testing.T) *testkit.City {
	c := testkit.NewCity(t)
	c.Clock.Set("2022-06-30 23:30")
	b, other := c.Org("B1001"), c.Org("B0702")
	c.Seed(func(tx *models.Tx) error {
		group := models.Org{Code: "B1001-1", Name: "第一党小组", Kind: models.PartyGroup, ParentID: &b}
		testkit.Must(t, tx.CreateOrg(&group))
		duty := func(org int64, code orglife.Type, due calendar.Date, state orglife.State) orglife.Duty {
			return orglife.Duty{Code: code, OrgID: org, Period: calendar.Period(due.Month()), DueOn: due, State: state}
		}
		plant(t, tx, duty(b, "theme-day", "2022-06-01", orglife.Done), duty(b, "committee-meeting", "2022-06-30", orglife.Open), duty(group.ID, "group-meeting", "2022-06-30", orglife.Open),
			duty(b, "general-meeting", "2022-06-30", orglife.Exempted), duty(b, "theme-day", "2022-05-31", orglife.Done), duty(b, "theme-day", "2022-07-01", orglife.Open), duty(other, "theme-day", "2022-06-30", orglife.Open))
		at := func(day calendar.Date, clock string) *time.Time {
			instant := tx.Time(day, clock)
			return &instant
		}
		held := func(org int64, on calendar.Date, recorded *time.Time) orglife.Activity {
			return orglife.Activity{OrgID: org, Type: orglife.ThemeDay, State: orglife.Held, HeldOn: on, RecordedAt: recorded}
		}
		acts := plant(t, tx, held(b, "2022-05-20", at("2022-06-01", "00:00")), held(group.ID, "2022-06-30", at("2022-06-30", "23:59")),
			held(b, "2022-05-31", at("2022-05-31", "23:59")), held(b, "2022-06-29", at("2022-07-01", "00:00")))
		plant(t, tx, orglife.Upload{ActivityID: acts[0].ID, State: orglife.Uploaded, UploadedOn: "2022-06-02"}, orglife.Upload{ActivityID: acts[1].ID, State: orglife.Spared, UploadedOn: "2022-06-02"})
		findings := plant(t, tx, supervision.Finding{OrgID: b, DueOn: "2022-06-20"}, supervision.Finding{OrgID: b, DueOn: "2022-07-20"})
		for i, f := range findings {
			plant(t, tx, supervision.Round{FindingID: f.ID, Number: 1, SubmittedOn: calendar.Date("2022-06-01").AddMonths(i)})
		}
		rounds := plant(t, tx, inspection.Inspection{Kind: inspection.Self, DueOn: "2022-06-24", Period: "2022-Q2"}, inspection.Inspection{Kind: inspection.Spot, DueOn: "2022-06-24", Period: "2022-Q2"})
		self, spot := rounds[0].ID, rounds[1].ID
		plant(t, tx, inspection.Row{InspectionID: self, OrgID: b, AnsweredOn: "2022-06-23"}, inspection.Row{InspectionID: self, OrgID: other}, inspection.Row{InspectionID: spot, OrgID: b, AnsweredOn: "2022-06-23"})
		plant(t, tx, orglife.Petition{OrgID: b, BranchID: b, Kind: orglife.MakeUp, AskedAt: tx.Now})
		plant(t, tx, orglife.Plan{OrgID: b, Year: 2022, SubmittedAt: at("2022-06-15", "09:00")})
		plant(t, tx, supervision.Explanation{OrgID: b, FiledOn: "2022-06-15"}, supervision.Explanation{OrgID: b, FiledOn: "2022-04-15", Code: "x"})
		return nil
	})
	tell := func(key string, urgent bool, logins ...string) {
		var users []int64
		for _, login := range logins {
			users = append(users, userID(c, login))
		}
		c.Seed(func(tx *models.Tx) error {
			return notice.Send(tx, notice.Notice{Key: key, Title: language.Quote("提醒"), Urgent: urgent}, users...)
		})
	}
	tell("a", true, "tongjianing", "yanchuxia", "mengshuqin") // two members of B1001, and one of no branch
	tell("b", false, "tongjianing", "shanzian")
	c.Clock.Set("2022-07-01 00:00") // in UTC it is still June
	tell("c", true, "tongjianing")
	c.Seed(func(tx *models.Tx) error {
		robot := plant(t, tx, notice.Channel{Kind: notice.WeComRobot, Name: "支部群", OrgID: &b})[0]
		reader, sent := userID(c, "tongjianing"), tx.Time("2022-06-30", "23:59")
		plant(t, tx, notice.Delivery{Key: "1", UserID: &reader, ChannelID: notice.EmailChannel, State: notice.Sent, SentAt: &sent}, notice.Delivery{Key: "2", UserID: &reader, ChannelID: notice.EmailChannel, State: notice.Merged},
			notice.Delivery{Key: "3", UserID: &reader, ChannelID: notice.EmailChannel, State: notice.Sent, SentAt: &tx.Now}, notice.Delivery{Key: "4", ChannelID: robot.ID, State: notice.Sent, SentAt: &sent})
		return nil
	})
	return c
}

func TestBurdenOfAMonth(t *testing.T) {
	t.Parallel()
	c := busyJune(t)
	const b1001 = "duties 3, self_checks 1, findings 1, records 2, uploads 1, plans 1, petitions 1, explanations 1, answers 1, mendings 1, urgent 2, daily 1, email 1, wecom-robot 1"
	const b0702 = "duties 1, self_checks 1, daily 1"
	var b burdenShown
	c.Program("mengshuqin").Get("/burden?month=2022-06").Want(200).Into(&b)
	for code, want := range map[string]string{"B1001": b1001, "B0702": b0702, "B0203": ""} {
		if got := b.of(code); got != want {
			t.Errorf("%s has %q, want %q", code, got, want)
		}
	}
	if got, want := b.some(b.Total), "duties 4, self_checks 2, findings 1, records 2, uploads 1, plans 1, petitions 1, explanations 1, answers 1, mendings 1, urgent 2, daily 2, email 1, wecom-robot 1"; got != want {
		t.Errorf("in all %q, want %q", got, want)
	}
	b = burdenShown{}
	c.Program("mengshuqin").Get("/burden").Want(200).Into(&b)
	if got := b.of("B1001"); b.Month != "2022-07" || got != "duties 1, findings 1, records 1, mendings 1, urgent 1, email 1" {
		t.Errorf("%s begins with %q", b.Month, got)
	}
	c.Browser("mengshuqin").Get("/burden?month=2022-06").Want(200).Says("2022年6月基层负担", "不排名次", "合计", "企业微信群机器人", "/burden?format=xlsx&amp;month=2022-06")
	file := c.Browser("mengshuqin").Get("/burden?month=2022-06&format=xlsx").Want(200)
	sheets, err := documents.ReadWorkbook("月.xlsx", bytes.NewReader(file.Body.Bytes()))
	testkit.Must(t, err)
	if text := fmt.Sprint(sheets); !strings.Contains(text, "2022年6月基层负担统计") || !strings.Contains(text, "市行政审批服务局党支部") || !strings.Contains(text, "合计") {
		t.Errorf("the workbook says %s", text)
	}
}

func TestWhoSeesBurden(t *testing.T) {
	t.Parallel()
	c := busyJune(t)
	for login, want := range map[string]string{"xumuye": "B0203 B0701 B0702 B1001 B1101", "shimuyun": "B0701 B0702", "shanzian": "B0702", "tongjianing": "B1001"} {
		var b burdenShown
		c.Program(login).Get("/burden?month=2022-06").Want(200).Into(&b)
		var codes []string
		for _, row := range b.Rows {
			codes = append(codes, row.OrgCode)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s sees %s, want %s", login, got, want)
		}
	}
	var below burdenShown
	c.Program("xumuye").Get(fmt.Sprintf("/burden?month=2022-06&org=%d", c.Org("D07"))).Want(200).Into(&below)
	if got := below.some(below.Total); len(below.Rows) != 2 || got != "duties 1, self_checks 1, daily 1" {
		t.Errorf("%d branches of D07 have %q", len(below.Rows), got)
	}
	c.Program("shanzian").Get(fmt.Sprintf("/burden?org=%d", c.Org("B1001"))).Want(404)
	c.Program("admin").Get("/burden").Want(403)
	c.Program("xumuye").Get("/burden?month=2022-08").Want(422).Says("month")
	c.Program("xumuye").Get("/burden?month=soon").Want(422).Says("month")
}

// Three branches or thirty more, the page asks the database as often.
func TestBurdenAsksNoMoreForMore(t *testing.T) {
	t.Parallel()
	c := busyJune(t)
	b := c.Browser("mengshuqin")
	ask := func() int {
		b.Get("/burden?month=2022-06").Want(200)
		return len(c.Queries(func() { b.Get("/burden?month=2022-06").Want(200) }))
	}
	few := ask()
	c.Seed(func(tx *models.Tx) error {
		above := c.Org("GW")
		for i := range 30 {
			o := models.Org{Code: fmt.Sprintf("B20%02d", i), Name: fmt.Sprintf("第%d党支部", i), Kind: models.Branch, ParentID: &above}
			if err := tx.CreateOrg(&o); err != nil {
				return err
			}
			plant(t, tx, orglife.Duty{Code: "theme-day", OrgID: o.ID, Period: "2022-06", DueOn: "2022-06-30", State: orglife.Open})
		}
		return nil
	})
	if many := ask(); many != few {
		t.Errorf("%d queries for few branches, %d for thirty more", few, many)
	}
	b.Get("/burden?month=2022-06").Says("第29党支部", "34")
}
