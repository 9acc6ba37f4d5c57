package orglife

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/models"
	"luoshi/models/notice"
)

// Exempt frees a branch of a duty, for a reason; the organisation above decides.
func (d *Duty) Exempt(tx *models.Tx, reason string) error {
	org, err := branch(tx, d.OrgID)
	if err != nil {
		return err
	}
	if !mayExempt(tx, org) {
		return tx.Require(models.Approve, models.Duties, d.OrgID)
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return &models.Error{Kind: models.Invalid, Message: "请填写免除的原因。", Fields: map[string]string{"reason": "请填写免除的原因"}}
	}
	if d.State != Open {
		return models.Fail(models.Conflict, "%s%s%s，不需要免除。", d.Period.Long(), TypeNames[d.Code], StandingNames[Standing(d.State)])
	}
	n, err := models.In[Duty](tx).Where("id = ? AND revision = ?", d.ID, d.Revision).Set(models.Assign("state", Exempted),
		models.Assign("closed_on", tx.Today()), models.Assign("reason", reason), models.Assign("revision", d.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	before := models.JSON(d)
	d.State, d.ClosedOn, d.Reason, d.Revision = Exempted, tx.Today(), reason, d.Revision+1
	if err := tx.Record(models.Entry{Verb: "免除" + TypeNames[d.Code], Subject: d.subject(), Topic: d.subject(), OrgID: d.OrgID,
		Detail: d.Period.Long() + "：" + reason, Before: before, After: models.JSON(d)}); err != nil {
		return err
	}
	secretaries, err := tx.Holders(d.OrgID, models.BranchSecretary)
	if err != nil {
		return err
	}
	for _, s := range secretaries {
		n := ExemptedNotice(d, org)
		n.Key = fmt.Sprintf("duty-exempted/%d/%s", d.Revision, d.subject())
		if err := notice.Send(tx, n, s.UserID); err != nil {
			return err
		}
	}
	return nil
}

// mayExempt: besides who approves duties in the tree, the secretaries of the
// organisation that leads the branch directly, which may be the work committee.
func mayExempt(tx *models.Tx, org *models.Org) bool {
	return tx.Can(models.Approve, models.Duties, org.ID) || slices.ContainsFunc(tx.Actor.Posts, func(p models.HeldPost) bool {
		return org.ParentID != nil && p.OrgID == *org.ParentID && (p.Office == models.CommitteeSecretary || p.Office == models.DeputySecretary)
	})
}
