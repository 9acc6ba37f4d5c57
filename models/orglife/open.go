package orglife

import (
	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/models"
)

// page bounds how many duties are opened in one transaction.
const page = 1000

// OpenMonth opens the duties of the month, quarter, half-year and year to which a
// month belongs, that organisations owe and do not have yet; more says that some
// are left for the next call. Replicas may do so at once.
func OpenMonth(tx *models.Tx, month calendar.Month) (more bool, err error) {
	for i := range forms {
		demand, _, ok, err := DemandFor(tx, forms[i].code, month.First(), nil)
		if err != nil {
			return false, err
		}
		if !ok {
			continue
		}
		some, err := openPeriod(tx, &forms[i], demand.Every.Of(month.First()))
		if err != nil {
			return false, err
		}
		more = more || some
	}
	return more, nil
}

// openPeriod opens a form's duties of a period, if its rule was in force when it began.
func openPeriod(tx *models.Tx, f *form, p calendar.Period) (more bool, err error) {
	demand, _, ok, err := DemandFor(tx, f.code, p.First(), nil)
	if err != nil || !ok || demand.Every != p.Span() {
		return false, err
	}
	orgs, err := owing(tx, f, p)
	if err != nil {
		return false, err
	}
	duties := make([]Duty, 0, len(orgs))
	for i := range orgs {
		d, err := newDuty(tx, f.code, &orgs[i], p)
		if err != nil {
			return false, err
		}
		duties = append(duties, d)
	}
	if len(duties) == 0 {
		return false, nil
	}
	if err := spare(tx, duties); err != nil {
		return false, err
	}
	if err := suspend(tx, duties, orgs); err != nil {
		return false, err
	}
	return len(orgs) == page, models.In[Duty](tx, models.Once).CreateInBatches(tx.Ctx, &duties, 200)
}

// owing lists organisations that owe a form in a period and have no duty of it.
func owing(tx *models.Tx, f *form, p calendar.Period) ([]models.Org, error) {
	return models.In[models.Org](tx).Where(f.whose.sql).
		Where("established_on <= ? AND (closed_on = '' OR closed_on >= ?)", p.Last(), p.First()).
		Where("NOT EXISTS (SELECT 1 FROM duties d WHERE d.code = ? AND d.period = ? AND d.org_id = orgs.id)", f.code, p).
		Order("id").Limit(page).Find(tx.Ctx) // one order for everyone: no deadlocks
}

// owes reports whether an organisation owes a type in a period.
func owes(o *models.Org, code Type, p calendar.Period) bool {
	return code.Owes(o) && o.EstablishedOn <= p.Last() && (o.ClosedOn == "" || o.ClosedOn >= p.First())
}

// newDuty is a duty as the rule in force at the beginning of its period demands it.
func newDuty(tx *models.Tx, code Type, o *models.Org, p calendar.Period) (Duty, error) {
	demand, _, _, err := DemandFor(tx, code, p.First(), o)
	return Duty{Code: code, OrgID: o.ID, Period: p, Needed: max(demand.CityMin, demand.StatutoryMin), Floor: demand.StatutoryMin,
		OpensOn: p.First(), DueOn: demand.dueOn(p), State: Open}, err
}

// dutyOf finds the duty of an organisation in a period, opening it if it is owed; nil if it is not.
func dutyOf(tx *models.Tx, o *models.Org, code Type, p calendar.Period) (*Duty, error) {
	find := func() (*Duty, error) {
		d, err := models.In[Duty](tx).Where("code = ? AND period = ? AND org_id = ?", code, p, o.ID).First(tx.Ctx)
		return &d, err
	}
	d, err := find()
	if models.KindOf(err) != models.NotFound {
		return d, err
	}
	demand, _, ok, err := DemandFor(tx, code, p.First(), o)
	if err != nil || !ok || demand.Every != p.Span() || !owes(o, code, p) {
		return nil, err
	}
	fresh, err := newDuty(tx, code, o, p)
	if err != nil {
		return nil, err
	}
	one := []Duty{fresh}
	if err := spare(tx, one); err != nil {
		return nil, err
	}
	if err := suspend(tx, one, []models.Org{*o}); err != nil {
		return nil, err
	}
	if err := models.In[Duty](tx, models.Once).Create(tx.Ctx, &one[0]); err != nil {
		return nil, err
	}
	return find()
}

// spare marks those of the duties of one type and period, which are about to be
// opened, of which their organisations were freed for the year.
func spare(tx *models.Tx, duties []Duty) error {
	orgs := make([]int64, len(duties))
	for i, d := range duties {
		orgs[i] = d.OrgID
	}
	reasons, err := spared(tx, duties[0].Code, duties[0].OpensOn, orgs)
	for i := range duties {
		if reason, free := reasons[duties[i].OrgID]; free {
			duties[i].State, duties[i].ClosedOn, duties[i].Reason = Exempted, duties[i].OpensOn, reason
		}
	}
	return err
}

// settle works out anew what has been held for a duty. It takes the duty's row
// first, so that of two records at once the second counts the first.
func settle(tx *models.Tx, o *models.Org, c Credit) error {
	d, err := dutyOf(tx, o, c.Code, c.Period)
	if err != nil || d == nil {
		return err
	}
	if err := d.take(tx); err != nil {
		return err
	}
	var held []Activity
	err = tx.Raw(&held, `SELECT a.* FROM activities a JOIN credits c ON c.activity_id = a.id
		WHERE c.org_id = ? AND c.code = ? AND c.period = ? AND a.state = ? ORDER BY a.held_on, a.id`, o.ID, c.Code, c.Period, Held)
	if err != nil {
		return err
	}
	d.count(held)
	return d.keep(tx)
}

// take locks the duty's row and reads it anew.
func (d *Duty) take(tx *models.Tx) error {
	if _, err := models.In[Duty](tx).Where("id = ?", d.ID).Set(models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx); err != nil {
		return err
	}
	now, err := models.In[Duty](tx).Where("id = ?", d.ID).First(tx.Ctx)
	*d = now
	return err
}

// keep writes what the duty has come to.
func (d *Duty) keep(tx *models.Tx) error {
	_, err := models.In[Duty](tx).Where("id = ?", d.ID).Set(models.Assign("held", d.Held), models.Assign("state", d.State),
		models.Assign("closed_on", d.ClosedOn)).Update(tx.Ctx)
	return err
}

// count judges the duty by what was held for it, in the order of days; a day
// counts once, however many records it has.
func (d *Duty) count(held []Activity) {
	was := d.State
	d.Held, d.State = 0, Open
	if was != Exempted {
		d.ClosedOn = ""
	}
	reached, last := Done, calendar.Date("")
	for _, a := range held {
		if !a.Counts() || a.HeldOn == last {
			continue
		}
		last = a.HeldOn
		if d.Held++; d.Held > d.Needed {
			continue
		}
		switch {
		case a.MakesUp == d.Period:
			reached = MadeUp
		case a.Late && reached == Done:
			reached = DoneLate
		}
		if d.Held == d.Needed && was != Exempted {
			d.State, d.ClosedOn = reached, a.HeldOn
		}
	}
	if was == Exempted || was == Suspended && d.State == Open {
		d.State = was
	}
}
