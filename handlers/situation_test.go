package handlers_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

type situationShown struct {
	Month string
	Rows  []struct {
		OrgCode string `json:"org_code"`
		Cells   []struct{ State, Detail string }
		Records struct {
			State, Reason string
			All, Late     int
		}
		Uploads struct {
			State, Reason string
			Missing       int
		}
	}
}

// line is a branch's month in a few words.
func (s situationShown) line(code string) string {
	for _, row := range s.Rows {
		if row.OrgCode == code {
			var states []string
			for _, c := range row.Cells {
				states = append(states, c.State)
			}
			return strings.Join(states, " ") + " | " + row.Records.State + " | " + row.Uploads.State
		}
	}
	return ""
}

// A74: the demonstration's May is what was left out in it, and nothing else.
func TestA74MonthOfTheDemo(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-08 08:30")
	var s situationShown
	app.Program("mengshuqin").Get("/situation").Want(200).Into(&s)
	if s.Month != "2022-05" || len(s.Rows) != 30 {
		t.Errorf("%s has %d branches", s.Month, len(s.Rows))
	}
	odd := map[string]string{"B0503": "overdue below_city", "B1201": "overdue", "B0303": "below_city", "B0603": "below_city", "B0702": "below_city", "B1301": "below_city"}
	var held, told int // with those of groups; the minutes of committees are not read by the work committee
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&held, `SELECT COUNT(*) FROM activities a JOIN orgs o ON o.id = a.org_id WHERE a.held_on BETWEEN '2022-05-01' AND '2022-05-31'
			AND o.kind IN ('branch', 'joint_branch', 'party_group') AND a.type <> 'committee-meeting'`)
	})
	for _, row := range s.Rows {
		told += row.Records.All
		var got []string
		for _, c := range row.Cells {
			if c.State == "overdue" || c.State == "below_city" {
				got = append(got, c.State)
			}
			if c.Detail == "" {
				t.Errorf("%s: a cell without its reason", row.OrgCode)
			}
		}
		if strings.Join(got, " ") != odd[row.OrgCode] {
			t.Errorf("%s: %v, want %q", row.OrgCode, got, odd[row.OrgCode])
		}
		if bad := row.Records.State != "on_time" || row.Uploads.State != "on_time"; bad && row.OrgCode != "B1201" {
			t.Errorf("%s: records %+v, uploads %+v", row.OrgCode, row.Records, row.Uploads)
		}
	}
	if told != held || held == 0 {
		t.Errorf("%d activities are told of, and %d were held", told, held)
	}
}

func TestMonthsSituation(t *testing.T) {
	t.Parallel()
	app := lifeCity(t)
	create(app, orglife.ThemeDay, "2022-05-06") // more than ten working days ago: late
	create(app, orglife.ThemeDay, "2022-06-06")
	for _, c := range []struct{ name, month, want string }{
		{"last month: once, recorded late, not on the platform", "", "overdue below_city | late | missing"},
		{"this month", "?month=2022-06", "pending pending | on_time | missing"},
		{"a month without anything", "?month=2022-01", " | none | none"},
	} {
		var s situationShown
		app.Program("mengshuqin").Get("/situation" + c.month).Want(200).Into(&s)
		if got := s.line("B1001"); !strings.HasSuffix(got, strings.TrimSpace(c.want[strings.Index(c.want, "|"):])) || !strings.HasPrefix(got, c.want[:strings.Index(c.want, " |")]) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	create(app, orglife.CommitteeMeeting, "2022-06-02")
	for login, want := range map[string]string{"mengshuqin": "1次活动，补录0次，未记录0次", "tongjianing": "2次活动，补录0次，未记录0次"} {
		app.Program(login).Get(fmt.Sprintf("/situation?month=2022-06&org=%d", app.Org("B1001"))).Want(200).Says(want)
	}
	var group int64
	app.Seed(func(tx *models.Tx) error {
		branch := app.Org("B1001")
		g := models.Org{Code: "B1001-1", Name: "第一党小组", Kind: models.PartyGroup, ParentID: &branch}
		err := tx.CreateOrg(&g)
		group = g.ID
		return err
	})
	meeting := minutes(app, orglife.GroupMeeting, "2022-06-07")
	meeting["org_id"] = group
	app.Program("tongjianing").Call("POST", "/activities", meeting).Want(201)
	for link, want := range map[string]string{"/situation?month=2022-06&org=%d": "3次活动，补录0次，未记录0次", "/activities?org=%d&from=2022-06-07": "group-meeting", "/uploads?org=%d": "group-meeting"} {
		app.Program("tongjianing").Get(fmt.Sprintf(link, app.Org("B1001"))).Want(200).Says(want) // a group's is its branch's
	}
	var own situationShown
	app.Program("shanzian").Get("/situation").Want(200).Into(&own)
	if len(own.Rows) != 1 || own.Rows[0].OrgCode != "B0702" {
		t.Errorf("a branch sees %+v", own.Rows)
	}
	app.Program("shanzian").Get(fmt.Sprintf("/situation?org=%d", app.Org("B1001"))).Want(404)
	app.Program("mengshuqin").Get("/situation?month=2022-07").Want(422).Says("month")
	app.Browser("mengshuqin").Get("/situation?month=2022-05").Want(200).Says("2022年5月落实组织生活制度情况", "未达市级要求", "1次活动，补录1次，未记录0次", "应传1次，迟传0次，未传1次", "/situation/export?month=2022-05")
	file := app.Program("mengshuqin").Get("/situation/export?month=2022-05").Want(200)
	sheets, err := documents.ReadWorkbook("月.xlsx", bytes.NewReader(file.Body.Bytes()))
	testkit.Must(t, err)
	if text := fmt.Sprint(sheets); !strings.Contains(text, "2022年5月落实组织生活制度情况") || !strings.Contains(text, "有补办：1次活动，补录1次，未记录0次") {
		t.Errorf("the workbook says %s", text)
	}
}
