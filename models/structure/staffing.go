package structure

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Strength is how an organisation is staffed for Party work: what is required of it
// and what it has (A69), and how its committee is made up (A26).
type Strength struct {
	models.Org
	Full, Probationary int

	DeputiesNeeded, Deputies int // full-time deputy secretaries
	StaffNeeded, Staff       int // full-time staff
	PartTime                 int // of both offices, not full time
	Alone                    bool
	Shared                   []string // who is full time elsewhere, too

	Seats, SeatsMin, SeatsMax int
	SeatsNeeded               bool
	Vacant                    int
	Unset                     []language.Word // offices the committee does not have
}

// Gap is how many full-time people are missing.
func (s *Strength) Gap() int {
	return max(0, s.DeputiesNeeded-s.Deputies) + max(0, s.StaffNeeded-s.Staff)
}

// Verdict is what is to be said of the committee.
func (s *Strength) Verdict() language.Phrase {
	switch {
	case s.Seats == 0 && s.SeatsNeeded:
		return language.Phrase{"应设未设"}
	case s.Seats == 0:
		return language.Phrase{"可不设"}
	case s.Seats < s.SeatsMin || s.Seats > s.SeatsMax:
		return language.Phrase{"人数不合规定，应为%[1]d至%[2]d人", s.SeatsMin, s.SeatsMax}
	case len(s.Unset) > 0:
		return language.Phrase{"未设%s", language.Join("、", s.Unset)}
	case s.Vacant > 0:
		return language.Phrase{"空缺%d个职务", s.Vacant}
	}
	return language.Phrase{"合规"}
}

// Staffing is how the organisations the actor may see are staffed on a day, by
// code; of an organisation and all below it (nil for all).
func Staffing(tx *models.Tx, day calendar.Date, org *models.Org) ([]Strength, error) {
	all, err := facts(tx, day, 0)
	if err != nil {
		return nil, err
	}
	within, err := tx.IDsBelow(org)
	if err != nil {
		return nil, err
	}
	places := map[int64]int{} // in how many organisations somebody is full time
	for _, f := range all {
		for _, c := range append(f.fullTime(models.DeputySecretary), f.fullTime(models.Staff)...) {
			places[c.MemberID]++
		}
	}
	var list []Strength
	for _, f := range all {
		if org == nil || within[f.ID] {
			list = append(list, f.strength(places))
		}
	}
	return list, nil
}

func (f *Facts) strength(places map[int64]int) Strength {
	s := Strength{Org: f.Org, Full: f.Full, Probationary: f.Probationary}
	deputies, staff := f.fullTime(models.DeputySecretary), f.fullTime(models.Staff)
	s.Deputies, s.Staff = len(deputies), len(staff)
	people := map[int64]bool{}
	for _, c := range append(deputies, staff...) {
		people[c.MemberID] = true
		if places[c.MemberID] > 1 {
			s.Shared = append(s.Shared, c.Holder)
		}
	}
	for _, c := range f.chairs(filed...) {
		if c.MemberID != 0 && !c.FullTime {
			s.PartTime++
		}
	}
	rule := f.norms.committee.is
	if f.IsBranch() {
		s.StaffNeeded = f.norms.staffing.is.BranchStaff
		s.Seats, s.SeatsMin, s.SeatsMax, s.SeatsNeeded = f.CommitteeSeats, rule.Min, rule.Max, f.Full >= rule.FromFull
		s.Vacant = len(f.vacant())
		if s.Seats > 0 {
			s.Seats, s.Unset = f.seats(), f.unset()
		}
		return s
	}
	s.DeputiesNeeded, s.Alone = 1, len(people) == 1
	above := f.norms.above.is[f.Kind]
	s.SeatsMin, s.SeatsMax = above.Min, above.Max
	sitting := map[int64]bool{}
	for _, c := range f.chairs(models.CommitteeSecretary, models.DeputySecretary, models.Organiser, models.Publicist, models.Disciplinarian, models.CommitteeMember) {
		if sitting[c.MemberID] = true; c.MemberID == 0 {
			s.Vacant++
		}
	}
	delete(sitting, 0)
	s.Seats = len(sitting) + s.Vacant
	return s
}
