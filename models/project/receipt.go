package project

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Receipt is how a part is signed for: who answers for it, and its stages where
// they are to be others than those handed down.
type Receipt struct {
	OwnerPostID    int64 // 0: as proposed
	ReviewerPostID int64 // 0: whoever approves for the lead
	Stages         []Milestone
}

// Sign takes a part over: its dates hold from now, and work begins.
func (p *Project) Sign(tx *models.Tx, r Receipt) error {
	part, whole, err := p.handed(tx)
	if err != nil {
		return err
	}
	if err := p.maySign(tx, whole); err != nil {
		return err
	}
	if !whole.UnderWay() {
		return models.Fail(models.Conflict, "上级任务当前为“%s”，暂不能签收；恢复后再办理。", whole.State)
	}
	if err := p.appoint(tx, r); err != nil {
		return err
	}
	if r.Stages != nil {
		if err := whole.holds(r.Stages); err != nil {
			return err
		}
	}
	if part.Late, err = lateness(tx, part); err != nil {
		return err
	}
	if err := part.answer(tx, Unsigned, Signed, models.Assign("late", part.Late)); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("owner_post_id", p.OwnerPostID),
		models.Assign("reviewer_post_id", p.ReviewerPostID), models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.Revision++
	if r.Stages != nil {
		if err := p.removeStages(tx); err != nil {
			return err
		}
		if err := p.addStages(tx, r.Stages); err != nil {
			return err
		}
	}
	detail := language.Phrase{"签收任务"}
	if part.Late > 0 {
		detail = language.Phrase{"签收逾期%d个工作日", part.Late}
	}
	if err := p.takeOn(tx, "签收任务", detail, ""); err != nil {
		return err
	}
	return p.begin(tx)
}

// maySign stops all but the organisation that takes the part over, and those
// between it and who hands it down: the sender does not sign.
func (p *Project) maySign(tx *models.Tx, whole *Project) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	org, err := models.In[models.Org](tx).Where("id = ?", p.OrgID).First(tx.Ctx)
	if err != nil {
		return err
	}
	if !signs(tx.Actor, &org, whole.Org) {
		return models.Fail(models.Forbidden, "任务须由承接单位签收、退回，下达的一方不能代办。")
	}
	return nil
}

// signs reports whether the user holds a post of the organisation, or of one above
// it that is not above the sender too.
func signs(u *models.User, org, sender *models.Org) bool {
	return u.System || slices.ContainsFunc(u.Posts, func(p models.HeldPost) bool {
		return slices.Contains(takingOver, p.Kind) && strings.HasPrefix(org.Path, p.Path) && !strings.HasPrefix(sender.Path, p.Path)
	})
}

// appoint names who answers for the part and who reviews it.
func (p *Project) appoint(tx *models.Tx, r Receipt) error {
	if r.OwnerPostID != 0 {
		p.OwnerPostID = r.OwnerPostID
	}
	p.ReviewerPostID = r.ReviewerPostID
	wrong := models.FieldErrors{}
	if p.OwnerPostID == 0 {
		wrong.Add("owner_post_id", "请明确责任人")
	} else if p.OwnerPostID == p.ReviewerPostID {
		wrong.Add("reviewer_post_id", "审核人不能是责任人，请另选一个职务")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	return p.knowPosts(tx, r.Stages)
}

// holds refuses stages beyond the task's dates.
func (p *Project) holds(stages []Milestone) error {
	wrong := models.FieldErrors{}
	for i, s := range stages {
		if s.DueOn > p.DueOn {
			wrong.Add(stageField(i, "due_on"), "第%d阶段的时限%s晚于上级任务时限%s，请改早", i+1, s.DueOn.Short(), p.DueOn.Short())
		}
		if s.StartOn != "" && s.StartOn < p.StartOn {
			wrong.Add(stageField(i, "start_on"), "第%d阶段的开始日期%s早于上级任务开始日期%s，请改晚", i+1, s.StartOn.Short(), p.StartOn.Short())
		}
	}
	return wrong.Err("%s", wrong)
}

// lateness is how many working days after its date the part is answered today.
func lateness(tx *models.Tx, part *Part) (int, error) {
	if tx.Today() <= part.DueOn {
		return 0, nil
	}
	work, err := tx.Workdays()
	if err != nil {
		return 0, err
	}
	return max(1, work.Between(part.DueOn, tx.Today())), nil
}

// Decline sends a part back to who handed it down, with the reason.
func (p *Project) Decline(tx *models.Tx, reason string) error {
	part, whole, err := p.handed(tx)
	if err != nil {
		return err
	}
	if err := p.maySign(tx, whole); err != nil {
		return err
	}
	if err := need("reason", "退回理由", reason); err != nil {
		return err
	}
	if err := part.answer(tx, Unsigned, Declined, models.Assign("reason", reason)); err != nil {
		return err
	}
	org, err := tx.OrgNames(&p.OrgID)
	if err != nil {
		return err
	}
	owner, err := holder(tx, whole.OwnerPostID)
	if err != nil {
		return err
	}
	n := p.notice("declined", language.Phrase{"%s退回《%s》，请重新下达或撤回", org[p.OrgID], p.Name}, language.Phrase{"退回理由：%s", reason})
	n.Key, n.DueOn = fmt.Sprintf("project/declined-%d/%s", tx.Now.UnixMilli(), p.Subject()), ""
	if err := notice.Send(tx, n, others(tx, part.SentBy, owner)...); err != nil {
		return err
	}
	return p.record(tx, "退回任务", p.Subject(), language.Quote(reason), nil, nil)
}
