package project

import (
	"gorm.io/gorm"

	"luoshi/language"
	"luoshi/models"
)

// Submit asks the approvers of the lead's line to take the project on.
func (p *Project) Submit(tx *models.Tx) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.allow(Submitted); err != nil {
		return err
	}
	stages, err := p.Stages(tx)
	if err != nil {
		return err
	}
	if err := p.ready(tx, stages); err != nil {
		return err
	}
	if err := p.move(tx, Submitted, models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_at", tx.Now), models.Assign("reason", "")); err != nil {
		return err
	}
	p.SubmittedBy, p.SubmittedAt = tx.Actor.ID, &tx.Now
	if err := p.tellApprovers(tx, "submitted", language.Phrase{"《%s》已申报，请您审批", p.Name}, language.Phrase{"请核对五问和阶段安排，同意立项或写明理由退回。"}); err != nil {
		return err
	}
	if err := p.sendUp(tx, Application, p.OwnerPostID, nil, language.Quote(clip(p.Objective, 1000)), p.Link()); err != nil {
		return err
	}
	return p.record(tx, "申报项目", p.Subject(), language.Phrase{"申报%s %s", p.Code, p.Name}, nil, nil)
}

// mayDecide stops those who may not decide on the project, and those who would decide on their own work.
func (p *Project) mayDecide(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Projects, p.OrgID); err != nil {
		return err
	}
	if tx.Actor.ID == p.SubmittedBy && !tx.Actor.System {
		return models.Fail(models.Forbidden, "项目由您提交，须由其他审批人办理。")
	}
	if tx.Actor.Holds(p.OwnerPostID) {
		return models.Fail(models.Forbidden, "您是项目责任人，须由其他审批人办理。")
	}
	return nil
}

// Approve takes the project on: its dates hold from now, and owners' clocks start.
func (p *Project) Approve(tx *models.Tx, note string) error {
	if err := p.mayDecide(tx); err != nil {
		return err
	}
	if err := p.allow(Approved, Submitted); err != nil {
		return err
	}
	return p.takeOn(tx, "批准立项", opinion(language.Phrase{"同意立项。"}, note), note)
}

// Issue takes on a draft that stands on a list already issued: issuing it was the
// approval, so nobody decides on the project a second time, and work begins at once.
func (p *Project) Issue(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Projects, 0); err != nil {
		return err
	}
	const basis = "按印发清单立项。"
	if err := p.move(tx, Submitted, models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_at", tx.Now)); err != nil {
		return err
	}
	if err := p.takeOn(tx, "按印发清单立项", language.Phrase{basis}, basis); err != nil {
		return err
	}
	return p.begin(tx)
}

// takeOn makes a project's dates hold, and starts its owners' clocks.
func (p *Project) takeOn(tx *models.Tx, verb string, detail language.Phrase, note string) error {
	if err := p.move(tx, Approved, models.Assign("first_due_on", p.DueOn)); err != nil {
		return err
	}
	p.FirstDueOn = p.DueOn
	stages, err := p.Stages(tx)
	if err != nil {
		return err
	}
	if err := p.ready(tx, stages); err != nil {
		return err
	}
	for column, post := range map[string]int64{"owner_post_id": p.OwnerPostID, "reviewer_post_id": p.ReviewerPostID} {
		if _, err := models.In[Milestone](tx).Where("project_id = ? AND "+column+" = 0", p.ID).Set(models.Assign(column, post)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	if _, err := models.In[Milestone](tx).Where("project_id = ?", p.ID).Set(models.Assign("running", true), models.Assign("first_due_on", gorm.Expr("due_on")),
		models.Assign("owed_on", gorm.Expr("due_on")), models.Assign("entered_on", tx.Today())).Update(tx.Ctx); err != nil {
		return err
	}
	if err := p.takeOnBusiness(tx); err != nil {
		return err
	}
	if err := p.tellOwner(tx, "approved", language.Phrase{"《%s》已立项", p.Name}, opinion(language.Phrase{"请按阶段安排推进，完成时限%s。", p.DueOn.Long()}, note)); err != nil {
		return err
	}
	if err := p.tellDue(tx); err != nil {
		return err
	}
	return p.record(tx, verb, p.Subject(), detail, nil, nil)
}

// Return hands the project back with the reason; it may be changed and submitted again.
func (p *Project) Return(tx *models.Tx, reason string) error {
	if err := p.mayDecide(tx); err != nil {
		return err
	}
	if err := p.allow(Returned); err != nil {
		return err
	}
	if err := need("reason", "退回理由", reason); err != nil {
		return err
	}
	if err := p.move(tx, Returned, models.Assign("reason", language.Quote(reason))); err != nil {
		return err
	}
	p.Reason = language.Quote(reason)
	if err := p.tellOwner(tx, "returned", language.Phrase{"《%s》被退回，请修改后再申报", p.Name}, language.Phrase{"退回理由：%s", reason}); err != nil {
		return err
	}
	return p.record(tx, "退回项目", p.Subject(), language.Quote(reason), nil, nil)
}

// Start begins the work of an approved project.
func (p *Project) Start(tx *models.Tx) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.allow(InProgress, Approved); err != nil {
		return err
	}
	if err := p.move(tx, InProgress); err != nil {
		return err
	}
	return p.record(tx, "启动实施", p.Subject(), language.Phrase{"项目进入实施"}, nil, nil)
}

// begin starts an approved project with its first report; of many at once one does.
func (p *Project) begin(tx *models.Tx) error {
	if p.State != Approved {
		return nil
	}
	n, err := models.In[Project](tx).Where("id = ? AND state = ?", p.ID, Approved).
		Set(models.Assign("state", InProgress), models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx)
	if err != nil || n == 0 {
		return err
	}
	p.State, p.Revision = InProgress, p.Revision+1
	return p.record(tx, "启动实施", p.Subject(), language.Phrase{"项目进入实施"}, nil, nil)
}

// Suspend halts the project; owners' clocks stand still until it is resumed, so
// that nobody suspends what he owes himself.
func (p *Project) Suspend(tx *models.Tx, reason string) error {
	if err := tx.Require(models.Approve, models.Projects, p.OrgID); err != nil {
		return err
	}
	if tx.Actor.Holds(p.OwnerPostID) {
		return models.Fail(models.Forbidden, "您是项目责任人，须由其他审批人中止。")
	}
	if p.State == HandedDown {
		return models.Fail(models.Conflict, "任务还没有签收，不能中止；下达的一方可以撤回。")
	}
	if err := p.allow(Suspended); err != nil {
		return err
	}
	if err := need("reason", "中止理由", reason); err != nil {
		return err
	}
	if err := p.move(tx, Suspended, models.Assign("resume_state", p.State), models.Assign("reason", language.Quote(reason))); err != nil {
		return err
	}
	if err := p.stopClocks(tx); err != nil {
		return err
	}
	if err := pauseParts(tx, language.Phrase{"上级任务中止：%s", reason}, p.ID); err != nil {
		return err
	}
	if err := p.tellOwner(tx, "suspended", language.Phrase{"《%s》已中止", p.Name}, language.Phrase{"中止理由：%s", reason}); err != nil {
		return err
	}
	return p.record(tx, "中止项目", p.Subject(), language.Quote(reason), nil, nil)
}

// Resume goes on where the suspension interrupted.
func (p *Project) Resume(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Projects, p.OrgID); err != nil {
		return err
	}
	if p.State != Suspended {
		return models.Fail(models.Conflict, "项目当前为“%s”，没有中止，无需恢复。", p.State)
	}
	if err := p.mayResume(tx); err != nil {
		return err
	}
	if err := p.move(tx, p.ResumeState, models.Assign("resume_state", ""), models.Assign("reason", "")); err != nil {
		return err
	}
	if _, err := models.In[Milestone](tx).Where("project_id = ? AND state IN ?", p.ID, inHand).Set(models.Assign("running", true)).Update(tx.Ctx); err != nil {
		return err
	}
	if err := resumeParts(tx, p.ID); err != nil {
		return err
	}
	if err := p.tellOwner(tx, "resumed", language.Phrase{"《%s》已恢复，请继续推进", p.Name}, language.Phrase{"各阶段时限不变；确需调整的，请申请延期。"}); err != nil {
		return err
	}
	return p.record(tx, "恢复项目", p.Subject(), language.Phrase{"恢复为“%s”", p.State}, nil, nil)
}

func (p *Project) stopClocks(tx *models.Tx) error {
	_, err := models.In[Milestone](tx).Where("project_id = ?", p.ID).Set(models.Assign("running", false)).Update(tx.Ctx)
	return err
}
