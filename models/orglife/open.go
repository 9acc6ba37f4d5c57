package orglife

import (
	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/models"
)

// page bounds how many duties are opened in one transaction.
const page = 1000

// OpenMonth opens the duties of a month that branches owe and do not have yet;
// more says that some are left for the next call. Replicas may do so at once.
func OpenMonth(tx *models.Tx, month calendar.Month) (more bool, err error) {
	for _, code := range Types {
		orgs, err := owing(tx, code, month)
		if err != nil {
			return false, err
		}
		duties := make([]Duty, 0, len(orgs))
		for _, o := range orgs {
			d, err := newDuty(tx, code, &o, month)
			if err != nil {
				return false, err
			}
			duties = append(duties, d)
		}
		if len(duties) == 0 {
			continue
		}
		if err := models.In[Duty](tx, models.Once).CreateInBatches(tx.Ctx, &duties, 200); err != nil {
			return false, err
		}
		more = more || len(orgs) == page
	}
	return more, nil
}

// owing lists branches that owe a type in a month and have no duty of it.
func owing(tx *models.Tx, code Type, month calendar.Month) ([]models.Org, error) {
	q := models.In[models.Org](tx).Where("kind IN ?", branchKinds).
		Where("established_on <= ? AND (closed_on = '' OR closed_on >= ?)", month.Last(), month.First()).
		Where("NOT EXISTS (SELECT 1 FROM duties d WHERE d.code = ? AND d.period = ? AND d.org_id = orgs.id)", code, month)
	if code == CommitteeMeeting {
		q = q.Where("committee_seats > 0")
	}
	return q.Order("id").Limit(page).Find(tx.Ctx) // one order for everyone: no deadlocks
}

// owes reports whether a branch owes a type in a month.
func owes(o *models.Org, code Type, month calendar.Month) bool {
	return o.IsBranch() && o.EstablishedOn <= month.Last() && (o.ClosedOn == "" || o.ClosedOn >= month.First()) &&
		(code != CommitteeMeeting || o.CommitteeSeats > 0)
}

// newDuty is a duty as the rule in force in its month demands it.
func newDuty(tx *models.Tx, code Type, o *models.Org, month calendar.Month) (Duty, error) {
	rule, _, err := models.RuleFor[Monthly](tx, ruleOf[code], month.First(), o)
	return Duty{Code: code, OrgID: o.ID, Period: month, Needed: max(rule.CityMin, rule.StatutoryMin), Floor: rule.StatutoryMin,
		OpensOn: month.First(), DueOn: month.Last(), State: Open}, err
}

// dutyOf finds the duty of a branch in a month, opening it if it is owed; nil if it is not.
func dutyOf(tx *models.Tx, o *models.Org, code Type, month calendar.Month) (*Duty, error) {
	find := func() (*Duty, error) {
		d, err := models.In[Duty](tx).Where("code = ? AND period = ? AND org_id = ?", code, month, o.ID).First(tx.Ctx)
		return &d, err
	}
	d, err := find()
	switch {
	case models.KindOf(err) != models.NotFound:
		return d, err
	case !owes(o, code, month):
		return nil, nil
	}
	fresh, err := newDuty(tx, code, o, month)
	if err != nil {
		return nil, err
	}
	if err := models.In[Duty](tx, models.Once).Create(tx.Ctx, &fresh); err != nil {
		return nil, err
	}
	return find()
}

// settle works out anew what has been held for a duty. It takes the duty's row
// first, so that of two records at once the second counts the first.
func settle(tx *models.Tx, o *models.Org, code Type, month calendar.Month) error {
	d, err := dutyOf(tx, o, code, month)
	if err != nil || d == nil {
		return err
	}
	if _, err := models.In[Duty](tx).Where("id = ?", d.ID).Set(models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx); err != nil {
		return err
	}
	held, err := models.In[Activity](tx).Where("org_id = ? AND type = ? AND period = ? AND state = ?", o.ID, code, month, Held).
		Order("held_on, id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	now, err := models.In[Duty](tx).Where("id = ?", d.ID).First(tx.Ctx)
	if err != nil {
		return err
	}
	now.count(held)
	_, err = models.In[Duty](tx).Where("id = ?", d.ID).Set(models.Assign("held", now.Held), models.Assign("state", now.State),
		models.Assign("closed_on", now.ClosedOn)).Update(tx.Ctx)
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
		case a.MakesUp != "":
			reached = MadeUp
		case a.Late && reached == Done:
			reached = DoneLate
		}
		if d.Held == d.Needed && was != Exempted {
			d.State, d.ClosedOn = reached, a.HeldOn
		}
	}
	if was == Exempted {
		d.State = Exempted
	}
}
