package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// checkForm is a check as it is typed in or sent: problems in lines, with one
// measure, owner and date for all, or problem by problem as remedies.
type checkForm struct {
	Result      project.Result `form:"result" json:"result"`
	Problems    lines          `form:"problems" json:"problems" binding:"max=5000" label:"问题"`
	Measure     string         `form:"measure" json:"measure" binding:"max=1000" label:"改进措施"`
	OwnerPostID int64          `form:"owner_post_id" json:"owner_post_id"`
	DueOn       calendar.Date  `form:"due_on" json:"due_on"`
	CheckedOn   calendar.Date  `form:"checked_on" json:"checked_on"`
	Note        string         `form:"note" json:"note" binding:"max=1000" label:"说明"`
	Remedies    []remedyForm   `form:"-" json:"improvements"`
}

type remedyForm struct {
	Problem     string        `json:"problem"`
	Measure     string        `json:"measure"`
	OwnerPostID int64         `json:"owner_post_id"`
	DueOn       calendar.Date `json:"due_on"`
}

func (f *checkForm) remedies() []project.Remedy {
	var list []project.Remedy
	for _, text := range inLines(string(f.Problems)) {
		list = append(list, project.Remedy{Problem: text, Measure: f.Measure, OwnerPostID: f.OwnerPostID, DueOn: f.DueOn})
	}
	for _, r := range f.Remedies {
		list = append(list, project.Remedy(r))
	}
	return list
}

func (s *Server) checkMilestone(r *Request) (Answer, error) {
	var form checkForm
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var view checkJSON
	err := r.Update(func(tx *models.Tx) error {
		m, err := project.FindMilestone(tx, r.ID())
		if err != nil {
			return err
		}
		c := project.Check{Result: form.Result, CheckedOn: form.CheckedOn, Note: form.Note}
		if err := m.Check(tx, &c, form.remedies()); err != nil {
			return err
		}
		view = showCheck(tx, c)
		return nil
	})
	return Answer{Status: http.StatusCreated, JSON: view, Goto: fmt.Sprintf("/projects/%d#checks", view.ProjectID), Flash: "检查结果已登记。"}, err
}

// checkJSON is a check as the API shows it.
type checkJSON struct {
	ID           int64             `json:"id"`
	ProjectID    int64             `json:"project_id"`
	MilestoneID  int64             `json:"milestone_id"`
	Result       string            `json:"result"`
	ResultName   string            `json:"result_name"`
	Problems     []string          `json:"problems"`
	Note         string            `json:"note"`
	CheckedOn    calendar.Date     `json:"checked_on"`
	By           string            `json:"by"`
	Improvements []improvementJSON `json:"improvements"`
}

func showCheck(tx *models.Tx, c project.Check) checkJSON {
	view := checkJSON{ID: c.ID, ProjectID: c.ProjectID, MilestoneID: c.MilestoneID, Result: string(c.Result), ResultName: tx.Say(c.Result.String()),
		Problems: inLines(c.Problems), Note: c.Note, CheckedOn: c.CheckedOn, By: c.ByName, Improvements: []improvementJSON{}}
	for _, i := range c.Improvements {
		view.Improvements = append(view.Improvements, showImprovement(tx, i))
	}
	return view
}

func (s *Server) listChecks(r *Request) (Answer, error) {
	answer := List[checkJSON]{Items: []checkJSON{}}
	err := r.View(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		list, err := p.Checks(tx)
		for _, c := range list {
			answer.Items = append(answer.Items, showCheck(tx, c))
		}
		return err
	})
	return Answer{JSON: answer, Goto: fmt.Sprintf("/projects/%d#checks", r.ID())}, err
}

// improvementJSON is an improvement as the API shows it.
type improvementJSON struct {
	ID          int64         `json:"id"`
	ProjectID   int64         `json:"project_id"`
	MilestoneID int64         `json:"milestone_id"`
	CheckID     int64         `json:"check_id"`
	Problem     string        `json:"problem"`
	Measure     string        `json:"measure"`
	OwnerPostID int64         `json:"owner_post_id"`
	DueOn       calendar.Date `json:"due_on"`
	State       string        `json:"state"`
	StateName   string        `json:"state_name"`
	Overdue     bool          `json:"overdue"`
	Note        string        `json:"note"`
	Reason      string        `json:"reason"`
	SubmittedBy string        `json:"submitted_by"`
	SubmittedAt string        `json:"submitted_at"`
	VerifiedBy  string        `json:"verified_by"`
	VerifiedAt  string        `json:"verified_at"`
}

func showImprovement(tx *models.Tx, i project.Improvement) improvementJSON {
	return improvementJSON{ID: i.ID, ProjectID: i.ProjectID, MilestoneID: i.MilestoneID, CheckID: i.CheckID, Problem: i.Problem, Measure: i.Measure,
		OwnerPostID: i.OwnerPostID, DueOn: i.DueOn, State: string(i.State), StateName: tx.Say(i.State.String()), Overdue: i.Overdue(tx.Today()), Note: i.Note,
		Reason: i.Reason, SubmittedBy: i.SubmittedName, SubmittedAt: instant(tx, i.SubmittedAt), VerifiedBy: i.VerifiedName, VerifiedAt: instant(tx, i.VerifiedAt)}
}

func (s *Server) listImprovements(r *Request) (Answer, error) {
	return listed(r, []string{"open", "handed_in", "verified", "returned"}, project.Improvements, showImprovement, func(i project.Improvement) int64 { return i.ID })
}

func (s *Server) showImprovement(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		i, err := project.FindImprovement(tx, r.ID())
		if err == nil {
			a.JSON, a.Goto = showImprovement(tx, *i), improvementPlace(i)
		}
		return err
	})
	return a, err
}

func improvementPlace(i *project.Improvement) string {
	return fmt.Sprintf("/projects/%d#improvement-%d", i.ProjectID, i.ID)
}

// onImprovement carries out a verb on the improvement in the path, with a remark.
func (s *Server) onImprovement(r *Request, flash word, verb func(*models.Tx, *project.Improvement, remark) error) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	a := Answer{Flash: flash}
	err := r.Update(func(tx *models.Tx) error {
		i, err := project.FindImprovement(tx, r.ID())
		if err != nil {
			return err
		}
		if err := verb(tx, i, form); err != nil {
			return err
		}
		if i, err = project.FindImprovement(tx, r.ID()); err != nil {
			return err
		}
		a.JSON, a.Goto = showImprovement(tx, *i), improvementPlace(i)
		return nil
	})
	return a, err
}

func (s *Server) submitImprovement(r *Request) (Answer, error) {
	return s.onImprovement(r, "改进情况已提交，等待核验。", func(tx *models.Tx, i *project.Improvement, f remark) error { return i.Submit(tx, f.Note) })
}

func (s *Server) verifyImprovement(r *Request) (Answer, error) {
	return s.onImprovement(r, "改进事项已核验销号。", func(tx *models.Tx, i *project.Improvement, f remark) error { return i.Verify(tx, f.Note) })
}

func (s *Server) returnImprovement(r *Request) (Answer, error) {
	return s.onImprovement(r, "改进事项已退回。", func(tx *models.Tx, i *project.Improvement, f remark) error { return i.Return(tx, f.Reason) })
}
