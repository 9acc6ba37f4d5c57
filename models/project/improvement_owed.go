package project

import (
	"luoshi/calendar"
	"luoshi/models"
)

// ImprovementsComingDue lists, for the program itself, what owners have yet to
// improve and of whose date a reminder falls on one of the days.
func ImprovementsComingDue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Improvement, error) {
	return Coming(tx, openImprovements(tx), "due_on", from, to, after, limit)
}

// ImprovementsOverdue lists those for which a step of the ladder falls on one of the days.
func ImprovementsOverdue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Improvement, error) {
	return OnLadder(tx, openImprovements(tx).Where("NOT "+Acknowledged("improvement-overdue", "improvements", "due_on")), "due_on", from, to, after, limit)
}

// ImprovementsInHand is OverdueInHand of improvements.
func ImprovementsInHand(tx *models.Tx, _, _ calendar.Date, after After, limit int) ([]Improvement, error) {
	return openImprovements(tx).Where("id > ? AND "+EverTaken("improvement-overdue")+" AND "+Acknowledged("improvement-overdue", "improvements", "due_on"), after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

func openImprovements(tx *models.Tx) models.Query[Improvement] {
	return models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state IN ?", owing)
}
