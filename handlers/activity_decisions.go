package handlers

import (
	"fmt"
	"net/http"
	"slices"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/views"
)

// decisionView is one decision of a meeting: what became of it, or how to make a project of it.
type decisionView struct {
	Text    string
	Project *projectRef
	Action  string // "" for who may not

	Assigned *assignmentJSON
	Assign   string // where to give it to a post; "" for who may not
	Posts    []views.Option
}

// decisionsOf shows what a meeting decided, and what has become of it: three
// queries at most, for meetings that decided something.
func decisionsOf(tx *models.Tx, a *orglife.Activity, org *models.Org, keeps bool) (shown []decisionView, err error) {
	list, err := supervision.Decisions(tx, a)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	given, err := a.Assignments(tx)
	if err != nil {
		return nil, err
	}
	var posts []views.Option
	if keeps {
		if posts, err = assignees(tx, a.OrgID); err != nil {
			return nil, err
		}
	}
	for _, d := range list {
		view := decisionView{Text: d.Text, Project: refOf(tx, d.Project)}
		if d.Project == nil && tx.CanBelow(models.Enter, models.Projects, org) {
			view.Action = fmt.Sprintf("/activities/%d/projects", a.ID)
		}
		if i := slices.IndexFunc(given, func(g orglife.AssignmentRow) bool { return g.Decision == d.Text }); i >= 0 {
			v := showAssignment(tx, given[i], keeps)
			view.Assigned = &v
		} else if keeps && len(posts) > 0 && slices.Contains(a.Decided(), d.Text) {
			view.Assign, view.Posts = fmt.Sprintf("/activities/%d/assignments", a.ID), posts
		}
		shown = append(shown, view)
	}
	return shown, err
}

// assignmentsOf are what the decisions gave to posts.
func assignmentsOf(list []decisionView) []assignmentJSON {
	given := []assignmentJSON{}
	for _, d := range list {
		if d.Assigned != nil {
			given = append(given, *d.Assigned)
		}
	}
	return given
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
