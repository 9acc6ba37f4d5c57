package project

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Turn is a run of working days on one of a milestone's two clocks.
type Turn struct {
	Who  Turner
	Days int
}

// Turner says whose days they are.
type Turner string

const (
	Owners    Turner = "own"
	Reviewers Turner = "rev"
	Left      Turner = "x" // until the day it is owed
)

// Clocks is how a milestone's working days have gone: to its owner, and from each
// handing in to the decision to its reviewers. Rounds may come in any order.
func (m *Milestone) Clocks(tx *models.Tx, rounds []Review) ([]Turn, error) {
	work, err := tx.Workdays()
	if err != nil || !m.StartOn.Valid() {
		return nil, err
	}
	mine := slices.DeleteFunc(slices.Clone(rounds), func(r Review) bool { return r.MilestoneID != m.ID || r.Decision == Withdrawn })
	slices.SortFunc(mine, func(a, b Review) int { return a.Number - b.Number })
	var turns []Turn
	at := m.StartOn.Add(-1)
	run := func(who Turner, until calendar.Date) {
		if until > at {
			turns = append(turns, Turn{who, work.Between(at, until)})
			at = until
		}
	}
	for _, r := range mine {
		run(Owners, tx.DayOf(r.SubmittedAt))
		if r.DecidedAt == nil {
			run(Reviewers, tx.Today())
			continue
		}
		run(Reviewers, tx.DayOf(*r.DecidedAt))
	}
	if m.State != Done && m.State != HandedIn {
		run(Owners, tx.Today())
	}
	if m.State != Done {
		run(Left, m.OwedOn)
	}
	return turns, nil
}
