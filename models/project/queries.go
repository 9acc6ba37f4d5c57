package project

import (
	"cmp"
	"slices"

	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/models"
)

// After is the row of a list after which the next page begins; the zero value begins.
type After struct {
	Day calendar.Date
	ID  int64
}

func openNodes(g *gorm.DB) *gorm.DB {
	return g.Where("state <> ?", Done).Order("due_on, id")
}

// joined are the days of some spans, each once and in order.
func joined(spans []span) (list []span) {
	spans = slices.SortedFunc(slices.Values(spans), func(a, b span) int { return cmp.Compare(a.after, b.after) })
	for _, s := range spans {
		if n := len(list); n > 0 && s.after <= list[n-1].through {
			list[n-1].through = max(list[n-1].through, s.through)
			continue
		}
		list = append(list, s)
	}
	return list
}

// along reads a page of the rows whose day lies in the spans, by that day and id:
// each query is one stretch of an index, however long the list.
func along[T any](tx *models.Tx, q models.Query[T], column string, spans []span, after After, limit int) (list []T, err error) {
	for _, s := range joined(spans) {
		if after.Day > s.through {
			continue
		}
		if after.Day > s.after { // the page before ended here
			if list, err = q.Where(column+" = ? AND id > ?", after.Day, after.ID).Order("id").Limit(limit).Find(tx.Ctx); err != nil {
				return nil, err
			}
			s.after = after.Day
		}
		if s.after < s.through && len(list) < limit {
			some, err := q.Where(column+" > ? AND "+column+" <= ?", s.after, s.through).Order(column + ", id").Limit(limit - len(list)).Find(tx.Ctx)
			if err != nil {
				return nil, err
			}
			list = append(list, some...)
		}
	}
	return list, nil
}

// Coming reads a page of a query's rows of whose date, in a column, a reminder falls
// on one of the days.
func Coming[T any](tx *models.Tx, q models.Query[T], column string, from, to calendar.Date, after After, limit int) ([]T, error) {
	spans, err := leadSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return along(tx, q, column, spans, after, limit)
}

// OnLadder is Coming of those for which a step of the ladder falls on one of the days.
func OnLadder[T any](tx *models.Tx, q models.Query[T], column string, from, to calendar.Date, after After, limit int) ([]T, error) {
	spans, err := stepSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return along(tx, q, column, spans, after, limit)
}

// Asked is Coming of what somebody is to answer on one of the days, or should have
// answered so long ago as a step of the ladder says.
func Asked[T any](tx *models.Tx, q models.Query[T], column string, from, to calendar.Date, after After, limit int) ([]T, error) {
	spans, err := askSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return along(tx, q, column, spans, after, limit)
}

// askSpans are the days of which something falls on one of the days: what is to be
// answered then, and each step of the ladder after that.
func askSpans(tx *models.Tx, from, to calendar.Date) ([]span, error) {
	spans, err := stepSpans(tx, from, to)
	return append(spans, span{from.Add(-1), to}), err
}

// RoundsToAnswer lists, for the program itself, the rounds that wait for a decision
// and of whose date a reminder falls on one of the days.
func RoundsToAnswer(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Review, error) {
	q := models.In[Review](tx).Preload("Project", nil).Preload("Milestone", nil).Where("decision = ?", Waiting)
	list, err := Asked(tx, q, "due_on", from, to, after, limit)
	return adopt(list), err
}

// ExtensionsToAnswer is RoundsToAnswer of the requests for more time.
func ExtensionsToAnswer(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Extension, error) {
	q := models.In[Extension](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ?", Waiting)
	list, err := Asked(tx, q, "answer_by", from, to, after, limit)
	for i := range list {
		list[i].adopt()
	}
	return list, err
}

// WaitingProjects lists, for the program itself, the projects that wait for an approver.
func WaitingProjects(tx *models.Tx, _, _ calendar.Date, after After, limit int) ([]Project, error) {
	return models.In[Project](tx).Preload("Org", nil).Where("state IN ? AND id > ?", []State{Submitted, PendingAcceptance}, after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

// adopt lets the rounds' milestones know their projects.
func adopt(rounds []Review) []Review {
	for i := range rounds {
		if r := &rounds[i]; r.Milestone != nil {
			r.Milestone.Project = r.Project
		}
	}
	return rounds
}

func (e *Extension) adopt() {
	if e.Milestone != nil {
		e.Milestone.Project = e.Project
	}
}
