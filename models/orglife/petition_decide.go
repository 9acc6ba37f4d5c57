package orglife

import (
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/models"
)

// Withdraw takes a petition back before it is decided on.
func (p *Petition) Withdraw(tx *models.Tx) error {
	if _, err := mayAsk(tx, p.OrgID); err != nil {
		return err
	}
	if err := p.end(tx, PetitionWithdrawn, ""); err != nil {
		return err
	}
	return p.record(tx, "撤回"+p.Kind.String()+"申请", p.Reason)
}

// Approve grants what is asked, and carries it out.
func (p *Petition) Approve(tx *models.Tx, answer string) error {
	branch, err := p.mayDecide(tx)
	if err != nil {
		return err
	}
	if err := p.end(tx, PetitionApproved, answer); err != nil {
		return err
	}
	if err := grants[p.Kind](p, tx); err != nil {
		return err
	}
	if err := p.record(tx, "同意"+p.Kind.String(), p.Answer); err != nil {
		return err
	}
	return p.tellBranch(tx, branch)
}

// Return refuses, with the reason; everything stays as it was.
func (p *Petition) Return(tx *models.Tx, reason string) error {
	branch, err := p.mayDecide(tx)
	if err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return models.FailAt(models.Invalid, "reason", "请写明不同意的理由。")
	}
	if err := p.end(tx, PetitionReturned, reason); err != nil {
		return err
	}
	if err := p.record(tx, "不同意"+p.Kind.String(), p.Answer); err != nil {
		return err
	}
	return p.tellBranch(tx, branch)
}

// Decides reports whether the actor is asked to decide.
func (p *Petition) Decides(tx *models.Tx) (bool, error) {
	if p.State != PetitionWaiting || p.AskedBy == tx.Actor.ID {
		return false, nil
	}
	where, args := asked(tx, models.Changes, "orgs.id")
	may, err := among(tx, []int64{p.BranchID}, where, args)
	return may[p.BranchID], err
}

// mayDecide finds the branch, and stops who is not asked to decide.
func (p *Petition) mayDecide(tx *models.Tx) (*models.Org, error) {
	branch, err := models.In[models.Org](tx).Where("id = ?", p.BranchID).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if err := mayDecide(tx, models.Changes, &branch, p.AskedBy); err != nil || tx.Actor.System {
		return &branch, err
	}
	where, args := asked(tx, models.Changes, "orgs.id")
	may, err := among(tx, []int64{p.BranchID}, where, args)
	if err == nil && !may[p.BranchID] {
		err = models.Fail(models.Forbidden, "%s的申请由直接领导它的党组织审批。", branch.Name)
	}
	return &branch, err
}

// end settles what becomes of a waiting petition: of two at once only one does.
func (p *Petition) end(tx *models.Tx, to PetitionState, answer string) error {
	if p.State != PetitionWaiting {
		return models.Fail(models.Conflict, "申请%s，不能再次办理。", p.State)
	}
	if p.Answer = strings.TrimSpace(answer); utf8.RuneCountInString(p.Answer) > 500 {
		return models.Fail(models.Invalid, "意见不能超过500个字，请精简。")
	}
	if to != PetitionWithdrawn {
		p.DecidedBy, p.DecidedName = tx.Actor.ID, tx.Actor.Name
	}
	p.DecidedAt, p.WaitsFor = &tx.Now, nil
	n, err := models.In[Petition](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("state", to), models.Assign("waits_for", nil),
		models.Assign("decided_by", p.DecidedBy), models.Assign("decided_name", p.DecidedName), models.Assign("decided_at", p.DecidedAt),
		models.Assign("answer", p.Answer), models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.State, p.Revision = to, p.Revision+1
	return nil
}

// grants carry out what is asked.
var grants = map[PetitionKind]func(*Petition, *models.Tx) error{
	ChangeActivity: (*Petition).move,
	MakeUp:         (*Petition).arrange,
	Exemption:      (*Petition).exempt,
}

// move gives the activity its new day, place and topic. Who decides need not be
// one who keeps the branch's records.
func (p *Petition) move(tx *models.Tx) error {
	a, err := models.In[Activity](tx).Where("id = ?", p.ActivityID).First(tx.Ctx)
	switch {
	case err != nil:
		return err
	case a.State != Planned || a.setting() != p.Old:
		return models.Fail(models.Conflict, "活动已经记录或另有改动，请支部按现在的安排重新申请。")
	case p.New.On < tx.Today():
		return models.Fail(models.Conflict, "申请的日期%s已过，请写明理由退回，由支部重新申请。", p.New.On.Short())
	}
	before := models.JSON(a)
	if a.PlannedOn != "" {
		a.PlannedOn = p.New.On
	}
	a.HeldOn, a.StartsAt, a.Place, a.Topic = p.New.On, p.New.At, p.New.Place, p.New.Topic
	if a.credits, err = a.kept(tx); err != nil {
		return err
	}
	if err := a.update(tx); err != nil {
		return err
	}
	if err := a.note(tx, "经批准变更活动", before, models.JSON(a)); err != nil {
		return err
	}
	return p.tellMembers(tx, &a)
}

// arrange puts a make-up meeting that is still to come on the calendar.
func (p *Petition) arrange(tx *models.Tx) error {
	if p.New.On < tx.Today() {
		return nil // it was held: the branch records it
	}
	a := Activity{OrgID: p.OrgID, Type: p.Code, State: Planned, Period: p.Period, MakesUp: p.Period, Reason: p.Reason,
		HeldOn: p.New.On, StartsAt: p.New.At, Place: p.New.Place, Topic: p.New.Topic}
	if err := a.credit(tx, p.Org, models.FieldErrors{}); err != nil {
		return err
	}
	if err := a.insert(tx, "经批准补开活动"); err != nil {
		return err
	}
	p.ActivityID = a.ID
	_, err := models.In[Petition](tx).Where("id = ?", p.ID).Set(models.Assign("activity_id", a.ID)).Update(tx.Ctx)
	return err
}

// exempt frees the organisation of the duty, and of its like until the petition's
// last day; those that are opened later are freed when they are, see spared.
func (p *Petition) exempt(tx *models.Tx) error {
	open, err := models.In[Duty](tx).Where("org_id = ? AND code = ? AND state = ? AND (id = ? OR opens_on BETWEEN ? AND ?)",
		p.OrgID, p.Code, Open, p.DutyID, p.Period.First(), p.Through).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	for i := range open {
		if err := open[i].free(tx, p.Reason); err != nil {
			return err
		}
	}
	return nil
}

// spared tells which organisations are exempt from a type in a period that begins
// on a day, and why.
func spared(tx *models.Tx, code Type, opens calendar.Date, orgIDs []int64) (map[int64]string, error) {
	list, err := models.In[Petition](tx).Where("kind = ? AND state = ? AND code = ? AND through >= ? AND org_id IN ?", Exemption, PetitionApproved, code,
		opens, orgIDs).Order("id").Find(tx.Ctx)
	found := map[int64]string{}
	for _, p := range list {
		if p.Period.First() <= opens {
			found[p.OrgID] = p.Reason
		}
	}
	return found, err
}

// lapse ends what waits about a thing that is settled otherwise.
func lapse(tx *models.Tx, about string) error {
	_, err := models.In[Petition](tx).Where("waits_for = ?", about).Set(models.Assign("state", PetitionLapsed), models.Assign("waits_for", nil),
		models.Assign("decided_at", tx.Now), models.Assign("revision", clause.Expr{SQL: "revision + 1"})).Update(tx.Ctx)
	return err
}

// granted finds the leave to make up for a period, nil for none.
func granted(tx *models.Tx, orgID int64, code Type, period calendar.Period) (*Petition, error) {
	list, err := models.In[Petition](tx).Where("kind = ? AND state = ? AND org_id = ? AND code = ? AND period = ?", MakeUp, PetitionApproved, orgID, code, period).
		Order("id DESC").Limit(1).Find(tx.Ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// MayMakeUp lists the periods of a type that an organisation has leave to make up for.
func MayMakeUp(tx *models.Tx, orgID int64, code Type) (periods []calendar.Period, err error) {
	err = tx.Raw(&periods, `SELECT DISTINCT p.period FROM petitions p JOIN duties d ON d.id = p.duty_id
		WHERE p.kind = ? AND p.state = ? AND p.org_id = ? AND p.code = ? AND d.state IN ? ORDER BY p.period DESC`, MakeUp, PetitionApproved, orgID, code, []State{Open, Suspended})
	return periods, err
}
