package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Season is a period longer than a month, of which a type is owed by a day.
type Season struct {
	Code   Type
	Period calendar.Period
	DueOn  calendar.Date
	Leads  []int // working days before it on which people are reminded
	Soon   int   // natural days before it, where that is how the rule has it
}

// SeasonsAround lists the seasons that are or were due around a day: the one the day
// lies in and the one before, of every type but the year's plan, which is reminded
// of by itself.
func SeasonsAround(tx *models.Tx, day calendar.Date) ([]Season, error) {
	var list []Season
	for _, f := range forms {
		for _, back := range []int{-1, 0} {
			now, _, _, err := DemandFor(tx, f.code, day, nil)
			if err != nil {
				return nil, err
			}
			p := now.Every.Of(day).Add(back)
			demand, _, ok, err := DemandFor(tx, f.code, p.First(), nil)
			if err != nil {
				return nil, err
			}
			if ok && f.code != YearPlan && demand.Every != calendar.Monthly && demand.Every == p.Span() {
				list = append(list, Season{f.code, p, demand.dueOn(p), demand.Leads, demand.Soon})
			}
		}
	}
	return list, nil
}

// Asks reports whether people are reminded on a day: so many days before the end,
// and on the end itself, or the last day worked before it.
func (s Season) Asks(day calendar.Date, work *calendar.Workdays) (ahead, end bool) {
	last := work.Add(s.DueOn.Add(1), -1)
	ahead = slices.ContainsFunc(s.Leads, func(lead int) bool { return work.Add(s.DueOn, -lead) == day })
	if s.Soon > 0 {
		ahead = ahead || work.Add(s.DueOn.Add(-s.Soon-1), 1) == day
	}
	return ahead && day < last, day == last
}

// SeasonNotice, before a season ends and when it does: not held, or not often enough.
func SeasonNotice(d DutyRow) notice.Notice {
	n := NotHeldNotice(d)
	if !d.Code.Held() {
		n.Link = DutyLink(d.OrgID, d.Code, d.Period)
	}
	return n
}

// SeasonLateNotice, at a step of the ladder after a season: what was owed was not held.
func SeasonLateNotice(d DutyRow) notice.Notice {
	n := dutyNotice(d, language.Phrase{"%s%s逾期", d.Period.Long(), d.Code.Name()},
		language.Phrase{"%s：%s，已于%s到期。请尽快申请补开并写明原因；需要免除的，报上级党组织审核。", d.OrgName, d.Verdict(Overdue), d.DueOn.Short()})
	n.Link = DutyLink(d.OrgID, d.Code, d.Period)
	return n
}
