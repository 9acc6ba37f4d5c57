package importing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luoshi/models"
)

func TestMeaning(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]field{
		"项目名称\n（干什么）": name, "任务名称": name, "重点工作任务": name, "干什么": name, "项 目": name,
		"主要措施\n（怎么干）": measures, "推进举措": measures, "工作措施": measures,
		"时序进度\n（时间表、路线图）": schedule, "时间表、路线图": schedule, "年度进度安排": schedule,
		"目标要求（干到什么程度）": goal, "年度工作目标": goal, "（干到什么程度）": goal,
		"责任单位": unit, "牵头部门": unit, "责任单位（谁来干）": unit, "责任人": person, "项目负责人": person, "责任领导": person,
		"责任单位及责任人": both, "牵头单位/责任人": both, "责任单位（责任人）": both,
		"协同单位": partners, "配合部门": partners, "完成时限\n（何时完成）": due, "拟完成时间": due, "截止日期：": due,
		"序号": number, "类　别": category, "进展情况": progress, "阶段目标": stageGoal, "备注": remark,
		"": "", "2022年度党建重点项目清单": "", "模范机关创建": "", "制表单位：中共澜川市委市直机关工作委员会": "", "责任单位意见": "",
		"一段很长很长的话，说明了这项工作的目标和措施，但不是表头，最后是项目名称": "",
	} {
		if got, _, _ := meaning(heading); got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}

// table makes rows of texts whose cells are parted by |.
func table(lines ...string) [][]string {
	var rows [][]string
	for _, l := range lines {
		rows = append(rows, strings.Split(strings.ReplaceAll(l, "/", "\n"), "|"))
	}
	return rows
}

func TestRead(t *testing.T) {
	t.Parallel()
	const head = "序号|类别|项目名称|主要措施|责任单位|完成时限"
	for _, row := range []struct {
		name string
		rows [][]string
		want []string // row, category, name, measures
	}{
		{"titles and notes above", table("2022年清单", "", "制表：工委|||||2月", head, "1|重点|甲|做|市税务局|6月底"), []string{"5 重点 甲 做"}},
		{"headings on two rows, not merged", table("序号|类别|项目名称|主要措施|责任分工|完成时限", "||||责任单位|", "1|重点|甲|做|市税务局|6月底"), []string{"3 重点 甲 做"}},
		{"a sum, signatures, remarks", table(head, "1|重点|甲|做|市税务局|6月底", "合计||1项|||", "", "备注：1.略", "2.略"), []string{"2 重点 甲 做"}},
		{"subtotals between", table(head, "1|重点|甲|做|市税务局|6月底", "小计：1项", "2|重点|乙|做|市税务局|6月底"), []string{"2 重点 甲 做", "4 重点 乙 做"}},
		{"groups as rows", table(head, "一、规范提升（2项）", "1||甲|做|市税务局|6月底", "2||乙|做|市税务局|6月底", "（二）品牌创建", "3||丙|做|市税务局|6月底"),
			[]string{"3 规范提升 甲 做", "4 规范提升 乙 做", "6 品牌创建 丙 做"}},
		{"headings again on the next sheet of paper", table(head, "1|重点|甲|做|市税务局|6月底", head, "2|重点|乙|做|市税务局|6月底"), []string{"2 重点 甲 做", "4 重点 乙 做"}},
		{"a project over several rows, merged", table(head, "1|重点|甲|做|市税务局|6月底", "1|重点|甲|再做|市税务局|6月底", "2|重点|乙|做|市税务局|6月底"),
			[]string{"2 重点 甲 做/再做", "4 重点 乙 做"}},
		{"a project over several rows, left empty", table(head, "1|重点|甲|做|市税务局|6月底", "|||再做||"), []string{"2 重点 甲 做/再做"}},
		{"a row without a name", table(head, "1|重点||做|市税务局|6月底"), []string{"2 重点  做"}},
		{"a row with a name only", table(head, "1|重点|甲|||"), []string{"2 重点 甲 "}},
		{"blank rows between", table(head, "", "1|重点|甲|做|市税务局|6月底", "||||||", "2|重点|乙|做|市税务局|6月底"), []string{"3 重点 甲 做", "5 重点 乙 做"}},
		{"no headings", table("甲|乙|丙"), nil},
	} {
		var got []string
		for _, l := range read([]Sheet{{Name: "表", Rows: row.rows}}).lines {
			got = append(got, fmt.Sprintf("%d %s %s %s", l.row, l.cells[category], l.cells[name], strings.ReplaceAll(l.cells[measures], "\n", "/")))
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	for index, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 199: "GR"} {
		if got := models.Letters(index); got != want {
			t.Errorf("column %d: got %s, want %s", index, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("序号|类别|项目名称|主要措施|时序进度|目标要求|责任单位|责任人|完成时限\n1|重点|甲|1.做；2.再做|3月底前印发；6月底前观摩|好|市税务局|顾启明|12月20日", 2022)
	f.Add("项目|责任单位|时限\n一、组\n①|a|44915\n合计", 2022)
	f.Add("任务|牵头部门|责任人|时间表\n\n|||2月30日前做；12月底前做；3月底前做", 2024)
	f.Fuzz(func(t *testing.T, text string, year int) {
		year = 2000 + (year%100+100)%100
		var rows [][]string
		for _, l := range strings.Split(text, "\n") {
			rows = append(rows, strings.Split(strings.ReplaceAll(l, "\x1f", "\n"), "|"))
		}
		for _, l := range read([]Sheet{{Name: "表", Rows: rows, Formulas: []string{"A1", "E2"}}}).lines {
			r := l.understand(year)
			sum := 0
			for _, s := range r.Stages {
				if sum += s.Weight; s.Name == "" || !s.StartOn.Valid() || !s.DueOn.Valid() || s.DueOn < s.StartOn {
					t.Errorf("stage %+v", s)
				}
			}
			if l.row < 2 || len(r.Stages) > 0 && sum != 100 || r.Project.DueOn != "" && !r.Project.DueOn.Valid() {
				t.Errorf("line %+v: %+v", l, r)
			}
		}
	})
}
