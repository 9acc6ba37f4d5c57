package orglife

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/models"
)

// Submit hands the plan in to the level above.
func (p *Plan) Submit(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Plans, p.OrgID); err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	p.SubmittedBy, p.SubmittedName, p.SubmittedAt = tx.Actor.ID, tx.Actor.Name, &tx.Now
	if err := p.move(tx, PlanSubmitted); err != nil {
		return err
	}
	if err := p.record(tx, "提交年度计划", "", ""); err != nil {
		return err
	}
	return p.tellSuperiors(tx)
}

// Withdraw takes the plan back before it is decided on.
func (p *Plan) Withdraw(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Plans, p.OrgID); err != nil {
		return err
	}
	if err := p.move(tx, PlanDraft); err != nil {
		return err
	}
	return p.record(tx, "撤回年度计划", "", "")
}

// Approve accepts the plan; what is still to come of it goes on the calendar.
func (p *Plan) Approve(tx *models.Tx, note string) error {
	if err := p.decide(tx, PlanApproved, note); err != nil {
		return err
	}
	if err := p.schedule(tx); err != nil {
		return err
	}
	if err := Fulfil(tx, p.Org, YearPlan, calendar.Yearly.Of(calendar.MonthOf(p.Year, 1).First()), tx.Today()); err != nil {
		return err
	}
	if err := p.record(tx, "审核通过年度计划", "", ""); err != nil {
		return err
	}
	return p.tellBranch(tx)
}

// Return asks for changes: a reason for the whole, or comments by month.
func (p *Plan) Return(tx *models.Tx, reason string, comments map[int]string) error {
	said := strings.TrimSpace(reason) != ""
	for i := range p.Rows {
		comment := strings.TrimSpace(comments[p.Rows[i].Month])
		if utf8.RuneCountInString(comment) > 300 {
			return models.Fail(models.Invalid, "%d月的意见超过300个字，请精简。", p.Rows[i].Month)
		}
		p.Rows[i].Comment, said = comment, said || comment != ""
	}
	if !said {
		return models.FailAt(models.Invalid, "reason", "请写明需要调整什么：可以写总的意见，也可以在某个月写意见。")
	}
	if err := p.decide(tx, PlanReturned, reason); err != nil {
		return err
	}
	for _, r := range p.Rows {
		if _, err := models.In[PlanRow](tx).Where("id = ?", r.ID).Set(models.Assign("comment", r.Comment)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	if err := p.record(tx, "退回年度计划", "", models.JSON(p.Rows)); err != nil {
		return err
	}
	return p.tellBranch(tx)
}

func (p *Plan) decide(tx *models.Tx, to PlanState, reason string) error {
	if err := mayDecide(tx, models.Plans, p.Org, p.SubmittedBy); err != nil {
		return err
	}
	if p.Reason = strings.TrimSpace(reason); utf8.RuneCountInString(p.Reason) > 500 {
		return models.Fail(models.Invalid, "意见不能超过500个字，请精简。")
	}
	p.DecidedBy, p.DecidedName, p.DecidedAt = tx.Actor.ID, tx.Actor.Name, &tx.Now
	return p.move(tx, to)
}

func (p *Plan) move(tx *models.Tx, to PlanState) error {
	if !slices.Contains(planMoves[p.State], to) {
		return models.Fail(models.Conflict, "计划当前为“%s”，不能变为“%s”。", p.State, to)
	}
	return p.write(tx, to)
}

// write compares the revision and sets the state, who handed in and who decided.
func (p *Plan) write(tx *models.Tx, to PlanState) error {
	n, err := models.In[Plan](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(append([]clause.Assigner{
		models.Assign("state", to), models.Assign("revision", p.Revision+1), models.Assign("reason", p.Reason)}, p.signatures()...)...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.State, p.Revision = to, p.Revision+1
	return nil
}

func (p *Plan) signatures() []clause.Assigner {
	return []clause.Assigner{models.Assign("submitted_by", p.SubmittedBy), models.Assign("submitted_name", p.SubmittedName), models.Assign("submitted_at", p.SubmittedAt),
		models.Assign("decided_by", p.DecidedBy), models.Assign("decided_name", p.DecidedName), models.Assign("decided_at", p.DecidedAt)}
}

// Decides reports whether the actor is to be offered the decision.
func (p *Plan) Decides(tx *models.Tx) bool {
	return p.State == PlanSubmitted && decides(tx, models.Plans, p.Org, p.SubmittedBy)
}

// WaitingPlan is a plan that waits for the actor.
type WaitingPlan struct {
	ID            int64
	OrgID         int64
	OrgName       string
	Year          int
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   time.Time
	Revision      int
}

// WaitingPlans lists the plans on which the actor is asked to decide, the longest waiting first.
func WaitingPlans(tx *models.Tx) ([]WaitingPlan, error) {
	where, args := asked(tx, models.Plans, "o.id")
	var list []WaitingPlan
	err := tx.Raw(&list, `SELECT p.id, p.org_id, o.name AS org_name, p.year, p.submitted_by, p.submitted_name, p.submitted_at, p.revision
		FROM plans p JOIN orgs o ON o.id = p.org_id WHERE p.state = ? AND p.submitted_by <> ? AND `+where+` ORDER BY p.submitted_at, p.id LIMIT 500`,
		append([]any{PlanSubmitted, tx.Actor.ID}, args...)...)
	return list, err
}
