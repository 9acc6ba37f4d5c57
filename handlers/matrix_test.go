package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

type matrix struct {
	Columns []struct{ Period, Code string }
	Rows    []struct {
		OrgCode string `json:"org_code"`
		Cells   []struct {
			State        string
			Held, Needed int
			Detail       string
		}
	}
}

// cell is how a branch stands in a column: "state held/needed".
func (m matrix) cell(t *testing.T, org, code, period string) string {
	t.Helper()
	for _, row := range m.Rows {
		for i, c := range m.Columns {
			if row.OrgCode == org && c.Code == code && c.Period == period {
				cell := row.Cells[i]
				return fmt.Sprintf("%s %d/%d", cell.State, cell.Held, cell.Needed)
			}
		}
	}
	t.Fatalf("no cell %s %s %s", org, code, period)
	return ""
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	create(c, orglife.ThemeDay, "2022-05-05")
	create(c, orglife.ThemeDay, "2022-06-06")
	create(c, orglife.CommitteeMeeting, "2022-06-02")
	for _, tt := range []struct {
		name, login, query string
		rows, columns      int
	}{
		{"the work committee sees every branch", "mengshuqin", "", 5, 22}, // 6 months of 3 forms, 2 quarters of 2
		{"a year", "mengshuqin", "?half=0", 5, 44},
		{"one form", "mengshuqin", "?code=theme-day", 5, 6},
		{"a department", "shimuyun", "", 2, 22},
		{"a department as the work committee sees it", "mengshuqin", fmt.Sprintf("?org=%d", c.Org("D02")), 1, 22},
		{"a branch", "tongjianing", "", 1, 22},
		{"a member sees the own branch", "linyuan", "", 1, 22},
	} {
		var m matrix
		c.Program(tt.login).Get("/duties/matrix" + tt.query).Want(200).Into(&m)
		if len(m.Rows) != tt.rows || len(m.Columns) != tt.columns || len(m.Rows[0].Cells) != tt.columns {
			t.Errorf("%s: %d rows, %d columns", tt.name, len(m.Rows), len(m.Columns))
		}
	}
	var m matrix
	c.Program("mengshuqin").Get("/duties/matrix").Want(200).Into(&m)
	for _, tt := range []struct{ name, org, code, period, want string }{
		{"one of two is yellow after the month", "B1001", "theme-day", "2022-05", "below_city 1/2"},
		{"none is red", "B0702", "theme-day", "2022-05", "overdue 0/2"},
		{"what is to come is neither", "B1001", "theme-day", "2022-06", "pending 1/2"},
		{"done", "B1001", "committee-meeting", "2022-06", "done 1/1"},
		{"A83 no committee", "B1101", "committee-meeting", "2022-06", "not_applicable 0/0"},
		{"A83 no groups", "B1001", "group-meeting", "2022-06", "not_applicable 0/0"},
		{"before the duties began", "B1001", "general-meeting", "2022-Q1", "not_applicable 0/0"},
	} {
		if got := m.cell(t, tt.org, tt.code, tt.period); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	link := fmt.Sprintf("/duties?org=%d&amp;code=theme-day&amp;period=2022-05", c.Org("B0702"))
	page := c.Browser("mengshuqin")
	page.Get("/duties/matrix").Want(200).Says("组织生活落实情况", "逾期", link, "一季度", "只看有异常的 5", "5月支委会按月召开")
	page.Get(strings.ReplaceAll(link, "&amp;", "&")).Want(200).Says("2022年5月未按要求开展主题党日（0/2次）")
	page.Get("/duties/matrix?odd=1&code=committee-meeting").Want(200).Says("住建局机关党支部").Lacks("市统计局党支部")
	program := c.Program("mengshuqin")
	for query, field := range map[string]string{"?year=x": "year", "?half=3": "half", "?code=x": "code", "?org=x": "org"} {
		program.Get("/duties/matrix" + query).Want(422).Says(`"` + field + `"`)
	}
}

func TestA83GroupsInOneCell(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	parent := c.Org("B1001")
	var groups []models.Org
	c.Seed(func(tx *models.Tx) error {
		for _, code := range []string{"B1001-1", "B1001-2"} {
			g := models.Org{Code: code, Name: code, Kind: models.PartyGroup, ParentID: &parent}
			if err := tx.CreateOrg(&g); err != nil {
				return err
			}
			groups = append(groups, g)
		}
		for _, month := range []calendar.Month{"2022-05", "2022-06"} {
			if _, err := orglife.OpenMonth(tx, month); err != nil {
				return err
			}
		}
		_, err := models.In[models.Member](tx).Where("org_id = ?", parent).Update(tx.Ctx, "group_id", groups[0].ID)
		return err
	})
	body := minutes(c, orglife.GroupMeeting, "2022-05-20")
	body["org_id"] = groups[0].ID
	p := c.Program("tongjianing")
	p.Call("POST", "/activities", body).Want(201)
	var m matrix
	p.Get("/duties/matrix").Want(200).Into(&m)
	if got := m.cell(t, "B1001", "group-meeting", "2022-05"); got != "overdue 1/2" {
		t.Errorf("got %s", got)
	}
	if len(m.Rows) != 1 {
		t.Errorf("%d rows", len(m.Rows))
	}
	p.Get(fmt.Sprintf("/duties?org=%d&code=group-meeting&period=2022-05", parent)).Want(200).Says("B1001-1", "B1001-2")
}

func TestWallCalendar(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	create(c, orglife.ThemeDay, "2022-06-06")
	path := fmt.Sprintf("/orgs/%d/year", c.Org("B1001"))
	b := c.Browser("tongjianing")
	b.Get(path).Want(200).Says("2022年组织生活年历", "严明纪律", "固定日顺延", "6月6日", "民主评议党员", "10月8日", "记一次活动")
	c.Browser("linyuan").Get(path).Want(200).Lacks("记一次活动")
	c.Browser("shanzian").Get(path).Want(404)
	var year struct {
		Cells      []struct{ Period, Code, State string }
		Activities []struct{ Topic string }
	}
	c.Program("tongjianing").Get(path + "?year=2022").Want(200).Into(&year)
	forms := map[string]int{}
	for _, cell := range year.Cells {
		forms[cell.Code]++
	}
	if len(year.Activities) != 1 || forms["theme-day"] != 12 || forms["general-meeting"] != 4 || forms["life-meeting"] != 1 {
		t.Errorf("got %+v", year)
	}
	c.Program("tongjianing").Get(path + "?year=soon").Want(422)
	if n := len(c.Queries(func() { b.Get(path).Want(200) })); n > 15 {
		t.Errorf("%d queries", n)
	}
}

// TestMatrixOfThreeHundredBranches counts what the whole city's year costs.
func TestMatrixOfThreeHundredBranches(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		if _, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2022-01-01"); err != nil {
			return err
		}
		parent := c.Org("D07")
		var orgs []models.Org
		for i := range 295 {
			id := int64(10_000 + i)
			orgs = append(orgs, models.Org{ID: id, Code: fmt.Sprintf("X%04d", i), Name: "支部", Kind: models.Branch, ParentID: &parent, CommitteeSeats: 3, FixedDay: "每月5日",
				Path: fmt.Sprintf("/%d/%d/", parent, id)})
		}
		if err := models.In[models.Org](tx).CreateInBatches(tx.Ctx, &orgs, 100); err != nil {
			return err
		}
		for month := calendar.Month("2022-01"); month <= "2022-12"; month = month.Add(1) {
			if _, err := orglife.OpenMonth(tx, month); err != nil {
				return err
			}
		}
		return nil
	})
	b := c.Browser("mengshuqin")
	queries := c.Queries(func() {
		body := b.Get("/duties/matrix?half=0").Want(200).Body.String()
		if n := strings.Count(body, `<tr><th scope="row">`) + strings.Count(body, `<tr class="ds">`); n != 300 {
			t.Errorf("%d rows", n)
		}
	})
	if len(queries) > 15 {
		t.Errorf("%d queries:\n%s", len(queries), strings.Join(queries, "\n"))
	}
}

func TestAlertsOfTheDemonstration(t *testing.T) {
	t.Parallel()
	app := testkit.NewDemo(t, "2022-06-15 08:30")
	var list struct {
		Items []struct {
			OrgCode string `json:"org_code"`
			Code    string
			Level   string
			Period  string
			Detail  string
			Rule    string
			DueOn   string `json:"due_on"`
		}
	}
	app.Program("mengshuqin").Get("/alerts?as_of=2022-06-15").Want(200).Into(&list)
	var got []string
	for _, a := range list.Items {
		got = append(got, strings.TrimSpace(fmt.Sprint(a.OrgCode, " ", a.Code, " ", a.Period, " ", a.Level)))
		if a.Detail == "" || a.Rule == "" || a.DueOn == "" {
			t.Errorf("got %+v", a)
		}
	}
	slices.Sort(got)
	want := []string{ // E.3
		"B0204 SIZE_GT_50  red", "B1201 BELOW_3  red", "B1301 COMMITTEE_REQUIRED  red", "B0302 COMMITTEE_VACANCY  yellow", // 1 to 4
		"B0702 TERM_OVERDUE  red", "B0602 TERM_DUE  yellow", "B0802 TERM_DUE  yellow", // 5, 6, 20
		"D06 FULLTIME_DEPUTY_MISSING  red", "D07 FILING_OVERDUE  red", "B1001 STAFF_GAP  yellow", "B0201 PROBATION_DUE  yellow", // 13 to 16
		"B0503 支委会 2022-05 red",                                                                                                                         // 7
		"B1201 主题党日 2022-05 red",                                                                                                                        // 8
		"B0303 主题党日 2022-05 yellow", "B0503 主题党日 2022-05 yellow", "B0603 主题党日 2022-05 yellow", "B0702 主题党日 2022-05 yellow", "B1301 主题党日 2022-05 yellow", // 9
		"B0303 PARTICIPATION_LOW 2022-05 yellow",                                                                   // 10
		"B0202 UNAPPROVED_CHANGE  yellow",                                                                          // 11
		"B0901 UPLOAD_PENDING 2022-06 yellow",                                                                      // 12
		"DZ08 GROUP_STUDY_H1 2022-H1 yellow",                                                                       // 21
		"B0401 主题党日 2022-06 info", "B0402 主题党日 2022-06 info", "B0403 主题党日 2022-06 info", "B0404 主题党日 2022-06 info", // 22
		"B1101 主题党日 2022-06 info", "B1201 主题党日 2022-06 info", "B1301 主题党日 2022-06 info",
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	app.Browser("mengshuqin").Get("/alerts").Want(200).Says("党员53名，超过50名", "建议拆分为2个支部", "正式党员2名，少于3名", "建议并入市档案馆、市史志研究中心联合党支部（1个联合支部不超过5个单位）",
		"正式党员9名，未设支委会", "纪检委员自2022年4月18日起空缺，应于2022年6月17日前补齐", "2022年3月31日届满，未换届，未报批延期",
		"2022年11月20日届满；换届提醒函2022年5月20日已发，2022年5月23日签收", "2021年12月1日届满，经批准延期至2022年12月1日", "党总支没有专职副书记",
		"施慕云2022年5月20日任专职副书记，应于2022年6月6日前备案，尚未备案", "专职党务干部0名，应有1名以上", "曲向南预备期2022年6月28日期满", "达到条例要求，未达市级要求（2次）", "参与率71%", "4月、5月主题党日未在固定日开展")
	app.Program("shentuhai").Get("/alerts").Want(200).Says("B0503").Lacks("B0303", "DZ08")
	app.Program("mengshuqin").Get("/alerts?as_of=soon").Want(422).Says("as_of")
	app.Program("mengshuqin").Get("/alerts?level=black").Want(422).Says("level")
	app.Program("mengshuqin").Get("/alerts?level=red").Want(200).Says("B0503", "B1201").Lacks("yellow")
}
