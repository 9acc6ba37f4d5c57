package project

import (
	"luoshi/models"
)

// Which narrows a list of rounds, requests or improvements; zero values do not.
type Which struct {
	ProjectID int64
	Org       *models.Org // the lead's: it and all below it
	State     string      // as the API says it; "waiting" for what has no decision yet
	Before    int64       // the id to go on from
	Limit     int
}

// Reviews lists rounds the actor may see, the newest first.
func Reviews(tx *models.Tx, w Which) ([]Review, error) {
	list, err := which(visible[Review](tx, "project_id"), w, "decision").Find(tx.Ctx)
	return adopt(list), err
}

// Extensions lists requests for more time the actor may see, the newest first.
func Extensions(tx *models.Tx, w Which) ([]Extension, error) {
	list, err := which(visible[Extension](tx, "project_id"), w, "state").Find(tx.Ctx)
	for i := range list {
		list[i].adopt()
	}
	return list, err
}

// Improvements lists improvements the actor may see, the newest first.
func Improvements(tx *models.Tx, w Which) ([]Improvement, error) {
	return which(visible[Improvement](tx, "project_id"), w, "state").Find(tx.Ctx)
}

func which[T any](q models.Query[T], w Which, state string) models.Query[T] {
	q = q.Preload("Project", nil).Preload("Milestone", nil)
	if w.ProjectID != 0 {
		q = q.Where("project_id = ?", w.ProjectID)
	}
	if w.Org != nil {
		q = q.Where("org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?)", pathOf(w.Org)...)
	}
	switch w.State {
	case "":
	case "waiting":
		q = q.Where(state+" = ?", Waiting)
	default:
		q = q.Where(state+" = ?", w.State)
	}
	if w.Before != 0 {
		q = q.Where("id < ?", w.Before)
	}
	return q.Order("id DESC").Limit(w.Limit)
}
