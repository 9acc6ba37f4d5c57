package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// extensionForm is a request for more time as it is typed in or sent.
type extensionForm struct {
	NewDueOn calendar.Date `form:"new_due_on" json:"new_due_on"`
	Reason   string        `form:"reason" json:"reason" binding:"max=1000" label:"延期原因"`
	Progress string        `form:"progress" json:"progress" binding:"max=1000" label:"目前进展"`
	Measures string        `form:"measures" json:"measures" binding:"max=1000" label:"新的推进措施"`
}

// askExtension makes a request out of the form and hands it to ask.
func (s *Server) askExtension(r *Request, ask func(*models.Tx, *project.Extension) error) (Answer, error) {
	var form extensionForm
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var view extensionJSON
	err := r.Update(func(tx *models.Tx) error {
		e := project.Extension{NewDueOn: form.NewDueOn, Reason: form.Reason, Progress: form.Progress, Measures: form.Measures}
		if err := ask(tx, &e); err != nil {
			return err
		}
		view = showExtension(tx, e)
		return nil
	})
	return Answer{Status: http.StatusCreated, JSON: view, Goto: extensionPlace(view), Flash: "延期申请已提交，批准前仍按原时限计时。"}, err
}

func extensionPlace(v extensionJSON) string {
	return fmt.Sprintf("/projects/%d#extension-%d", v.ProjectID, v.ID)
}

func (s *Server) extendProject(r *Request) (Answer, error) {
	return s.askExtension(r, func(tx *models.Tx, e *project.Extension) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Postpone(tx, e)
	})
}

func (s *Server) extendMilestone(r *Request) (Answer, error) {
	return s.askExtension(r, func(tx *models.Tx, e *project.Extension) error {
		m, err := project.FindMilestone(tx, r.ID())
		if err != nil {
			return err
		}
		return m.Postpone(tx, e)
	})
}

// extensionJSON is a request for more time as the API shows it.
type extensionJSON struct {
	ID             int64         `json:"id"`
	ProjectID      int64         `json:"project_id"`
	ProjectName    string        `json:"project_name,omitempty"`
	MilestoneID    *int64        `json:"milestone_id"` // null for the whole project
	MilestoneName  string        `json:"milestone_name,omitempty"`
	OldDueOn       calendar.Date `json:"old_due_on"`
	NewDueOn       calendar.Date `json:"new_due_on"`
	Reason         string        `json:"reason"`
	Progress       string        `json:"progress"`
	Measures       string        `json:"measures"`
	State          string        `json:"state"` // waiting, approved, returned, lapsed
	StateName      string        `json:"state_name"`
	RequestedBy    string        `json:"requested_by"`
	RequestedAt    string        `json:"requested_at"`
	AnswerBy       calendar.Date `json:"answer_by"`
	DecidedBy      string        `json:"decided_by"`
	DecidedAt      string        `json:"decided_at"`
	DecisionReason string        `json:"decision_reason"`
}

func showExtension(tx *models.Tx, e project.Extension) extensionJSON {
	view := extensionJSON{ID: e.ID, ProjectID: e.ProjectID, OldDueOn: e.OldDueOn, NewDueOn: e.NewDueOn, Reason: e.Reason, Progress: e.Progress,
		Measures: e.Measures, State: decision(e.State), StateName: tx.Say(e.State.String()), RequestedBy: e.RequestedName, RequestedAt: instant(tx, &e.RequestedAt),
		AnswerBy: e.AnswerBy, DecidedBy: e.DecidedName, DecidedAt: instant(tx, e.DecidedAt), DecisionReason: e.DecisionReason}
	if e.MilestoneID != 0 {
		view.MilestoneID = &e.MilestoneID
	}
	if e.Project != nil {
		view.ProjectName = e.Project.Name
	}
	if e.Milestone != nil {
		view.MilestoneName = e.Milestone.Name
	}
	return view
}

func (s *Server) listExtensions(r *Request) (Answer, error) {
	return listed(r, decisions, project.Extensions, showExtension, func(e project.Extension) int64 { return e.ID })
}

func (s *Server) showExtension(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		e, err := project.FindExtension(tx, r.ID())
		if err == nil {
			view := showExtension(tx, *e)
			a.JSON, a.Goto = view, extensionPlace(view)
		}
		return err
	})
	return a, err
}

// onExtension decides on the request in the path, with a remark.
func (s *Server) onExtension(r *Request, flash word, verb func(*models.Tx, *project.Extension, remark) error) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	a := Answer{Flash: flash}
	err := r.Update(func(tx *models.Tx) error {
		e, err := project.FindExtension(tx, r.ID())
		if err != nil {
			return err
		}
		if err := verb(tx, e, form); err != nil {
			return err
		}
		if e, err = project.FindExtension(tx, r.ID()); err != nil {
			return err
		}
		view := showExtension(tx, *e)
		a.JSON, a.Goto = view, extensionPlace(view)
		return nil
	})
	return a, err
}

func (s *Server) approveExtension(r *Request) (Answer, error) {
	return s.onExtension(r, "已同意延期。", func(tx *models.Tx, e *project.Extension, f remark) error { return e.Approve(tx, f.Note) })
}

func (s *Server) returnExtension(r *Request) (Answer, error) {
	return s.onExtension(r, "延期申请已退回。", func(tx *models.Tx, e *project.Extension, f remark) error { return e.Return(tx, f.Reason) })
}
