package project

import (
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

// paged goes on after a row of a list ordered by a day and the id.
func paged[T any](q models.Query[T], day string, after After) models.Query[T] {
	if after.ID == 0 {
		return q
	}
	return q.Where("("+day+" > ? OR "+day+" = ? AND id > ?)", after.Day, after.Day, after.ID)
}

// WaitingRounds lists, for the program itself, the rounds that wait for a decision, by the reviewer's date.
func WaitingRounds(tx *models.Tx, after After, limit int) ([]Review, error) {
	q := models.In[Review](tx).Preload("Project", nil).Preload("Milestone", nil).Where("decision = ?", Waiting)
	list, err := paged(q, "due_on", after).Order("due_on, id").Limit(limit).Find(tx.Ctx)
	return adopt(list), err
}

// OpenImprovements lists, for the program itself, what owners have yet to improve, by date.
func OpenImprovements(tx *models.Tx, after After, limit int) ([]Improvement, error) {
	q := models.In[Improvement](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state IN ?", owing)
	return paged(q, "due_on", after).Order("due_on, id").Limit(limit).Find(tx.Ctx)
}

// WaitingExtensions lists, for the program itself, the requests for more time without an answer.
func WaitingExtensions(tx *models.Tx, after After, limit int) ([]Extension, error) {
	q := models.In[Extension](tx).Preload("Project", nil).Preload("Milestone", nil).Where("state = ?", Waiting)
	list, err := paged(q, "answer_by", after).Order("answer_by, id").Limit(limit).Find(tx.Ctx)
	for i := range list {
		list[i].adopt()
	}
	return list, err
}

// WaitingProjects lists, for the program itself, the projects that wait for an approver.
func WaitingProjects(tx *models.Tx, after int64, limit int) ([]Project, error) {
	return models.In[Project](tx).Preload("Org", nil).Where("state IN ? AND id > ?", []State{Submitted, PendingAcceptance}, after).
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
