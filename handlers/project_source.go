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

// sourceOf finds what a project was made of; most were made of nothing, and cost no query.
func sourceOf(tx *models.Tx, p *project.Project) (ref sourceRef, err error) {
	if p.FindingID != nil {
		f, err := supervision.Find(tx, *p.FindingID)
		switch {
		case err == nil:
			ref.Finding = &findingRef{ID: f.ID, Text: f.Text, StateName: tx.Say(f.State().String()), Link: f.Link(), Light: findingLight(tx, f)}
		case models.KindOf(err) != models.NotFound: // what is not the reader's to see is left out
			return ref, err
		}
	}
	if p.ActivityID != nil {
		a, err := orglife.Find(tx, *p.ActivityID)
		switch {
		case err == nil:
			ref.Activity = &activityRef{ID: a.ID, Name: tx.Say("%s", a.Name()), Link: fmt.Sprintf("/activities/%d", a.ID)}
		case models.KindOf(err) != models.NotFound:
			return ref, err
		}
	}
	return ref, nil
}
