package papers

import (
	"fmt"
	"time"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
)

// Ledger is 台账: every project with its stages, reports, rounds of review,
// checks, improvements and postponements, a worksheet each.
func Ledger(tx *models.Tx, o Order) (Paper, error) {
	d, err := read(tx, o)
	if err != nil {
		return Paper{}, err
	}
	b := &ledger{draft: d, projects: map[int64]*project.Project{}, milestones: map[int64]*project.Milestone{}}
	for i := range d.list {
		p := &d.list[i]
		b.projects[p.ID] = p
		for j := range p.Milestones {
			b.milestones[p.Milestones[j].ID] = &p.Milestones[j]
		}
	}
	paper := Paper{Name: d.title("党建项目台账")}
	paper.Letter = documents.Letter{Name: paper.Name, Across: true, Paragraphs: []documents.Paragraph{
		{Kind: documents.Title, Text: paper.Name}, {Kind: documents.Remark, Text: d.made()}}}
	for _, sheet := range []func() (documents.NamedTable, error){b.overview, b.stages, b.progress, b.reviews, b.checks, b.improvements, b.extensions} {
		s, err := sheet()
		if err != nil {
			return Paper{}, err
		}
		s.Table.Title, s.Table.Notes = paper.Name+"（"+s.Sheet+"）", []string{d.made()}
		paper.Sheets = append(paper.Sheets, s)
		paper.Letter.Paragraphs = append(paper.Letter.Paragraphs, documents.Paragraph{Kind: documents.Heading1, Text: s.Sheet})
		if len(s.Table.Rows) == 0 {
			paper.Letter.Paragraphs = append(paper.Letter.Paragraphs, documents.Paragraph{Kind: documents.Body, Text: "无。"})
			continue
		}
		paper.Letter.Paragraphs = append(paper.Letter.Paragraphs, documents.Paragraph{Kind: documents.Grid, Grid: s.Table})
	}
	return paper, nil
}

type ledger struct {
	*draft
	projects   map[int64]*project.Project
	milestones map[int64]*project.Milestone
}

// on names the project and the milestone a record is about.
func (b *ledger) on(projectID, milestoneID int64) []string {
	p, about := b.projects[projectID], "项目"
	if m := b.milestones[milestoneID]; m != nil {
		about = m.Label().String()
	}
	return []string{p.Code, p.Name, about}
}

func (b *ledger) day(at time.Time) string { return string(b.tx.DayOf(at)) }

func (b *ledger) dayOr(at *time.Time) string {
	if at == nil {
		return ""
	}
	return b.day(*at)
}

func (b *ledger) overview() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 24", "类型 12", "责任单位 18", "配合单位数 8", "责任人 10", "开始 12", "时限 12", "原定时限 12", "延期次数 8", "状态 10", "完成 8", "时间已过 8", "现状 20")}
	for i := range b.list {
		p := &b.list[i]
		t.Rows = append(t.Rows, []string{p.Code, p.Name, kind(p), unit(p), fmt.Sprint(max(0, len(p.Orgs)-1)), b.who(p.OwnerPostID), string(p.StartOn), string(p.DueOn), string(p.FirstDueOn),
			fmt.Sprint(p.Extensions), p.State.String(), fmt.Sprintf("%d%%", project.Percent(p.Milestones)), fmt.Sprintf("%d%%", p.TimeShare(b.tx.Today())), b.light(p)})
	}
	return documents.NamedTable{Sheet: "项目", Table: t}, nil
}

func (b *ledger) stages() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 22", "阶段、节点 22", "目标 24", "措施 26", "责任人 10", "权重 6", "开始 12", "时限 12", "原定时限 12", "应完成 12", "完成日 12", "状态 9", "完成 7", "是否按时 11")}
	for i := range b.list {
		p := &b.list[i]
		for _, m := range p.Milestones {
			weight := ""
			if m.IsStage() {
				weight = fmt.Sprint(m.Weight)
			}
			t.Rows = append(t.Rows, []string{p.Code, p.Name, m.Label().String(), m.Goal, numbered(m.Measures), b.who(m.OwnerPostID), weight, string(m.StartOn), string(m.DueOn),
				string(m.FirstDueOn), string(m.OwedOn), string(m.DoneOn), m.State.String(), fmt.Sprintf("%d%%", m.Percent), string(m.Timeliness(b.tx.Today()))})
		}
	}
	return documents.NamedTable{Sheet: "阶段和节点", Table: t}, nil
}

func (b *ledger) progress() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 24", "阶段、节点 24", "日期 12", "填报人 10", "完成 8", "进展 60")}
	list, err := project.Records[project.ProgressReport](b.tx, b.list)
	for _, r := range list {
		t.Rows = append(t.Rows, append(b.on(r.ProjectID, r.MilestoneID), b.day(r.CreatedAt), r.ByName, fmt.Sprintf("%d%%", r.Percent), r.Text))
	}
	return documents.NamedTable{Sheet: "进展", Table: t}, err
}

func (b *ledger) reviews() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 22", "阶段、节点 22", "轮次 6", "报送人 10", "报送日期 12", "说明 30", "审核时限 12", "审核人 10", "审核日期 12", "结果 9", "意见 30")}
	list, err := project.Records[project.Review](b.tx, b.list)
	for _, r := range list {
		t.Rows = append(t.Rows, append(b.on(r.ProjectID, r.MilestoneID), fmt.Sprint(r.Number), r.SubmittedName, b.day(r.SubmittedAt), r.Note, string(r.DueOn),
			r.DecidedName, b.dayOr(r.DecidedAt), r.Decision.String(), r.Reason))
	}
	return documents.NamedTable{Sheet: "审核", Table: t}, err
}

func (b *ledger) checks() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 24", "阶段 24", "检查日期 12", "检查人 10", "结果 10", "问题 40", "说明 30")}
	list, err := project.Records[project.Check](b.tx, b.list)
	for _, c := range list {
		t.Rows = append(t.Rows, append(b.on(c.ProjectID, c.MilestoneID), string(c.CheckedOn), c.ByName, c.Result.String(), numbered(c.Problems), c.Note))
	}
	return documents.NamedTable{Sheet: "检查", Table: t}, err
}

func (b *ledger) improvements() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 24", "阶段 22", "问题 34", "改进措施 34", "时限 12", "状态 10", "报送人 10", "核验人 10", "核验日期 12")}
	list, err := project.Records[project.Improvement](b.tx, b.list)
	for _, i := range list {
		t.Rows = append(t.Rows, append(b.on(i.ProjectID, i.MilestoneID), i.Problem, i.Measure, string(i.DueOn), i.State.String(), i.SubmittedName, i.VerifiedName, b.dayOr(i.VerifiedAt)))
	}
	return documents.NamedTable{Sheet: "改进", Table: t}, err
}

func (b *ledger) extensions() (documents.NamedTable, error) {
	t := documents.Table{Columns: columns("编号 8", "项目名称 22", "阶段、节点 22", "原时限 12", "申请时限 12", "原因 30", "进展 24", "措施 24", "申请人 10", "申请日期 12", "结果 9", "审批人 10", "审批日期 12")}
	list, err := project.Records[project.Extension](b.tx, b.list)
	for _, e := range list {
		t.Rows = append(t.Rows, append(b.on(e.ProjectID, e.MilestoneID), string(e.OldDueOn), string(e.NewDueOn), e.Reason, e.Progress, e.Measures, e.RequestedName,
			b.day(e.RequestedAt), e.State.String(), e.DecidedName, b.dayOr(e.DecidedAt)))
	}
	return documents.NamedTable{Sheet: "延期", Table: t}, err
}
