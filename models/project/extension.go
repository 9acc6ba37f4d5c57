package project

import (
	"fmt"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Extension asks to move the due date of a milestone, or of a whole project. Until
// it is approved the present date counts; the first date always stays on record.
type Extension struct {
	ID             int64
	ProjectID      int64
	MilestoneID    int64 // 0 for the project itself
	OrgID          int64
	ReviewerPostID int64
	OldDueOn       calendar.Date
	NewDueOn       calendar.Date
	Reason         string
	Progress       string
	Measures       string
	State          Decision
	RequestedBy    int64
	RequestedName  string
	RequestedAt    time.Time
	AnswerBy       calendar.Date
	DecidedBy      int64
	DecidedName    string
	DecidedAt      *time.Time
	DecisionReason string

	Project   *Project
	Milestone *Milestone
}

// Postpone asks for a new due date of the project.
func (p *Project) Postpone(tx *models.Tx, e *Extension) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if !p.UnderWay() {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能申请延期。", p.State)
	}
	e.MilestoneID, e.ReviewerPostID, e.OldDueOn = 0, p.ReviewerPostID, p.DueOn
	if err := e.check(tx); err != nil {
		return err
	}
	if err := p.fits(tx, e.NewDueOn); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.Revision++
	return e.ask(tx, p, p.OwnerPostID, p.Subject(), language.Phrase{"《%s》", p.Name})
}

// Postpone asks for a new due date of the milestone.
func (m *Milestone) Postpone(tx *models.Tx, e *Extension) error {
	if err := m.mayEnter(tx); err != nil {
		return err
	}
	if err := m.mayWork(); err != nil {
		return err
	}
	e.MilestoneID, e.ReviewerPostID, e.OldDueOn = m.ID, m.reviewer(), m.DueOn
	if err := e.check(tx); err != nil {
		return err
	}
	moving, err := models.In[Extension](tx).Where("project_id = ? AND milestone_id = 0 AND state = ? AND new_due_on >= ?", m.ProjectID, Waiting, e.NewDueOn).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	if err := m.fits(tx, e.NewDueOn); err != nil && (moving == 0 || !m.IsStage()) {
		return err
	}
	n, err := models.In[Milestone](tx).Where("id = ? AND revision = ?", m.ID, m.Revision).Set(models.Assign("revision", m.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	m.Revision++
	return e.ask(tx, m.Project, m.OwnerPostID, m.Subject(), m.title())
}

// fits refuses a date beyond that of the task the project is a part of.
func (p *Project) fits(tx *models.Tx, due calendar.Date) error {
	part, err := p.part(tx)
	if err != nil || part == nil {
		return err
	}
	task, err := wholeOf(tx, part)
	if err == nil && due > task.DueOn {
		return models.FailAt(models.Invalid, "new_due_on", "新时限%s晚于上级任务时限%s，请改早，或先请下达的一方申请上级任务延期。", due.Short(), task.DueOn.Short())
	}
	return err
}

// fits refuses a date beyond what the milestone is part of.
func (m *Milestone) fits(tx *models.Tx, due calendar.Date) error {
	limit, whole := m.Project.DueOn, language.Word("项目")
	if !m.IsStage() {
		stage, err := models.In[Milestone](tx).Where("id = ?", *m.StageID).First(tx.Ctx)
		if err != nil {
			return err
		}
		limit, whole = stage.DueOn, "所在阶段"
	}
	if due > limit {
		return models.FailAt(models.Invalid, "new_due_on", "新时限%s晚于%s时限%s，请改早，或先申请%s延期。", due.Short(), whole, limit.Short(), whole)
	}
	return nil
}

func (e *Extension) check(tx *models.Tx) error {
	wrong := models.FieldErrors{}
	for _, f := range []struct {
		name, label string
		text        *string
	}{{"reason", "延期原因", &e.Reason}, {"progress", "目前进展", &e.Progress}, {"measures", "新的推进措施", &e.Measures}} {
		*f.text = strings.TrimSpace(*f.text)
		switch n := len([]rune(*f.text)); {
		case n == 0:
			wrong.Add(f.name, "请填写%s", f.label)
		case n > 1000:
			wrong.Add(f.name, "%s不能超过1000个字，请精简", f.label)
		}
	}
	switch {
	case !e.NewDueOn.Valid():
		wrong.Add("new_due_on", "请填写新的时限，如 2022-06-30")
	case e.NewDueOn <= e.OldDueOn:
		wrong.Add("new_due_on", "新的时限须晚于现在的时限%s", e.OldDueOn.Short())
	case e.NewDueOn > latest:
		wrong.Add("new_due_on", "新的时限%s太远，请核对年份", e.NewDueOn.Long())
	case e.NewDueOn < tx.Today():
		wrong.Add("new_due_on", "新的时限不能早于今天")
	}
	return wrong.Err("%s", wrong)
}

// ask writes the request and tells whoever decides on it.
func (e *Extension) ask(tx *models.Tx, p *Project, owner int64, subject string, title language.Phrase) error {
	waiting, err := models.In[Extension](tx).Where("project_id = ? AND milestone_id = ? AND state = ?", p.ID, e.MilestoneID, Waiting).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	if waiting > 0 {
		return models.Fail(models.Conflict, "已有一份延期申请待审批，请等待答复后再申请。")
	}
	e.ID, e.ProjectID, e.OrgID, e.State = 0, p.ID, p.OrgID, Waiting
	e.RequestedBy, e.RequestedName, e.RequestedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	if e.AnswerBy, err = tx.AnswerBy(tx.Today()); err != nil {
		return err
	}
	if err := models.In[Extension](tx).Create(tx.Ctx, e); err != nil {
		return err
	}
	users, err := p.reviewers(tx, e.ReviewerPostID, owner)
	if err != nil {
		return err
	}
	n := e.notice("requested", language.Phrase{"%s申请延期至%s，请您审批", title, e.NewDueOn.Short()},
		language.Phrase{"原定%s。原因：%s；新的推进措施：%s。请于%s前答复。", e.OldDueOn.Short(), e.Reason, e.Measures, e.AnswerBy.Short()})
	if err := notice.Send(tx, n, others(tx, users...)...); err != nil {
		return err
	}
	return p.record(tx, "申请延期", subject, language.Phrase{"%s申请由%s延至%s：%s", title, e.OldDueOn.Short(), e.NewDueOn.Short(), e.Reason}, nil, e)
}

// Subject names the request in notices and the audit trail.
func (e *Extension) Subject() string { return fmt.Sprintf("extensions/%d", e.ID) }

func (e *Extension) notice(what string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: "extension/" + what + "/" + e.Subject(), Rule: "extension-" + what, Subject: e.Subject(), OrgID: e.OrgID, Title: title,
		Body: body, Link: fmt.Sprintf("/projects/%d#extension-%d", e.ProjectID, e.ID), Basis: language.Phrase{basis}, DueOn: e.AnswerBy}
}
