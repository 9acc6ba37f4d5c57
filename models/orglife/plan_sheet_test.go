package orglife_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// office is the workbook of B1001's office.
func office(t *testing.T) []models.Sheet {
	t.Helper()
	f, err := os.Open("../../documents/testdata/theme-party-day-plan-2022-B1001.xlsx")
	testkit.Must(t, err)
	defer f.Close()
	return sheets(t, "plan.xlsx", f)
}

func sheets(t *testing.T, name string, f interface{ Read([]byte) (int, error) }) (list []models.Sheet) {
	t.Helper()
	read, err := documents.ReadWorkbook(name, f)
	testkit.Must(t, err)
	for _, s := range read {
		list = append(list, models.Sheet(s))
	}
	return list
}

func TestOfficesSheetComesBackAsItWas(t *testing.T) {
	t.Parallel()
	given := office(t)
	s, err := orglife.ReadPlanSheet(given)
	testkit.Must(t, err)
	if s.OrgName != "市行政审批服务局党支部" || s.Year != 2022 {
		t.Errorf("the title is read as %q, %d", s.OrgName, s.Year)
	}
	rows, err := s.Months(2022)
	testkit.Must(t, err)
	p := orglife.Plan{Year: 2022, Org: &models.Org{Name: "市行政审批服务局党支部"}, Rows: rows}
	columns, cells := p.Sheet()
	table := documents.Table{Title: p.Name(), Rows: cells}
	for _, c := range columns {
		table.Columns = append(table.Columns, documents.Column{Name: string(c.Name), Width: c.Width})
	}
	var out bytes.Buffer
	testkit.Must(t, documents.WriteTable(&out, "主题党日计划", table))
	again := sheets(t, "plan.xlsx", &out)
	if got, want := fmt.Sprintf("%q %q", again[0].Name, again[0].Rows), fmt.Sprintf("%q %q", given[0].Name, given[0].Rows); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBrokenPlanSheets(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(rows [][]string) [][]string
		says   string
	}{
		{"without column names", func(r [][]string) [][]string { return r[2:] }, "没有找到表头"},
		{"with a column missing", func(r [][]string) [][]string {
			for i := range r {
				if len(r[i]) > 3 {
					r[i] = slices.Delete(r[i], 3, 4)
				}
			}
			return r
		}, "第2行缺少“主题”一列"},
		{"with a column nobody knows", func(r [][]string) [][]string { r[1][4] = "样式"; return r }, "第2行E列的列名“样式”无法识别"},
		{"with a column twice", func(r [][]string) [][]string { r[1][4] = "主题"; return r }, "第2行E列的列名“主题”重复了"},
		{"with a month twice", func(r [][]string) [][]string { r[4][0] = "2"; return r }, "第5行A列2月出现了两次"},
		{"with a month missing", func(r [][]string) [][]string { return slices.Delete(r, 6, 7) }, "表中没有5月"},
		{"with a thirteenth month", func(r [][]string) [][]string { return append(r, []string{"13"}) }, "第15行A列“13”不是月份"},
		{"with a day of another month", func(r [][]string) [][]string { r[4][2] = "04-07"; return r }, "第5行C列“04-07”不在3月"},
		{"with a day of another year", func(r [][]string) [][]string { r[4][2] = "2021-03-07"; return r }, "第5行C列“2021-03-07”不在2022年"},
		{"with a day there is not", func(r [][]string) [][]string { r[3][1] = "02-30 上午"; return r }, "第4行B列“02-30 上午”不是真实的日期"},
		{"with words for a day", func(r [][]string) [][]string { r[4][5] = "中旬讲党课"; return r }, "第5行F列“中旬讲党课”没有以日期开头"},
		{"with a theme too long", func(r [][]string) [][]string { r[4][3] = strings.Repeat("学", 201); return r }, "第5行D列有201个字"},
		{"with words beside the table", func(r [][]string) [][]string { r[4] = append(r[4], "备注"); return r }, "第5行H列“备注”上面没有列名"},
		{"with two faults", func(r [][]string) [][]string { r[9][2], r[11][2] = "x", "y"; return r }, "第10行C列“x”没有以日期开头，请写成“08-05”这样的月日，后面可以加说明；第12行C列“y”"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			given := office(t)
			given[0].Rows = tt.change(given[0].Rows)
			s, err := orglife.ReadPlanSheet(given)
			if err == nil {
				_, err = s.Months(2022)
			}
			if models.KindOf(err) != models.Invalid || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
	twice := append(office(t), office(t)...)
	if _, err := orglife.ReadPlanSheet(twice); err == nil || !strings.Contains(err.Error(), "请只保留一张") {
		t.Errorf("two plans in one workbook: %v", err)
	}
}

func FuzzPlanCell(f *testing.F) {
	for _, text := range []string{"02-07 下午 (02-05周六春节假期顺延)", "2月7日", "2022年2月7日上午", "—", "2/7", "02-30", "七"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range orglife.PlanColumns {
			r := orglife.PlanRow{Month: 2}
			if c.Read(&r, 2022, text) != nil {
				continue
			}
			again := orglife.PlanRow{Month: 2}
			if problem := c.Read(&again, 2022, c.Cell(&r)); problem != nil || c.Cell(&again) != c.Cell(&r) {
				t.Errorf("%q is written %q and read back as %q: %s", text, c.Cell(&r), c.Cell(&again), problem)
			}
		}
	})
}
