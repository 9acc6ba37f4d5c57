package handlers_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/testkit"
)

// smallRoster has each shape of a unit once: a general branch, a direct branch, a joint one.
func smallRoster() []documents.NamedTable {
	return []documents.NamedTable{
		{Sheet: "单位", Table: table("代码|单位|类型|党组织|党组(党委)书记|机关党委/总支专职副书记|支部数|党员数",
			"D06|市自然资源和规划局|党政机关|党总支|柯远山|【缺】无专职副书记|1|26",
			"D07|市住房和城乡建设局|党政机关|党总支|温立新|施慕云(专职,2022-05-20任,未备案)|2|59",
			"D10|市行政审批服务局|党政机关|直属党支部|童佳宁|—|1|29",
			"D13|市档案馆、市史志研究中心|事业单位|联合党支部(直属)|戚文澜|—|1|9")},
		{Sheet: "党支部", Table: table("代码|党支部|正式|预备|支委数|书记|当选|届满|固定日",
			"B0601|自然资源局机关党支部|25|1|5|柯远山|2021-07-06|2024-07-06|每月10日",
			"B0701|住建局机关党支部|30|1|5|温立新|2021-04-12|2024-04-12|每月5日",
			"B0702|住建局市政房产服务中心党支部|28|0|5|单梓安|2019-03-31|2022-03-31|每月第一个星期五",
			"B1001|市行政审批服务局党支部|28|1|5|童佳宁|2021-03-15|2024-03-15|每月5日",
			"B1301|联合党支部|9|0|—|戚文澜|2022-01-12|2025-01-12|每月15日")},
	}
}

func table(header string, rows ...string) (t documents.Table) {
	for name := range strings.SplitSeq(header, "|") {
		t.Columns = append(t.Columns, documents.Column{Name: name, Width: 12})
	}
	for _, row := range rows {
		t.Rows = append(t.Rows, strings.Split(row, "|"))
	}
	return t
}

func sheetsOf(tables []documents.NamedTable) (sheets []models.Sheet) {
	for _, named := range tables {
		s := models.Sheet{Name: named.Sheet, Rows: [][]string{nil}}
		for _, c := range named.Table.Columns {
			s.Rows[0] = append(s.Rows[0], c.Name)
		}
		for _, row := range named.Table.Rows {
			s.Rows = append(s.Rows, slices.Clone(row))
		}
		sheets = append(sheets, s)
	}
	return sheets
}

func importRoster(app *testkit.App, sheets []models.Sheet) (report models.RosterReport, err error) {
	err = app.DB.Update(context.Background(), models.System, func(tx *models.Tx) error {
		report, err = tx.ImportRoster(sheets)
		return err
	})
	return report, err
}

func TestRosterBuildsTheTreeWithTwoLines(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	report, err := importRoster(app, sheetsOf(smallRoster()))
	testkit.Must(t, err)
	if report.Created != 14 || report.People != 6 || report.Vacant != 1 {
		t.Errorf("%+v", report)
	}
	testkit.Must(t, app.DB.View(context.Background(), models.System, func(tx *models.Tx) error {
		for _, c := range []struct {
			code   string
			kind   models.OrgKind
			parent string
			guide  string
		}{
			{"DZ07", models.LeadingGroup, "SW", ""}, {"D07", models.GeneralBranch, "GW", "DZ07"}, {"B0702", models.Branch, "D07", ""},
			{"B1001", models.Branch, "GW", "DZ10"}, {"B1301", models.JointBranch, "GW", "DZ13"},
		} {
			o, err := tx.OrgByCode(c.code)
			if err != nil || o.Kind != c.kind || codeOf(t, tx, o.ParentID) != c.parent || codeOf(t, tx, o.GuidedByID) != c.guide {
				t.Errorf("%s: %v %+v", c.code, err, o)
			}
		}
		branch, err := tx.OrgByCode("B0702")
		if err != nil {
			return err
		}
		if branch.FixedDay != "每月第一个星期五" || branch.TermEndsOn != "2022-03-31" || branch.CommitteeSeats != 5 {
			t.Errorf("B0702: %+v", branch)
		}
		return checkDeputies(t, tx)
	}))
}

func checkDeputies(t *testing.T, tx *models.Tx) error {
	for _, c := range []struct{ code, holder, start, filed string }{{"D07", "施慕云", "2022-05-20", ""}, {"D06", "", "", ""}} {
		o, err := tx.OrgByCode(c.code)
		if err != nil {
			return err
		}
		h, err := tx.Holders(o.ID, models.DeputySecretary)
		if err != nil {
			return err
		}
		if len(h) != 1 || h[0].MemberName != c.holder || string(h[0].StartOn) != c.start || string(h[0].FiledOn) != c.filed || h[0].FullTime != (c.holder != "") {
			t.Errorf("%s: %+v", c.code, h)
		}
	}
	return nil
}

func codeOf(t *testing.T, tx *models.Tx, id *int64) string {
	t.Helper()
	if id == nil {
		return ""
	}
	o, err := tx.Org(*id)
	testkit.Must(t, err)
	return o.Code
}

func TestRosterImportedAgain(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	_, err := importRoster(app, sheetsOf(smallRoster()))
	testkit.Must(t, err)
	again, err := importRoster(app, sheetsOf(smallRoster()))
	testkit.Must(t, err)
	if again.Created+again.Changed+again.People+again.Appointed != 0 || again.Same != 14 {
		t.Errorf("the same roster again: %+v", again)
	}
	next := sheetsOf(smallRoster())
	next[0].Rows[2][5] = "林清扬(专职,2022-06-01任,已备案)" // a new deputy
	next[1].Rows[3][8] = "每月10日"
	next[1].Rows[3][5] = "【缺】"
	changed, err := importRoster(app, next)
	testkit.Must(t, err)
	if changed.Created != 0 || changed.Changed != 1 || changed.People != 1 || changed.Appointed != 1 || changed.Vacant != 2 {
		t.Errorf("a changed roster: %+v", changed)
	}
	next[0].Rows[3][3] = "党总支" // D10 has grown: its branch comes below a general branch
	moved, err := importRoster(app, next)
	testkit.Must(t, err)
	testkit.Must(t, app.DB.View(context.Background(), models.System, func(tx *models.Tx) error {
		d10, err := tx.OrgByCode("D10")
		if err != nil {
			return err
		}
		branch, err := tx.OrgByCode("B1001")
		if err == nil && (!branch.Within(d10) || branch.GuidedByID != nil || moved.Created != 1) {
			t.Errorf("%+v, %+v", branch, moved)
		}
		return err
	}))
}

func TestRosterFaultsNameTheirPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func(s []models.Sheet) []models.Sheet
		want  []string
	}{
		{"a missing sheet", func(s []models.Sheet) []models.Sheet { return s[:1] }, []string{"没有工作表“党支部”"}},
		{"a missing column", func(s []models.Sheet) []models.Sheet { s[0].Rows[0][3] = "组织"; return s }, []string{"缺少列“党组织”"}},
		{"an impossible date", func(s []models.Sheet) []models.Sheet { s[1].Rows[2][6] = "2021-02-30"; return s }, []string{"工作表“党支部” 第3行 G列（当选）", "2021-02-30"}},
		{"a fixed day nobody has", func(s []models.Sheet) []models.Sheet { s[1].Rows[1][8] = "每月40日"; return s }, []string{"第2行 I列（固定日）", "1日至31日"}},
		{"a number in words", func(s []models.Sheet) []models.Sheet { s[1].Rows[4][2] = "若干"; return s }, []string{"第5行 C列（正式）", "须为数字"}},
		{"an unknown kind", func(s []models.Sheet) []models.Sheet { s[0].Rows[1][3] = "党小组"; return s }, []string{"第2行 D列（党组织）"}},
		{"a code twice", func(s []models.Sheet) []models.Sheet { s[1].Rows[2][0] = "B0601"; return s }, []string{"代码B0601重复"}},
		{"a branch without its unit", func(s []models.Sheet) []models.Sheet { s[1].Rows[2][0] = "B9901"; return s }, []string{"没有它所在的单位"}},
		{"an unreadable holder", func(s []models.Sheet) []models.Sheet { s[0].Rows[2][5] = "施慕云(借调)"; return s }, []string{"F列", "看不懂“借调”"}},
		{"several at once", func(s []models.Sheet) []models.Sheet { s[1].Rows[1][5], s[1].Rows[2][1] = "", ""; return s }, []string{"有2处", "第2行 F列", "第3行 B列"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.New(t)
			_, err := importRoster(app, c.spoil(sheetsOf(smallRoster())))
			if models.KindOf(err) != models.Invalid {
				t.Fatalf("got %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %q", want, err)
				}
			}
			testkit.Must(t, app.DB.View(context.Background(), models.System, func(tx *models.Tx) error {
				orgs, err := tx.Orgs()
				if len(orgs) > 0 {
					t.Errorf("%d organisations were entered all the same", len(orgs))
				}
				return err
			}))
		})
	}
}

func TestRosterUpload(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var book bytes.Buffer
	testkit.Must(t, documents.WriteSheets(&book, smallRoster()))
	send := func(login string, content []byte) *testkit.Reply {
		contentType, body := testkit.FileForm(t, "名册.xlsx", content, nil)
		return app.Browser(login).Send("POST", "/imports/roster", contentType, body)
	}
	send("xumuye", []byte("not a workbook")).Want(422).Says("不是 Excel")
	send("tongjianing", book.Bytes()).Want(403)
	send("xumuye", book.Bytes()).Want(200).Says("导入完成", "自然资源局机关党支部")
	app.Browser("xumuye").Get("/imports/roster").Want(200).Says("multipart/form-data")
	app.Browser("tongjianing").Get("/imports/roster").Want(403)
}
