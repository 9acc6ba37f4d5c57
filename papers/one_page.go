package papers

import (
	"fmt"
	"strings"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
)

// OnePage is 一页纸: a project by its five questions, its stages, and how it stands.
func OnePage(tx *models.Tx, id int64, maker string) (Paper, error) {
	w, err := project.FindWhole(tx, id)
	if err != nil {
		return Paper{}, err
	}
	light, err := w.Light(tx, w.Milestones)
	if err != nil {
		return Paper{}, err
	}
	d := &draft{tx: tx, holders: w.Holders}
	five := documents.Table{Columns: columns("问题 14", "回答 76"), Rows: d.five(&w)}
	road := documents.Table{Columns: columns("阶段 5", "名称和目标 30", "责任人 10", "时限 16", "权重 7", "完成 8", "现状 14")}
	for _, m := range w.Milestones {
		if m.IsStage() {
			row, err := d.stage(&m)
			if err != nil {
				return Paper{}, err
			}
			road.Rows = append(road.Rows, row)
		}
	}
	paper := Paper{Name: w.Code + " " + w.Name}
	p := func(kind documents.ParagraphKind, text string) documents.Paragraph {
		return documents.Paragraph{Kind: kind, Text: text}
	}
	paper.Letter = documents.Letter{Name: paper.Name, Paragraphs: []documents.Paragraph{
		p(documents.Title, w.Name),
		p(documents.Remark, fmt.Sprintf("%d年度党建项目 %s　%s　截至%s", w.Year, w.Code, kind(w.Project), tx.Today().Long())),
		{Kind: documents.Grid, Grid: five},
		p(documents.Remark, fmt.Sprintf("现状：%s，%s。完成%d%%，时间已过%d%%。", w.State, light.Text, project.Percent(w.Milestones), w.TimeShare(tx.Today()))),
		{Kind: documents.Grid, Grid: road},
	}}
	for _, line := range d.events(&w) {
		paper.Letter.Paragraphs = append(paper.Letter.Paragraphs, p(documents.Remark, line))
	}
	paper.Letter.Paragraphs = append(paper.Letter.Paragraphs, p(documents.Remark, "制表单位："+maker))
	note := "制表单位：" + maker + "　" + tx.Today().Long().String()
	five.Title, road.Title, five.Notes, road.Notes = w.Name, w.Name+"：阶段", []string{note}, []string{note}
	paper.Sheets = []documents.NamedTable{{Sheet: "五问", Table: five}, {Sheet: "阶段", Table: road}}
	return paper, nil
}

// five are the answers to the five questions.
func (d *draft) five(w *project.Whole) [][]string {
	who := []string{unit(w.Project)}
	for _, part := range []struct {
		label string
		post  int64
	}{{"责任人", w.OwnerPostID}, {"审核人", w.ReviewerPostID}, {"分管负责同志", w.LeaderPostID}} {
		if name := d.who(part.post); name != "" {
			who = append(who, part.label+name)
		}
	}
	var partners []string
	for _, o := range w.Partners {
		if !o.IsLead && o.Org != nil {
			partners = append(partners, o.Org.Name)
		}
	}
	const most = 8 // more than that is said by number
	rest := ""
	if len(partners) > most {
		partners, rest = partners[:most], fmt.Sprintf("等%d个单位", len(partners))
	}
	if len(partners) > 0 {
		who = append(who, "配合单位："+strings.Join(partners, "、")+rest)
	}
	target := w.Target
	if m := w.Metric; m.Name != "" {
		target += fmt.Sprintf("\n%s：目标%v%s，现值%v%s", m.Name, m.Target, m.Unit, m.Current, m.Unit)
	}
	due := fmt.Sprintf("%s至%s", w.StartOn.Long(), w.DueOn.Long())
	if w.FirstDueOn != w.DueOn {
		due += fmt.Sprintf("（原定%s）", w.FirstDueOn.Long())
	}
	return [][]string{{"干什么", w.Objective}, {"怎么干", numbered(w.Measures)}, {"谁来干", strings.Join(who, "；")}, {"干到什么程度", target}, {"何时完成", due}}
}

func (d *draft) stage(m *project.Milestone) ([]string, error) {
	light, err := m.Light(d.tx)
	what := m.Name
	if m.Goal != "" {
		what += "：" + m.Goal
	}
	return []string{fmt.Sprint(m.Seq), what, d.who(m.OwnerPostID), fmt.Sprintf("%s至%s", m.StartOn.Short(), m.DueOn.Short()), fmt.Sprint(m.Weight), fmt.Sprintf("%d%%", m.Percent), fmt.Sprint(light.Text)}, err
}

// events are the latest check and what still waits.
func (d *draft) events(w *project.Whole) (lines []string) {
	if len(w.Checks) > 0 {
		c := w.Checks[0]
		lines = append(lines, fmt.Sprintf("最近检查：%s，%s，%s。%s", c.CheckedOn.Long(), c.ByName, c.Result, strings.ReplaceAll(c.Problems, "\n", "；")))
	}
	open := 0
	for _, i := range w.Improvements {
		if i.State != project.Verified {
			open++
		}
	}
	if open > 0 {
		lines = append(lines, fmt.Sprintf("未销号的改进事项：%d项。", open))
	}
	for _, e := range w.Extensions {
		if e.State == project.Waiting {
			lines = append(lines, fmt.Sprintf("待审批的延期：%s至%s。", e.OldDueOn.Short(), e.NewDueOn.Short()))
		}
	}
	return lines
}
