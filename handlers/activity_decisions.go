package handlers

import (
	"fmt"
	"net/http"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// decisionView is one decision of a meeting: what became of it, or how to make a project of it.
type decisionView struct {
	Text    string
	Project *projectRef
	Action  string // "" for who may not
}

// decisionsOf shows what a meeting decided; one query, for meetings that decided something.
func decisionsOf(tx *models.Tx, a *orglife.Activity, org *models.Org) ([]decisionView, error) {
	list, err := supervision.Decisions(tx, a)
	var shown []decisionView
	for _, d := range list {
		view := decisionView{Text: d.Text, Project: refOf(tx, d.Project)}
		if d.Project == nil && tx.CanBelow(models.Enter, models.Projects, org) {
			view.Action = fmt.Sprintf("/activities/%d/projects", a.ID)
		}
		shown = append(shown, view)
	}
	return shown, err
}

// projectsOf are the projects made of a meeting's decisions.
func projectsOf(list []decisionView) []projectRef {
	made := []projectRef{}
	for _, d := range list {
		if d.Project != nil {
			made = append(made, *d.Project)
		}
	}
	return made
}

// taskDecision makes a project of what a meeting decided.
func (s *Server) taskDecision(r *Request) (Answer, error) {
	var form struct {
		Decision string `form:"decision" json:"decision" binding:"required,max=5000" label:"议定事项"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var p *project.Project
	err := r.Update(func(tx *models.Tx) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		p, err = supervision.TaskDecision(tx, a, form.Decision)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, p.ID, http.StatusCreated, "议定事项已转为项目；请补上责任人、措施和时限后申报。")
}
