package project

import (
	"luoshi/calendar"
	"luoshi/models"
)

// ImprovementsComingDue lists, for the program itself, what owners have yet to
// improve and of whose date a reminder falls on one of the days.
func ImprovementsComingDue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Improvement, error) {
	spans, err := leadSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return along(tx, openImprovements(tx), "due_on", spans, after, limit)
}

// ImprovementsOverdue lists those for which a step of the ladder falls on one of the days.
func ImprovementsOverdue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Improvement, error) {
	spans, err := stepSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return along(tx, openImprovements(tx).Where("NOT "+acknowledged("improvement-overdue", "improvements", "due_on")), "due_on", spans, after, limit)
}

// ImprovementsInHand is OverdueInHand of improvements.
func ImprovementsInHand(tx *models.Tx, _, _ calendar.Date, after After, limit int) ([]Improvement, error) {
	return openImprovements(tx).Where("id > ? AND "+everTaken("improvement-overdue")+" AND "+acknowledged("improvement-overdue", "improvements", "due_on"), after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

func openImprovements(tx *models.Tx) models.Query[Improvement] {
	return models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state IN ?", owing)
}
