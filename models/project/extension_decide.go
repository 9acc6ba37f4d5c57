package project

import (
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// FindExtension finds a request in a project the actor may see.
func FindExtension(tx *models.Tx, id int64) (*Extension, error) {
	e, err := visible[Extension](tx, "project_id").Preload("Project", nil).Preload("Milestone", nil).Where("id = ?", id).First(tx.Ctx)
	e.adopt()
	return &e, err
}

// Approve moves the due date.
func (e *Extension) Approve(tx *models.Tx, note string) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	if err := atMost("note", "意见", note, 1000); err != nil {
		return err
	}
	if !e.Project.UnderWay() {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能延期。", e.Project.State)
	}
	if err := e.decide(tx, Accepted, note); err != nil {
		return err
	}
	if err := e.apply(tx); err != nil {
		return err
	}
	return e.answer(tx, "approved", language.Phrase{"同意延期至%s", e.NewDueOn.Short()},
		opinion(language.Phrase{"原定%s，现为%s，请按新的时限推进。", e.OldDueOn.Short(), e.NewDueOn.Short()}, note))
}

// Return refuses the request with the reason; the present date stays.
func (e *Extension) Return(tx *models.Tx, reason string) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	if err := need("reason", "退回理由", reason); err != nil {
		return err
	}
	if err := e.decide(tx, Refused, reason); err != nil {
		return err
	}
	return e.answer(tx, "returned", language.Phrase{"不同意延期，仍按%s计时", e.OldDueOn.Short()}, language.Phrase{"理由：%s", reason})
}

// mayDecide stops those who may not decide, and those who would decide on their own request.
func (e *Extension) mayDecide(tx *models.Tx) error {
	if !tx.Actor.Holds(e.ReviewerPostID) {
		if err := tx.Require(models.Approve, models.Projects, e.OrgID); err != nil {
			return err
		}
	}
	owner := e.Project.OwnerPostID
	if e.Milestone != nil {
		owner = e.Milestone.OwnerPostID
	}
	if tx.Actor.Holds(owner) || e.RequestedBy == tx.Actor.ID && !tx.Actor.System {
		return models.Fail(models.Forbidden, "延期由您申请或负责，须由他人审批。")
	}
	if e.State != Waiting {
		return models.Fail(models.Conflict, "延期申请已%s，不能再次办理。", e.State)
	}
	return nil
}

func (e *Extension) decide(tx *models.Tx, d Decision, reason string) error {
	n, err := models.In[Extension](tx).Where("id = ? AND state = ?", e.ID, Waiting).Set(models.Assign("state", d), models.Assign("decision_reason", reason),
		models.Assign("decided_by", tx.Actor.ID), models.Assign("decided_name", tx.Actor.Name), models.Assign("decided_at", tx.Now)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	e.State, e.DecisionReason = d, reason
	return nil
}

// apply gives the project or the milestone its new date.
func (e *Extension) apply(tx *models.Tx) error {
	if e.Milestone == nil {
		p := e.Project
		n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("due_on", e.NewDueOn),
			models.Assign("extensions", p.Extensions+1), models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
		if err == nil && n == 0 {
			return models.Stale
		}
		return err
	}
	m := e.Milestone
	if m.State == Done {
		return models.Fail(models.Conflict, "%s已完成，无需延期。", m.Label())
	}
	if err := m.fits(tx, e.NewDueOn); err != nil {
		return err
	}
	m.DueOn = e.NewDueOn
	if err := m.owe(tx); err != nil {
		return err
	}
	n, err := models.In[Milestone](tx).Where("id = ? AND revision = ?", m.ID, m.Revision).Set(models.Assign("due_on", m.DueOn), models.Assign("owed_on", m.OwedOn),
		models.Assign("extensions", m.Extensions+1), models.Assign("revision", m.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	return m.tellDueAgain(tx)
}

// answer tells who asked and who owns what was decided, and writes it into the log.
func (e *Extension) answer(tx *models.Tx, what string, title, body language.Phrase) error {
	post, name := e.Project.OwnerPostID, language.Phrase{"《%s》", e.Project.Name}
	if e.Milestone != nil {
		post, name = e.Milestone.OwnerPostID, e.Milestone.title()
	}
	owner, err := holder(tx, post)
	if err != nil {
		return err
	}
	if err := notice.Send(tx, e.notice(what, language.Phrase{"%s：%s", name, title}, body), others(tx, owner, e.RequestedBy)...); err != nil {
		return err
	}
	verb := map[Decision]string{Accepted: "同意延期", Refused: "退回延期申请"}[e.State]
	return e.Project.record(tx, verb, e.Subject(), language.Phrase{"%s：%s。%s", name, title, body}, nil, nil)
}

// lapse ends requests that nobody needs any more.
func lapse(tx *models.Tx, where string, id int64) error {
	_, err := models.In[Extension](tx).Where(where, id).Where("state = ?", Waiting).Set(models.Assign("state", Lapsed), models.Assign("decided_at", tx.Now)).Update(tx.Ctx)
	return err
}

// Postponements lists the project's requests for more time, the newest first.
func (p *Project) Postponements(tx *models.Tx) ([]Extension, error) {
	return models.In[Extension](tx).Preload("Milestone", nil).Where("project_id = ?", p.ID).Order("id DESC").Find(tx.Ctx)
}
