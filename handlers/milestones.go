package handlers

import (
	"fmt"
	"net/http"

	"luoshi/models"
	"luoshi/models/project"
)

func (s *Server) listStages(r *Request) (Answer, error) { return s.milestones(r, true) }

func (s *Server) listMilestones(r *Request) (Answer, error) { return s.milestones(r, false) }

func (s *Server) milestones(r *Request, stagesOnly bool) (Answer, error) {
	page, err := r.pageByDay()
	if err != nil {
		return Answer{}, err
	}
	answer := List[milestoneJSON]{Items: []milestoneJSON{}}
	err = r.View(func(tx *models.Tx) error {
		f, err := milestonesFilter(r, tx, stagesOnly)
		if err != nil {
			return err
		}
		list, next, err := project.Milestones(tx, f, page)
		if err != nil {
			return err
		}
		if next != nil {
			answer.Next = cursor(next.Due, next.ID)
		}
		answer.Items, err = showMilestones(tx, list)
		return err
	})
	return Answer{JSON: answer, Goto: "/timetable"}, err
}

func (s *Server) showMilestone(r *Request) (Answer, error) {
	return s.milestoneDone(r, r.ID(), http.StatusOK, "")
}

// addNode adds a node to the stage named in the form.
func (s *Server) addNode(r *Request) (Answer, error) {
	var form struct {
		stageForm
		StageID int64 `form:"stage_id" json:"stage_id" binding:"required" label:"所属阶段"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var node project.Milestone
	err := r.Update(func(tx *models.Tx) error {
		stage, err := project.FindMilestone(tx, form.StageID)
		if err != nil {
			return err
		}
		if stage.ProjectID != r.ID() {
			return models.Missing
		}
		node = stages([]stageForm{form.stageForm})[0]
		return stage.AddNode(tx, &node)
	})
	if err != nil {
		return Answer{}, err
	}
	return s.milestoneDone(r, node.ID, http.StatusCreated, "节点已增加。")
}

func (s *Server) reportProgress(r *Request) (Answer, error) {
	var form struct {
		Text          string   `form:"text" json:"text"`
		Percent       int      `form:"percent" json:"percent"`
		MetricCurrent *float64 `form:"metric_current" json:"metric_current"`
		Revision      *int     `form:"revision" json:"revision"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	return s.onMilestone(r, http.StatusCreated, "进展已填报。", func(tx *models.Tx, m *project.Milestone) error {
		return m.Report(tx, &project.ProgressReport{Text: form.Text, Percent: form.Percent, MetricCurrent: form.MetricCurrent, Upon: form.Revision})
	})
}

// onMilestone carries out a verb on the milestone in the path.
func (s *Server) onMilestone(r *Request, status int, flash word, verb func(*models.Tx, *project.Milestone) error) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		m, err := project.FindMilestone(tx, r.ID())
		if err != nil {
			return err
		}
		return verb(tx, m)
	})
	if err != nil {
		return Answer{}, err
	}
	return s.milestoneDone(r, r.ID(), status, flash)
}

// milestoneDone answers with a milestone, after a change: it for a program, its place on the page for a browser.
func (s *Server) milestoneDone(r *Request, id int64, status int, flash word) (Answer, error) {
	var view milestoneDetail
	err := r.View(func(tx *models.Tx) (err error) {
		view, err = showMilestoneDetail(tx, id)
		return err
	})
	return Answer{Status: status, Flash: flash, JSON: view, Goto: fmt.Sprintf("/projects/%d#milestone-%d", view.ProjectID, id)}, err
}
