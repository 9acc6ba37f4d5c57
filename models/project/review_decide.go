package project

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models"
)

// Withdraw takes back what was handed in; the owner's clock has not stopped.
func (m *Milestone) Withdraw(tx *models.Tx) error {
	if err := m.mayEnter(tx); err != nil {
		return err
	}
	r, err := m.waiting(tx)
	if err != nil {
		return err
	}
	if err := m.move(tx, r.Was); err != nil {
		return err
	}
	if err := r.decide(tx, Withdrawn, ""); err != nil {
		return err
	}
	return m.Project.record(tx, "撤回提交", m.Subject(), language.Phrase{"撤回%s第%d轮", m.Label(), r.Number}, nil, nil)
}

// Approve accepts what was handed in: the milestone is done as of the day it was.
func (m *Milestone) Approve(tx *models.Tx, note string) error {
	r, err := m.reviewable(tx)
	if err != nil {
		return err
	}
	note = strings.TrimSpace(note)
	if err := atMost("note", "意见", note, 1000); err != nil {
		return err
	}
	open, err := models.In[Milestone](tx).Where("stage_id = ? AND state <> ?", m.ID, Done).Order("due_on, id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return models.Fail(models.Conflict, "%s还有%s未完成，不能通过；请退回，或待其完成。", m.Label(), labels(open))
	}
	m.DoneOn, m.Percent = tx.DayOf(r.SubmittedAt), everything
	if err := m.move(tx, Done, models.Assign("percent", everything), models.Assign("done_on", m.DoneOn)); err != nil {
		return err
	}
	if err := r.decide(tx, Accepted, note); err != nil {
		return err
	}
	if err := lapse(tx, "milestone_id = ?", m.ID); err != nil {
		return err
	}
	if err := m.Project.settle(tx); err != nil {
		return err
	}
	n := m.notice(r.key("approved"), "review-approved", language.Phrase{"%s审核通过", m.title()}, opinion(language.Phrase{"按%s完成登记。", m.DoneOn.Short()}, note))
	if err := m.tellOwner(tx, n, r.SubmittedBy); err != nil {
		return err
	}
	return m.Project.record(tx, "审核通过", m.Subject(), opinion(language.Phrase{"通过%s第%d轮。", m.Label(), r.Number}, note), nil, nil)
}

// Return hands the milestone back with the reason; the owner's clock runs again,
// and the days the round took are added to the owner's time.
func (m *Milestone) Return(tx *models.Tx, reason string) error {
	r, err := m.reviewable(tx)
	if err != nil {
		return err
	}
	if err := need("reason", "退回理由", reason); err != nil {
		return err
	}
	if err := m.pause(tx, tx.DayOf(r.SubmittedAt)); err != nil {
		return err
	}
	if err := m.move(tx, ToImprove, models.Assign("held", m.Held), models.Assign("owed_on", m.OwedOn)); err != nil {
		return err
	}
	if err := r.decide(tx, Refused, reason); err != nil {
		return err
	}
	n := m.notice(r.key("returned"), "review-returned", language.Phrase{"%s被退回，请改进后再报", m.title()},
		language.Phrase{"退回理由：%s。扣除审核占用的工作日，请于%s前再次提交。", strings.TrimSuffix(reason, "。"), m.OwedOn.Short()})
	if err := m.tellOwner(tx, n, r.SubmittedBy); err != nil {
		return err
	}
	if err := m.tellDueAgain(tx); err != nil {
		return err
	}
	return m.Project.record(tx, "退回修改", m.Subject(), language.Phrase{"退回%s第%d轮：%s", m.Label(), r.Number, reason}, nil, nil)
}

// reviewable finds the waiting round of a milestone that the actor may decide on.
func (m *Milestone) reviewable(tx *models.Tx) (*Review, error) {
	if !tx.Actor.Holds(m.reviewer()) {
		if err := tx.Require(models.Approve, models.Projects, m.OrgID); err != nil {
			return nil, err
		}
	}
	if m.isOwner(tx) {
		return nil, models.Fail(models.Forbidden, "您是%s的责任人，须由他人审核。", m.Label())
	}
	if m.State == HandedIn && m.SubmittedBy == tx.Actor.ID && !tx.Actor.System {
		return nil, models.Fail(models.Forbidden, "%s由您提交，须由他人审核。", m.Label())
	}
	return m.waiting(tx)
}

// waiting finds the round that waits for a decision.
func (m *Milestone) waiting(tx *models.Tx) (*Review, error) {
	if !m.Project.UnderWay() {
		return nil, models.Fail(models.Conflict, "项目当前为“%s”，不能办理审核；恢复后再办理。", m.Project.State)
	}
	if m.State != HandedIn {
		return nil, models.Fail(models.Conflict, "%s当前为“%s”，没有待审核的提交；请刷新后核对。", m.Label(), m.State)
	}
	r, err := models.In[Review](tx).Where("milestone_id = ? AND decision = ?", m.ID, Waiting).First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return nil, models.Stale
	}
	return &r, err
}

func (r *Review) decide(tx *models.Tx, d Decision, reason string) error {
	n, err := models.In[Review](tx).Where("id = ? AND decision = ?", r.ID, Waiting).Set(models.Assign("decision", d), models.Assign("reason", reason),
		models.Assign("decided_by", tx.Actor.ID), models.Assign("decided_name", tx.Actor.Name), models.Assign("decided_at", tx.Now)).Update(tx.Ctx)
	if err == nil && n == 0 {
		return models.Stale
	}
	return err
}

func (r *Review) key(what string) string { return fmt.Sprintf("review/round-%d/%s", r.ID, what) }
