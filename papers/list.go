package papers

import (
	"fmt"
	"strings"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
)

// YearlyList is 年度项目清单: each project by its five questions.
func YearlyList(tx *models.Tx, o Order) (Paper, error) {
	d, err := read(tx, o)
	if err != nil {
		return Paper{}, err
	}
	t := documents.Table{Title: d.title("党建重点项目清单"), Notes: []string{d.made()},
		Columns: columns("序号 6", "类别 12", "项目名称 22", "主要措施 34", "责任单位 18", "责任人 10", "目标要求 28", "完成时限 15", "进度 8", "现状 18")}
	for i := range d.list {
		p := &d.list[i]
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), kind(p), p.Name, numbered(p.Measures), unit(p), d.who(p.OwnerPostID), p.Target,
			p.DueOn.Long().String(), fmt.Sprintf("%d%%", project.Percent(p.Milestones)), d.light(p)})
	}
	return Paper{Name: t.Title, Letter: tableLetter(t), Sheets: []documents.NamedTable{{Sheet: "项目清单", Table: t}}}, nil
}

// Timetable is 时间表: the stages of each project under the months they take.
func Timetable(tx *models.Tx, o Order) (Paper, error) {
	d, err := read(tx, o)
	if err != nil {
		return Paper{}, err
	}
	heads := []string{"序号 6", "项目名称 24", "责任人 10"}
	for month := 1; month <= 12; month++ {
		heads = append(heads, fmt.Sprintf("%d月 11", month))
	}
	t := documents.Table{Title: d.title("党建项目时间表"), Columns: columns(append(heads, "完成时限 12")...),
		Notes: []string{d.made(), "格内为该月进行的阶段；“→日”为该阶段时限，（完成）为已验收。"}}
	for i := range d.list {
		p := &d.list[i]
		row := []string{fmt.Sprint(i + 1), p.Name, d.who(p.OwnerPostID)}
		for month := 1; month <= 12; month++ {
			row = append(row, inMonth(p, fmt.Sprintf("%04d-%02d", d.Year, month)))
		}
		t.Rows = append(t.Rows, append(row, p.DueOn.Short().String()))
	}
	return Paper{Name: t.Title, Letter: tableLetter(t), Sheets: []documents.NamedTable{{Sheet: "时间表", Table: t}}}, nil
}

// inMonth is what of a project is at work in a month.
func inMonth(p *project.Project, month string) string {
	var words []string
	for _, s := range stages(p) {
		if !s.StartOn.Valid() || !s.DueOn.Valid() || string(s.StartOn.Month()) > month || string(s.DueOn.Month()) < month {
			continue
		}
		word := fmt.Sprintf("%d.%s", s.Seq, s.Name)
		if string(s.DueOn.Month()) == month {
			word += fmt.Sprintf("→%d日", s.DueOn.Month().First().DaysUntil(s.DueOn)+1)
		}
		if s.State == project.Done {
			word += "（完成）"
		}
		words = append(words, word)
	}
	return strings.Join(words, "\n")
}
