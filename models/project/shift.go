package project

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// shift moves all dates of a draft, or of one that was returned, by working days,
// earlier when negative: its own and those of its stages and nodes.
func (p *Project) shift(tx *models.Tx, days int) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.editable(true); err != nil {
		return err
	}
	work, err := tx.Workdays()
	if err != nil {
		return err
	}
	before := *p
	move := func(start, due *calendar.Date) {
		for _, day := range []*calendar.Date{start, due} {
			if *day != "" {
				*day = work.Add(*day, days)
			}
		}
	}
	move(&p.StartOn, &p.DueOn)
	wrong := models.FieldErrors{}
	checkDates(wrong, "", p.StartOn, p.DueOn)
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("start_on", p.StartOn),
		models.Assign("due_on", p.DueOn), models.Assign("first_due_on", p.DueOn), models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil || n == 0 {
		return errOr(err, models.Stale)
	}
	p.FirstDueOn, p.Revision = p.DueOn, p.Revision+1
	steps, err := p.All(tx)
	if err != nil {
		return err
	}
	for _, m := range steps {
		move(&m.StartOn, &m.DueOn)
		if _, err := models.In[Milestone](tx).Where("id = ?", m.ID).Set(models.Assign("start_on", m.StartOn), models.Assign("due_on", m.DueOn),
			models.Assign("first_due_on", m.DueOn), models.Assign("owed_on", m.DueOn), models.Assign("revision", m.Revision+1)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return p.record(tx, "移动时限", p.Subject(), language.Phrase{"时限由%s移到%s", before.span(), p.span()}, before, p)
}
