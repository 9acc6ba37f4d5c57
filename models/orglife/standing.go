package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Judge tells how duties stand on a day: many of them, without asking the rules
// for each anew.
type Judge struct {
	day   calendar.Date
	later map[Type]calendar.Date // the first day on which a duty may end without ending soon
}

// JudgeOn is the judge of a day.
func JudgeOn(tx *models.Tx, day calendar.Date) (Judge, error) {
	j := Judge{day, map[Type]calendar.Date{}}
	for _, code := range Types {
		later, err := notSoon(tx, code, day)
		if err != nil {
			return j, err
		}
		j.later[code] = later
	}
	return j, nil
}

// Standing is how the duty stands on the judge's day.
func (j Judge) Standing(d *Duty) Standing {
	switch {
	case d.State != Open:
		return Standing(d.State)
	case j.day > d.DueOn && d.Held >= d.Floor && d.Held > 0:
		return BelowCity
	case j.day > d.DueOn:
		return Overdue
	case j.day == d.DueOn:
		return Due
	case d.DueOn < j.later[d.Code]:
		return DueSoon
	}
	return Pending
}

// Standing is how the duty stands today.
func (d *Duty) Standing(tx *models.Tx) (Standing, error) {
	later, err := notSoon(tx, d.Code, tx.Today())
	return Judge{tx.Today(), map[Type]calendar.Date{d.Code: later}}.Standing(d), err
}

// notSoon is the first day on which a duty of a type may end without ending soon.
func notSoon(tx *models.Tx, code Type, day calendar.Date) (calendar.Date, error) {
	demand, _, _, err := DemandFor(tx, code, day, nil)
	if err != nil {
		return "", err
	}
	rule, err := TimingOn(tx, day)
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	switch {
	case err != nil:
		return "", err
	case demand.Soon > 0:
		return day.Add(demand.Soon + 1), nil
	case len(demand.Leads) > 0:
		return work.Add(day, demand.Leads[0]+1), nil
	}
	return work.Add(day, rule.MonthEnd+1), nil
}
