package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Effect is what a new version of a rule changes for a duty.
type Effect struct {
	DutyRow
	Then   Duty     // as it would be
	Before Standing // how it stands today
	After  Standing // how it would stand
}

// Coming is what a new version changes in a period that has not begun.
type Coming struct {
	Code          Type
	Period        calendar.Period
	Before, After int // times
}

// Effects works out what a new version of a rule would change, and writes
// nothing: duties that begin on its day or later, and the periods to come of the
// year. Earlier duties stay as they are.
func Effects(tx *models.Tx, rule models.Rule) (list []Effect, coming []Coming, err error) {
	then, err := tx.Suppose(rule)
	if err != nil {
		return nil, nil, err
	}
	judge, err := JudgeOn(tx, tx.Today())
	if err != nil {
		return nil, nil, err
	}
	for _, f := range forms {
		if f.rule != rule.Code {
			continue
		}
		var rows []DutyRow
		if err := tx.Raw(&rows, dutyRows+"d.code = ? AND d.opens_on >= ? ORDER BY o.code, d.due_on", f.code, rule.ValidFrom); err != nil {
			return nil, nil, err
		}
		for _, row := range rows {
			org := models.Org{ID: row.OrgID, Path: row.Path}
			fresh, err := newDuty(then, f.code, &org, row.Period)
			if err != nil {
				return nil, nil, err
			}
			e := Effect{DutyRow: row, Then: row.Duty, Before: judge.Standing(&row.Duty)}
			e.Then.demand(fresh)
			if e.After = judge.Standing(&e.Then); e.Then != row.Duty {
				list = append(list, e)
			}
		}
		some, err := comingOf(tx, then, f, rule)
		if err != nil {
			return nil, nil, err
		}
		coming = append(coming, some...)
	}
	return list, coming, nil
}

// demand sets what is asked anew; what was held stays.
func (d *Duty) demand(fresh Duty) {
	d.Needed, d.Floor, d.DueOn = fresh.Needed, fresh.Floor, fresh.DueOn
	switch done := d.State == Done || d.State == DoneLate || d.State == MadeUp; {
	case d.State == Open && d.Held >= d.Needed:
		d.State = Done
	case done && d.Held < d.Needed:
		d.State = Open
	}
}

// comingOf compares what is asked in the periods to come, until the year's end.
func comingOf(tx, then *models.Tx, f form, rule models.Rule) (list []Coming, err error) {
	day := max(rule.ValidFrom, tx.Today().Month().Add(1).First())
	year := day.Year()
	for ; day.Year() == year; day = day.Month().Add(1).First() {
		before, _, _, err := DemandFor(tx, f.code, day, nil)
		if err != nil {
			return nil, err
		}
		after, _, _, err := DemandFor(then, f.code, day, nil)
		if err != nil {
			return nil, err
		}
		c := Coming{f.code, after.Every.Of(day), max(before.CityMin, before.StatutoryMin), max(after.CityMin, after.StatutoryMin)}
		if c.Period.First() == day && c.Before != c.After {
			list = append(list, c)
		}
	}
	return list, nil
}

// ChangeRule gives a rule a new version, and carries out what Effects foretells.
func ChangeRule(tx *models.Tx, rule *models.Rule) ([]Effect, error) {
	if err := tx.CheckRule(rule); err != nil {
		return nil, err
	}
	list, _, err := Effects(tx, *rule)
	if err != nil {
		return nil, err
	}
	if err := tx.AddRule(rule); err != nil {
		return nil, err
	}
	for i := range list {
		e := &list[i]
		_, err := models.In[Duty](tx).Where("id = ?", e.ID).Set(models.Assign("needed", e.Then.Needed), models.Assign("floor", e.Then.Floor),
			models.Assign("due_on", e.Then.DueOn)).Update(tx.Ctx)
		if err != nil {
			return nil, err
		}
		if err := settleAll(tx, []Credit{{OrgID: e.OrgID, Code: e.Code, Period: e.Period}}); err != nil {
			return nil, err
		}
	}
	return list, nil
}
