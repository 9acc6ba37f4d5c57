package handlers

import (
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

func (s *Server) submitMilestone(r *Request) (Answer, error) {
	var form struct {
		remark
		Percent *int `form:"percent" json:"percent"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onMilestone(r, http.StatusOK, "已提交审核，您的时限暂停计时。", func(tx *models.Tx, m *project.Milestone) error {
		_, err := m.Submit(tx, form.Note, form.Percent)
		return err
	})
}

func (s *Server) withdrawMilestone(r *Request) (Answer, error) {
	return s.onMilestone(r, http.StatusOK, "已撤回，时限继续计时。", func(tx *models.Tx, m *project.Milestone) error { return m.Withdraw(tx) })
}

func (s *Server) approveMilestone(r *Request) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onMilestone(r, http.StatusOK, "审核通过。", func(tx *models.Tx, m *project.Milestone) error { return m.Approve(tx, form.Note) })
}

func (s *Server) returnMilestone(r *Request) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onMilestone(r, http.StatusOK, "已退回。", func(tx *models.Tx, m *project.Milestone) error { return m.Return(tx, form.Reason) })
}

// reviewJSON is a round as the API shows it.
type reviewJSON struct {
	ID            int64         `json:"id"`
	ProjectID     int64         `json:"project_id"`
	ProjectName   string        `json:"project_name,omitempty"`
	MilestoneID   int64         `json:"milestone_id"`
	MilestoneName string        `json:"milestone_name,omitempty"`
	Number        int           `json:"number"`
	Note          string        `json:"note"`
	Percent       int           `json:"percent"`
	SubmittedBy   string        `json:"submitted_by"`
	SubmittedAt   string        `json:"submitted_at"`
	DueOn         calendar.Date `json:"due_on"`
	Decision      string        `json:"decision"` // waiting, approved, returned, withdrawn
	DecisionName  string        `json:"decision_name"`
	Reason        string        `json:"reason"`
	DecidedBy     string        `json:"decided_by"`
	DecidedAt     string        `json:"decided_at"`
}

func showReview(tx *models.Tx, v project.Review) reviewJSON {
	view := reviewJSON{ID: v.ID, ProjectID: v.ProjectID, MilestoneID: v.MilestoneID, Number: v.Number, Note: v.Note, Percent: v.Percent,
		SubmittedBy: v.SubmittedName, SubmittedAt: instant(tx, &v.SubmittedAt), DueOn: v.DueOn, Decision: decision(v.Decision),
		DecisionName: tx.Say(v.Decision.String()), Reason: v.Reason, DecidedBy: v.DecidedName, DecidedAt: instant(tx, v.DecidedAt)}
	if v.Project != nil {
		view.ProjectName = v.Project.Name
	}
	if v.Milestone != nil {
		view.MilestoneName = v.Milestone.Name
	}
	return view
}

// decisions are how a round or a request stands, as an address names it.
var decisions = []string{"waiting", "approved", "returned", "withdrawn", "lapsed"}

// decision is a decision as the API says it.
func decision(d project.Decision) string {
	if d == project.Waiting {
		return "waiting"
	}
	return string(d)
}

func (s *Server) listReviews(r *Request) (Answer, error) {
	return listed(r, decisions, project.Reviews, showReview, func(v project.Review) int64 { return v.ID })
}

// listed answers with a page of a list that runs backwards by id.
func listed[T, V any](r *Request, states []string, find func(*models.Tx, project.Which) ([]T, error), show func(*models.Tx, T) V, id func(T) int64) (Answer, error) {
	paging, err := r.Paging(1)
	if err != nil {
		return Answer{}, err
	}
	answer := List[V]{Items: []V{}}
	err = r.View(func(tx *models.Tx) error {
		s := newSieve(r)
		which := project.Which{State: oneOf(s, "state", states...), ProjectID: s.number("project_id"), Before: paging.before(), Limit: paging.Limit + 1}
		if which.Org, err = s.org(tx, "org"); err != nil {
			return err
		}
		if err := s.err(); err != nil {
			return err
		}
		list, err := find(tx, which)
		for i, v := range list {
			if i == paging.Limit {
				answer.Next = cursor(id(list[i-1]))
				break
			}
			answer.Items = append(answer.Items, show(tx, v))
		}
		return err
	})
	return Answer{JSON: answer, Goto: "/projects"}, err
}
