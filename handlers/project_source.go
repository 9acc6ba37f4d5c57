package handlers

import (
	"fmt"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// sourceRef is where a project comes from: a problem, or a decision of a meeting,
// as far as the reader may see them.
type sourceRef struct {
	Finding  *findingRef  `json:"finding"`
	Activity *activityRef `json:"activity"`
}

type findingRef struct {
	ID        int64  `json:"id"`
	Text      string `json:"text"`
	StateName string `json:"state_name"`

	Link  string `json:"-"`
	Light lamp   `json:"-"`
}

type activityRef struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`

	Link string `json:"-"`
}

// sourceOf finds what a project was made of; only one whose origin is noted can have been.
func sourceOf(tx *models.Tx, p *project.Project) (ref sourceRef, err error) {
	if p.Origin == "" {
		return ref, nil
	}
	f, err := supervision.OfProject(tx, p.ID)
	if err != nil {
		return ref, err
	}
	if f != nil {
		ref.Finding = &findingRef{ID: f.ID, Text: f.Text, StateName: f.State().String(), Link: f.Link(), Light: findingLight(tx, f)}
	}
	if p.ActivityID == nil {
		return ref, nil
	}
	a, err := orglife.Find(tx, *p.ActivityID)
	if models.KindOf(err) == models.NotFound {
		return ref, nil
	}
	if err == nil {
		ref.Activity = &activityRef{ID: a.ID, Name: a.Name(), Link: fmt.Sprintf("/activities/%d", a.ID)}
	}
	return ref, err
}
