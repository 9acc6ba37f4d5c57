package papers

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// Progress is 推进情况: how the year's projects stand, unit by unit in the order of
// names, as a report in the format of public documents.
func Progress(tx *models.Tx, o Order) (Paper, error) {
	d, err := read(tx, o)
	if err != nil {
		return Paper{}, err
	}
	name := d.title("党建项目推进情况")
	l := documents.Letter{Name: name}
	add := func(kind documents.ParagraphKind, text string) {
		l.Paragraphs = append(l.Paragraphs, documents.Paragraph{Kind: kind, Text: text})
	}
	whose := "市直机关"
	if d.Unit != "" {
		whose = d.Unit
	}
	add(documents.Title, fmt.Sprintf("%s%d年度\n党建项目推进情况", whose, d.Year))
	add(documents.Body, fmt.Sprintf("截至%s，%s%d年度党建项目推进情况如下。", tx.Today().Long(), whose, d.Year))
	add(documents.Heading1, "一、总体情况")
	add(documents.Body, d.overall())
	add(documents.Heading1, "二、各单位情况")
	for i, name := range d.units() {
		add(documents.Heading2, fmt.Sprintf("（%s）%s", language.Numeral(i+1), name))
		for j := range d.list {
			if p := &d.list[j]; unit(p) == name {
				add(documents.Body, d.standing(p))
			}
		}
	}
	add(documents.Heading1, "三、需要关注的事项")
	add(documents.Body, d.concerns())
	add(documents.Signature, d.Maker)
	add(documents.Date, tx.Today().Long().String())
	return Paper{Name: name, Letter: l, Sheets: []documents.NamedTable{{Sheet: "推进情况", Table: d.standings()}}}, nil
}

// units are the departments that lead, by name: no order of merit.
func (d *draft) units() []string {
	var names []string
	for i := range d.list {
		names = append(names, unit(&d.list[i]))
	}
	slices.SortFunc(names, language.Order)
	return slices.Compact(names)
}

// overall counts the projects by light.
func (d *draft) overall() string {
	if len(d.list) == 0 {
		return "本年度没有项目。"
	}
	count := map[project.Tone]int{}
	closed, moved, sum := 0, 0, 0
	for i := range d.list {
		p := &d.list[i]
		count[d.lights[p.ID].Tone]++
		sum += project.Percent(p.Milestones)
		if p.State == project.Closed {
			closed++
		}
		if p.Extensions > 0 || slices.ContainsFunc(p.Milestones, func(m project.Milestone) bool { return m.Extensions > 0 }) {
			moved++
		}
	}
	return fmt.Sprintf("共有项目%d个，其中已结项%d个，正常推进%d个，审核中%d个，临期或落后%d个，逾期%d个，未开始%d个。平均完成%d%%，经批准调整过时限的%d个。",
		len(d.list), closed, count[project.OK]-closed, count[project.Info], count[project.Warn], count[project.Late], count[project.Idle], sum/len(d.list), moved)
}

// standing is how one project stands, as a sentence.
func (d *draft) standing(p *project.Project) string {
	words := []string{fmt.Sprintf("完成%d%%", project.Percent(p.Milestones))}
	if p.UnderWay() {
		words = append(words, fmt.Sprintf("时间已过%d%%", p.TimeShare(d.tx.Today())))
		if s := present(p); s != nil {
			words = append(words, fmt.Sprintf("现为第%d阶段“%s”，时限%s", s.Seq, s.Name, s.DueOn.Short()))
		}
	}
	owner := ""
	if who := d.who(p.OwnerPostID); who != "" {
		owner = "（责任人" + who + "）"
	}
	return fmt.Sprintf("%s%s%s：%s；%s。", p.Code, p.Name, owner, strings.Join(words, "，"), d.light(p))
}

// concerns lists what is late or about to be.
func (d *draft) concerns() string {
	var lines []string
	for i := range d.list {
		p := &d.list[i]
		if light := d.lights[p.ID]; light.Tone == project.Late || light.Tone == project.Warn {
			lines = append(lines, fmt.Sprintf("%d.%s《%s》：%s。", len(lines)+1, unit(p), p.Name, light.Text))
		}
	}
	if len(lines) == 0 {
		return "暂无。"
	}
	return strings.Join(lines, "\n")
}

// standings are the same as a worksheet.
func (d *draft) standings() documents.Table {
	t := documents.Table{Title: d.title("党建项目推进情况"), Notes: []string{d.made()},
		Columns: columns("单位 20", "编号 8", "项目名称 26", "责任人 10", "现阶段 22", "阶段时限 12", "完成 8", "时间已过 9", "现状 24")}
	for _, name := range d.units() {
		for i := range d.list {
			p := &d.list[i]
			if unit(p) != name {
				continue
			}
			stage, due := "", ""
			if s := present(p); s != nil && p.UnderWay() {
				stage, due = s.Name, string(s.DueOn)
			}
			t.Rows = append(t.Rows, []string{name, p.Code, p.Name, d.who(p.OwnerPostID), stage, due, fmt.Sprintf("%d%%", project.Percent(p.Milestones)),
				fmt.Sprintf("%d%%", p.TimeShare(d.tx.Today())), d.light(p)})
		}
	}
	return t
}
