package orglife

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Stray is a month in which a branch held theme days, but none on its fixed day
// and without leave to change it.
type Stray struct {
	OrgID   int64
	OrgCode string
	OrgName string
	Month   calendar.Month
}

// StrayBasis is where it is written.
const StrayBasis language.Word = "市直机关工委要求：每月相对固定一天开展主题党日，不能以工作繁忙为由随意变更"

// Strays lists them from the first of January to a day.
func Strays(tx *models.Tx, day calendar.Date) ([]Stray, error) {
	where, args := reach(tx, models.View, models.Duties, "o.id")
	var orgs []models.Org
	if err := tx.Raw(&orgs, "SELECT o.* FROM orgs o WHERE o."+branch.sql+" AND o.fixed_day <> '' AND "+where+" ORDER BY o.code", args...); err != nil {
		return nil, err
	}
	where, args = reach(tx, models.View, models.Duties, "a.org_id")
	var held []struct {
		OrgID  int64
		HeldOn calendar.Date
	}
	first := calendar.Yearly.Of(day).First()
	err := tx.Raw(&held, "SELECT a.org_id, a.held_on FROM activities a WHERE a.type = ? AND a.state = ? AND a.held_on BETWEEN ? AND ? AND a.makes_up = '' AND "+where,
		append([]any{ThemeDay, Held, first, day}, args...)...)
	if err != nil {
		return nil, err
	}
	days := map[int64][]calendar.Date{}
	for _, h := range held {
		days[h.OrgID] = append(days[h.OrgID], h.HeldOn)
	}
	moved, err := MovedDays(tx, first, day.Month().Last())
	if err != nil {
		return nil, err
	}
	var list []Stray
	for i := range orgs {
		o := &orgs[i]
		for month := first.Month(); month <= day.Month(); month = month.Add(1) {
			in := func(d calendar.Date) bool { return d.Month() == month }
			fixed, err := FixedDayOf(tx, o, month)
			if err != nil {
				return nil, err
			}
			if fixed = moved.From(o.ID, fixed); fixed == "" || fixed > day || !slices.ContainsFunc(days[o.ID], in) || slices.Contains(days[o.ID], fixed) {
				continue
			}
			list = append(list, Stray{o.ID, o.Code, o.Name, month})
		}
	}
	return list, nil
}

// Moves are the changes of theme days that were granted, by organisation and in
// their order: from which day to which.
type Moves map[int64][][2]calendar.Date

// MovedDays reads which theme days were set on days from one to another and then moved.
func MovedDays(tx *models.Tx, from, to calendar.Date) (Moves, error) {
	list, err := models.In[Petition](tx).Where("kind = ? AND state = ? AND code = ? AND old_on BETWEEN ? AND ?", ChangeActivity, PetitionApproved, ThemeDay, from, to).
		Order("decided_at, id").Find(tx.Ctx)
	m := Moves{}
	for _, p := range list {
		m[p.OrgID] = append(m[p.OrgID], [2]calendar.Date{p.Old.On, p.New.On})
	}
	return m, err
}

// From is the day to which an organisation's day was moved in the end.
func (m Moves) From(org int64, day calendar.Date) calendar.Date {
	for _, move := range m[org] {
		if move[0] == day {
			day = move[1]
		}
	}
	return day
}

// strayAlerts are branches that moved their fixed day without leave this year: A44.
func strayAlerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	strays, err := Strays(tx, day)
	var list []models.Alert
	for len(strays) > 0 {
		n := 1
		for n < len(strays) && strays[n].OrgID == strays[0].OrgID {
			n++
		}
		one, last := strays[0], strays[n-1]
		list = append(list, models.Alert{OrgID: one.OrgID, OrgCode: one.OrgCode, OrgName: one.OrgName, Code: "UNAPPROVED_CHANGE", Level: models.Yellow,
			Detail: language.Phrase{"%[1]s主题党日未在固定日开展，且没有经批准的变更", monthsOf(strays[:n])}, Rule: models.RuleThemeDay,
			Basis: StrayBasis, DueOn: last.Month.Last(),
			Advice: language.Phrase{"今后变更固定日须先报专职副书记批准；请说明情况"},
			Link:   fmt.Sprintf("/activities?org=%d&type=%s", one.OrgID, ThemeDay)})
		strays = strays[n:]
	}
	return list, err
}

// monthsOf is "4月、5月".
func monthsOf(strays []Stray) language.Phrase {
	var said []language.Word
	for _, s := range strays {
		said = append(said, s.Month.Short())
	}
	return language.Join("、", said)
}
