package importing

import (
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// List is a yearly list as it was handed in, with what the importer chose.
type List struct {
	Year    int
	Sheets  []Sheet
	Choices []Choice
}

// Preview shows what the list was understood to say; nothing is written.
func (l List) Preview(tx *models.Tx) (*Preview, error) {
	if err := tx.Require(models.Enter, models.Projects, 0); err != nil {
		return nil, err
	}
	if l.Year < 2000 || l.Year > 2100 {
		return nil, models.FailAt(models.Invalid, "year", "请填写清单的年度，如 2022。")
	}
	found := read(l.Sheets)
	switch n := len(found.lines); {
	case n == 0:
		return nil, models.Fail(models.Invalid, "没有找到项目清单：表头要在同一行里写出“项目名称”“责任单位”，以及“时序进度”“完成时限”等栏目，下面每个项目一行。")
	case n > MaxProjects:
		return nil, models.Fail(models.Invalid, "清单有%d个项目，超过%d个的上限，请分成几份上传。", n, MaxProjects)
	}
	g, err := readRegister(tx)
	if err != nil {
		return nil, err
	}
	olds, err := yearOf(tx, l.Year)
	if err != nil {
		return nil, err
	}
	p := &Preview{Year: l.Year, Problems: found.missing()}
	p.Notes = append(found.notes, language.Phrase{"各阶段首尾相接，第一阶段自%d年1月1日起；权重平均分配。", l.Year})
	seen := map[string]*Row{}
	for i, line := range found.lines {
		r := line.understand(l.Year)
		r.Number = i + 1
		key := likeness(r.Project.Name)
		r.old = olds[key]
		g.who(r, line, l.choice(r.Number))
		if first := seen[key]; first == nil {
			seen[key] = r
		} else if key != "" {
			r.problem("%s：项目名称“%s”与第%d行重复，请改名或删去一行。", line.at(name), short(r.Project.Name), first.Line)
		}
		if r.old != nil {
			r.compare(g, line)
		}
		r.Status = r.status()
		p.Rows = append(p.Rows, *r)
	}
	return p, nil
}

// yearOf reads the year's projects by the likeness of their names, without parts that were handed down.
func yearOf(tx *models.Tx, year int) (map[string]*project.Project, error) {
	list, err := models.In[project.Project](tx).Preload("Orgs", nil).Preload("Milestones", nil).Where("year = ? AND id NOT IN (SELECT project_id FROM parts)", year).Find(tx.Ctx)
	if err == nil {
		err = project.AddParts(tx, list)
	}
	olds := map[string]*project.Project{}
	for i := range list {
		p := &list[i]
		p.Milestones = slices.DeleteFunc(p.Milestones, func(m project.Milestone) bool { return !m.IsStage() })
		slices.SortFunc(p.Milestones, func(a, b project.Milestone) int { return a.Seq - b.Seq })
		olds[likeness(p.Name)] = p
	}
	return olds, err
}

func (l List) choice(row int) Choice {
	for _, c := range l.Choices {
		if c.Row == row {
			return c
		}
	}
	return Choice{}
}

func (r *Row) status() Status {
	switch {
	case len(r.Problems) > 0:
		return Problem
	case r.old == nil:
		return New
	case len(r.Changes) == 0:
		return Same
	case r.old.Editable():
		return Changed
	}
	return Differs
}

// missing names the columns without which no row can be a project.
func (found reading) missing() []language.Phrase {
	var faults []language.Phrase
	told := map[string]bool{}
	for _, l := range found.lines {
		has := func(f field) bool { _, ok := l.columns[f]; return ok }
		var names []language.Phrase
		for _, f := range required {
			if !has(f) {
				names = append(names, language.Phrase{"“%s”", string(f)})
			}
		}
		if !has(schedule) && !has(due) {
			names = append(names, language.Phrase{"“%s”或“%s”", string(schedule), string(due)})
		}
		if !has(unit) && !has(both) {
			names = append(names, language.Phrase{"“%s”", string(unit)})
		}
		if len(names) > 0 && !told[l.sheet] {
			told[l.sheet] = true
			faults = append(faults, language.Phrase{"%s没有%s一栏，请补上后再上传。", sheetIn(l), language.Join("、", names)})
		}
	}
	return faults
}

func sheetIn(l *line) string {
	if l.sheet == "" {
		return "表里"
	}
	return "工作表“" + l.sheet + "”"
}

// who finds the units and people of a row.
func (g *register) who(r *Row, l *line, c Choice) {
	unitField, personField := unit, person
	units, people := l.cells[unit], l.cells[person]
	if _, ok := l.columns[unit]; !ok {
		unitField, personField = both, both
		units, people = g.apart(l.cells[both])
	} else if _, ok := l.columns[person]; !ok {
		personField = unit
		units, people = g.apart(l.cells[unit])
	}
	lead := g.parties(units)
	r.Notes = append(r.Notes, lead.notes...)
	switch {
	case l.formulas[unitField]:
	case len(lead.unknown) > 0:
		r.problem("%s：没有找到责任单位“%s”。请核对名称，或先登记这个单位。", l.at(unitField), strings.Join(lead.unknown, "”“"))
	case len(lead.orgs) == 0:
		r.problem("%s：没有填写“%s”。", l.at(unitField), unit)
	case lead.group:
		r.Lead, r.Cooperating = g.city, lead.orgs
		r.note("“%s”不是一个单位，由%s牵头，各单位协同。", short(units), g.city.Name)
	default:
		r.Lead, r.Cooperating = g.byID[lead.orgs[0]], lead.orgs[1:]
		if len(r.Cooperating) > 0 {
			r.note("责任单位写了几个，以第一个“%s”牵头，其余协同。", g.unitName(r.Lead))
		}
	}
	help := g.parties(l.cells[partners])
	r.Notes = append(r.Notes, help.notes...)
	if len(help.unknown) > 0 {
		r.problem("%s：没有找到协同单位“%s”。请核对名称，或先登记这个单位。", l.at(partners), strings.Join(help.unknown, "”“"))
	}
	for _, id := range help.orgs {
		if !slices.Contains(r.Cooperating, id) {
			r.Cooperating = append(r.Cooperating, id)
		}
	}
	if r.Lead == nil {
		return
	}
	r.Cooperating = slices.DeleteFunc(slices.Clone(r.Cooperating), func(id int64) bool { return id == r.Lead.ID })
	r.Partners = g.named(r.Cooperating)
	r.Project.OrgID = r.Lead.ID
	if l.formulas[personField] {
		return
	}
	faults := len(r.Problems)
	g.owner(r, l.at(personField), people, lead.group)
	if c.OwnerPostID != 0 && r.choose(&r.Owners, c.OwnerPostID, g) {
		r.Problems = r.Problems[:faults]
	}
	g.reviewer(r)
	r.choose(&r.Reviewers, c.ReviewerPostID, g)
	r.settle(l)
}

// settle takes over the posts chosen; who does the work does not review it.
func (r *Row) settle(l *line) {
	owner, reviewer := Chosen(r.Owners), Chosen(r.Reviewers)
	if owner != nil {
		r.Project.OwnerPostID = owner.PostID
	}
	if reviewer != nil {
		r.Project.ReviewerPostID = reviewer.PostID
	}
	if owner != nil && reviewer != nil && owner.MemberID == reviewer.MemberID && owner.MemberID != 0 {
		r.problem("%s：审核人和责任人都是%s，请另选审核人。", l.at(""), owner.Text)
	}
}
