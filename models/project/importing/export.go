package importing

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/models"
	"luoshi/models/project"
)

// Table is a list as it goes out on paper.
type Table struct {
	Sheet   string
	Title   string
	Columns []string
	Rows    [][]string
}

// Export writes the year's projects as the office's list, which can be imported
// again, and their stages as a timetable.
func Export(tx *models.Tx, year int) ([]Table, error) {
	if err := tx.Require(models.Export, models.Projects, 0); err != nil {
		return nil, err
	}
	g, err := readRegister(tx)
	if err != nil {
		return nil, err
	}
	byName, err := yearOf(tx, year)
	if err != nil {
		return nil, err
	}
	var list []*project.Project
	for _, p := range byName {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *project.Project) int { return strings.Compare(a.Code, b.Code) })
	office := Table{Sheet: "项目清单", Title: fmt.Sprintf("%d年度党建重点项目清单", year), Columns: officeColumns}
	times := Table{Sheet: "时间表", Title: fmt.Sprintf("%d年度党建重点项目时间表", year), Columns: timeColumns}
	for i, p := range list {
		office.Rows = append(office.Rows, g.officeRow(i+1, p))
		for _, s := range p.Milestones {
			times.Rows = append(times.Rows, g.timeRow(len(times.Rows)+1, p, s))
		}
	}
	return []Table{office, times}, nil
}

var (
	officeColumns = []string{"序号", "类别", "项目名称", "主要措施", "时序进度", "目标要求", "责任单位", "责任人", "协同单位", "完成时限", "进展"}
	timeColumns   = []string{"序号", "任务", "措施", "责任单位", "责任人", "完成时限", "阶段目标", "进展"}
)

func (g *register) officeRow(number int, p *project.Project) []string {
	var steps []string
	for _, s := range p.Milestones {
		if s.DueOn.Valid() {
			steps = append(steps, dayIn(s.DueOn, p.Year)+"前"+oneStep(s.Name))
		}
	}
	var helped []int64
	for _, o := range p.Orgs {
		if !o.IsLead {
			helped = append(helped, o.OrgID)
		}
	}
	due := ""
	if p.DueOn.Valid() {
		due = p.DueOn.Long().String()
	}
	return []string{fmt.Sprint(number), categoryOf(p), p.Name, listed(p.Measures), closed(steps), p.Target, g.unitOf(p.OrgID), g.holder(p.OwnerPostID),
		g.named(helped), due, fmt.Sprintf("%s，完成%d%%", p.State, p.Percent(p.Milestones))}
}

func (g *register) timeRow(number int, p *project.Project, s project.Milestone) []string {
	owner := s.OwnerPostID
	if owner == 0 {
		owner = p.OwnerPostID
	}
	due := ""
	if s.DueOn.Valid() {
		due = s.DueOn.Long().String()
	}
	return []string{fmt.Sprint(number), fmt.Sprintf("%s（第%d阶段：%s）", p.Name, s.Seq, s.Name), listed(s.Measures), g.unitOf(p.OrgID), g.holder(owner),
		due, s.Goal, fmt.Sprintf("%s，%d%%", s.State, s.Percent)}
}

// listed numbers the lines of a text, as offices write measures.
func listed(text string) string {
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = fmt.Sprintf("%d.%s", i+1, lines[i])
	}
	return closed(lines)
}

func closed(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "；\n") + "。"
}

// oneStep keeps a name from being read as two steps.
func oneStep(name string) string {
	return strings.NewReplacer("；", "，", ";", "，", "。", "，", "→", "，", "\n", "，").Replace(name)
}

func (g *register) unitOf(id int64) string {
	if o := g.byID[id]; o != nil {
		return g.unitName(o)
	}
	return ""
}

// holder is who holds a post, or the post itself while it is vacant.
func (g *register) holder(post int64) string {
	for _, h := range g.holders {
		if h.PostID == post {
			if h.MemberID == 0 {
				return h.PostName
			}
			return h.MemberName
		}
	}
	return ""
}
