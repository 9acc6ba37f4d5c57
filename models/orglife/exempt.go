package orglife

import (
	"fmt"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Exempt frees a branch of a duty, for a reason; the organisation above decides.
func (d *Duty) Exempt(tx *models.Tx, reason string) error {
	org, err := Branch(tx, d.OrgID)
	if err != nil {
		return err
	}
	may, err := Exempts(tx, []int64{org.ID})
	if err != nil {
		return err
	}
	if !may[org.ID] {
		return models.Fail(models.Forbidden, "应办事项由上一级党组织的书记、副书记审核免除；请把情况报给他们。")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return models.FailAt(models.Invalid, "reason", "请填写免除的原因。")
	}
	if d.State != Open {
		return models.Fail(models.Conflict, "%s%s%s，不需要免除。", d.Period.Long(), d.Code.Name(), language.Word(StandingNames[Standing(d.State)]))
	}
	if err := d.free(tx, reason); err != nil {
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

// free closes the duty as exempted.
func (d *Duty) free(tx *models.Tx, reason string) error {
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
	return tx.Record(models.Entry{Verb: "免除应办事项", Subject: d.subject(), Topic: d.subject(), OrgID: d.OrgID,
		Detail: language.Phrase{"%s%s：%s", d.Period.Long(), d.Code.Name(), reason}, Before: before, After: models.JSON(d)})
}
