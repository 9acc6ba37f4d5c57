package importing_test

import (
	"context"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/project/importing"
	"luoshi/testkit"
	"luoshi/testkit/workbooks"
)

func preview(t testing.TB, c *testkit.City, l importing.List) *importing.Preview {
	t.Helper()
	var p *importing.Preview
	testkit.Must(t, c.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		p, err = l.Preview(tx)
		return err
	}))
	return p
}

// broken are the lists with one fault, and what must be said about it.
var broken = map[string]string{
	"unknown-unit":        "第14行G列：没有找到责任单位“市海洋发展局”",
	"impossible-date":     "第13行E列：时间“2月30日前组建行动支部”里有不存在的日期",
	"formula":             "第8行J列：“完成时限”是公式",
	"stage-after-project": "第12行E列：阶段“帮办1200件”的时限2022年12月31日晚于项目完成时限2022年12月15日",
	"missing-person":      "第15行H列：没有填写“责任人”",
	"duplicate-names":     "第17行C列：项目名称“发展党员工作规范化”与第8行重复",
}

func TestPreviewOfEveryList(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	office := preview(t, c, importing.List{Year: 2022, Sheets: sheets(t, "office")})
	for _, variant := range workbooks.Variants() {
		p := preview(t, c, importing.List{Year: 2022, Sheets: sheets(t, variant)})
		if len(p.Rows) != 14 {
			t.Errorf("%s: %d rows\n%s", variant, len(p.Rows), p.Text())
			continue
		}
		faults := p.Faults()
		if want, bad := broken[variant]; bad {
			if len(faults) != 1 || !strings.HasPrefix(faults[0].String(), want) || p.Count(importing.Problem) != 1 {
				t.Errorf("%s: got %q, want %q", variant, faults, want)
			}
			continue
		}
		if len(faults) > 0 {
			t.Errorf("%s: %q", variant, faults)
		}
		for _, r := range p.Rows {
			i := slices.IndexFunc(office.Rows, func(o importing.Row) bool { return o.Project.Name == r.Project.Name })
			if got, want := inWords(r), inWords(office.Rows[max(i, 0)]); got != want {
				t.Errorf("%s, row %d: got\n%s\nwant\n%s", variant, r.Line, got, want)
			}
		}
	}
}

// The demonstration imports the same list that the tests take apart.
func TestDemoHasTheOfficesList(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../../demo/annual-project-list-2022.xlsx")
	testkit.Must(t, err)
	defer file.Close()
	list, err := documents.ReadWorkbook(file.Name(), file)
	testkit.Must(t, err)
	if len(list) != 1 || !reflect.DeepEqual(importing.Sheet(list[0]), sheets(t, "office")[0]) {
		t.Errorf("got %q", list)
	}
}

// inWords is what matters of a row, wherever it stood.
func inWords(r importing.Row) string {
	var out strings.Builder
	p := r.Project
	out.WriteString(strings.Join([]string{p.Name, p.Category, string(p.Type), p.Measures, p.Target, string(p.StartOn), string(p.DueOn),
		r.Lead.Name, r.Partners, r.Owner(), r.Reviewer()}, "|"))
	for _, s := range r.Stages {
		out.WriteString("\n" + string(s.StartOn) + " " + string(s.DueOn) + " " + s.Name + "|" + s.Measures)
	}
	return out.String()
}

func TestPreviewUnderstandsTheRealList(t *testing.T) {
	t.Parallel()
	c := newCity(t)
	rows := preview(t, c, importing.List{Year: 2022, Sheets: sheets(t, "office")}).Rows
	for _, want := range []struct {
		row                             int
		kind                            project.Type
		due                             string
		stages                          int
		lead, owner, reviewer, partners string
	}{
		{1, project.Key, "2022-12-20", 4, "市直机关工委", "孟书琴（市直机关工委 常务副书记）", "周砚清（市直机关工委 书记）", "市直各部门单位"},
		{2, project.Routine, "2022-09-30", 3, "市直机关工委", "许牧野（市直机关工委 组织科科长）", "孟书琴（市直机关工委 常务副书记）", "各机关党委、党总支"},
		{3, project.Routine, "2022-11-30", 4, "市直机关工委", "许牧野（市直机关工委 组织科科长）", "孟书琴（市直机关工委 常务副书记）", "各机关党委、党总支、各党支部"},
		{4, project.Routine, "2022-12-31", 3, "市直机关工委", "许牧野（市直机关工委 组织科科长）", "孟书琴（市直机关工委 常务副书记）", "各党支部"},
		{6, project.Brand, "2022-11-25", 3, "市直机关工委", "许牧野（市直机关工委 组织科科长）", "孟书琴（市直机关工委 常务副书记）", "各党支部"},
		{7, project.Key, "2022-12-15", 3, "市直机关工委", "周砚清（市直机关工委 书记）", "孟书琴（市直机关工委 常务副书记）", "各机关党委、党总支"},
		{8, project.Key, "2022-10-31", 3, "市委办公室党总支", "沈维岳（市委办公室党组 党组书记）", "孟书琴（市直机关工委 常务副书记）", "市直机关工委"},
		{9, project.Service, "2022-12-15", 4, "市行政审批服务局党支部", "童佳宁（市行政审批服务局党支部 书记）", "孟书琴（市直机关工委 常务副书记）", ""},
		{10, project.Breakthrough, "2022-09-30", 4, "市自然资源和规划局党总支", "柯远山（市自然资源和规划局党组 党组书记）", "孟书琴（市直机关工委 常务副书记）", "市住房和城乡建设局"},
		{14, project.Routine, "2022-07-15", 3, "市直机关工委", "孟书琴（市直机关工委 常务副书记）", "周砚清（市直机关工委 书记）", "市自然资源和规划局、市住房和城乡建设局、市行政审批服务局"},
	} {
		r := rows[want.row-1]
		if r.Project.Type != want.kind || string(r.Project.DueOn) != want.due || len(r.Stages) != want.stages || r.Lead.Name != want.lead ||
			r.Owner() != want.owner || r.Reviewer() != want.reviewer || r.Partners != want.partners || r.Status != importing.New {
			t.Errorf("row %d: %s", want.row, inWords(r))
		}
	}
	first := rows[0].Stages
	if first[1].StartOn != "2022-04-01" || first[1].DueOn != "2022-06-30" || first[1].Weight != 25 || first[0].StartOn != "2022-01-01" ||
		first[0].Measures != "印发创建实施方案\n培育创建单位20家" || first[1].Measures != "组织半年现场观摩" {
		t.Errorf("stages: %+v", first)
	}
}
