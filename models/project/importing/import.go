package importing

import (
	"errors"
	"fmt"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// Mode is in which state new projects begin.
type Mode int

const (
	AsDrafts Mode = iota
	Issued        // the list has been issued already: its projects are under way at once
)

// Import takes the whole list over, or nothing: new projects are made, drafts are
// brought up to date, and what has been approved since stays as it is.
func (l List) Import(tx *models.Tx, how Mode) (*Preview, error) {
	p, err := l.Preview(tx)
	if err != nil {
		return nil, err
	}
	if err := p.refuse(); err != nil {
		return nil, err
	}
	if how == Issued {
		if err := tx.Require(models.Approve, models.Projects, 0); err != nil {
			return nil, err
		}
	}
	codes, err := codesOf(tx, p)
	if err != nil {
		return nil, err
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		switch r.Status {
		case New:
			r.Project.Code = codes.give(r.numbered)
			err = r.create(tx, how)
		case Changed:
			err = r.update(tx)
		}
		if err != nil {
			return nil, r.placed(err)
		}
	}
	return p, tx.Record(models.Entry{Verb: "导入项目清单", Subject: fmt.Sprintf("imports/projects/%d", l.Year), Topic: "imports", Detail: p.Summary()})
}

// mostFaults bounds how many faults one message names.
const mostFaults = 10

// refuse stops an import while anything stands in its way, and says what.
func (p *Preview) refuse() error {
	faults := p.Faults()
	if len(faults) == 0 {
		return nil
	}
	if len(faults) > mostFaults {
		faults = append(faults[:mostFaults], language.Quote("……"))
	}
	return models.Fail(models.Invalid, "清单还有%d处问题，没有导入任何项目：%s", len(p.Faults()), language.Join("", faults))
}

// create makes a new project of the row.
func (r *Row) create(tx *models.Tx, how Mode) error {
	if err := project.Create(tx, &r.Project, r.Stages, r.Cooperating); err != nil {
		return err
	}
	if how != Issued {
		return nil
	}
	return r.Project.Issue(tx)
}

// update brings a draft up to date; what the list does not say stays.
func (r *Row) update(tx *models.Tx) error {
	old, now := *r.old, r.Project
	old.Orgs, old.Milestones = nil, nil
	change := old
	change.Type, change.Category, change.Measures, change.Target = now.Type, now.Category, now.Measures, now.Target
	change.OrgID, change.OwnerPostID, change.ReviewerPostID, change.DueOn = now.OrgID, now.OwnerPostID, now.ReviewerPostID, now.DueOn
	if err := old.Edit(tx, old.Revision, change, append([]int64{}, r.Cooperating...)); err != nil { // not nil: none is what the list says
		return err
	}
	if !r.restaged {
		return nil
	}
	p, err := project.Find(tx, old.ID)
	if err != nil {
		return err
	}
	return p.SetStages(tx, p.Revision, r.Stages)
}

// placed names the row in what a rule says about its project.
func (r *Row) placed(err error) error {
	var e *models.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("row %d: %w", r.Line, err)
	}
	place := language.Phrase{"第%d行", r.Line}
	if r.Sheet != "" {
		place = language.Phrase{"工作表“%s”第%d行", r.Sheet, r.Line}
	}
	return models.Fail(e.Kind, "%s“%s”：%s没有导入任何项目。", place, short(r.Project.Name), e)
}

// codes gives out numbers that no project of the year has: the list's own where
// they are free, or else the next above all of them.
type codes struct {
	taken map[string]bool
	last  int
}

func codesOf(tx *models.Tx, p *Preview) (*codes, error) {
	list, err := models.In[project.Project](tx).Select("code").Where("year = ?", p.Year).Find(tx.Ctx)
	c := &codes{taken: map[string]bool{}}
	for _, old := range list {
		c.taken[old.Code] = true
	}
	for _, r := range p.Rows {
		c.last = max(c.last, r.numbered)
	}
	return c, err
}

func (c *codes) give(number int) string {
	code := fmt.Sprintf("P%02d", number)
	for number == 0 || c.taken[code] {
		c.last++
		number, code = c.last, fmt.Sprintf("P%02d", c.last)
	}
	c.taken[code] = true
	return code
}
