package orglife

import (
	"cmp"
	"slices"

	"luoshi/language"
	"luoshi/models"
)

// SetRows replaces the plan's rows by these, one for each month; comments stay.
func (p *Plan) SetRows(tx *models.Tx, revision int, rows []PlanRow) error {
	if err := tx.Require(models.Enter, models.Plans, p.OrgID); err != nil {
		return err
	}
	if !p.Fluid() {
		return p.fixed()
	}
	if revision != p.Revision {
		return models.Stale
	}
	before := models.JSON(p.Rows)
	was := map[int]PlanRow{}
	for _, r := range p.Rows {
		was[r.Month] = r
	}
	slices.SortFunc(rows, func(a, b PlanRow) int { return cmp.Compare(a.Month, b.Month) })
	for i := range rows {
		rows[i].ID, rows[i].PlanID, rows[i].Comment = was[rows[i].Month].ID, p.ID, was[rows[i].Month].Comment
	}
	if err := p.write(tx, p.State); err != nil {
		return err
	}
	for _, r := range rows {
		if r == was[r.Month] {
			continue
		}
		if _, err := models.In[PlanRow](tx).Where("id = ?", r.ID).Set(models.Assign("committee_on", r.CommitteeOn), models.Assign("committee_note", r.CommitteeNote),
			models.Assign("held_on", r.HeldOn), models.Assign("held_note", r.HeldNote), models.Assign("topic", r.Topic), models.Assign("form", r.Form),
			models.Assign("second_on", r.SecondOn), models.Assign("second_topic", r.SecondTopic), models.Assign("also", r.Also),
			models.Assign("leader", r.Leader), models.Assign("place", r.Place)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	p.Rows = rows
	return p.record(tx, "修改年度计划", before, models.JSON(rows))
}

// fixed says what to do instead of changing a plan that is not the branch's to change any more.
func (p *Plan) fixed() error {
	if p.State == PlanApproved {
		return models.Fail(models.Conflict, "计划已审核通过，不能再改；实际在其他日期开展的，请在那一次活动的记录中填写实际日期。")
	}
	return models.Fail(models.Conflict, "计划正在审核，不能再改；需要修改的，请先撤回。")
}

// insert writes a new plan with its rows; of two begun at once the second is refused.
func (p *Plan) insert(tx *models.Tx, verb string) error {
	org, rows := p.Org, p.Rows
	p.Org = nil // gorm would write it too
	err := models.In[Plan](tx).Create(tx.Ctx, p)
	p.Org = org
	if models.IsDuplicate(err) {
		return models.Fail(models.Conflict, "%s%d年的计划已经有了，请打开那一份修改。", org.Name, p.Year)
	}
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].PlanID = p.ID
	}
	if err := models.In[PlanRow](tx).CreateInBatches(tx.Ctx, &rows, 12); err != nil {
		return err
	}
	return p.record(tx, verb, "", models.JSON(rows))
}

// Delete takes back a plan that was never handed in.
func (p *Plan) Delete(tx *models.Tx, revision int) error {
	if err := tx.Require(models.Enter, models.Plans, p.OrgID); err != nil {
		return err
	}
	if !p.Fresh() {
		return models.Fail(models.Conflict, "计划已提交过，不能删除；需要重做的，请修改各月内容后再提交。")
	}
	if _, err := models.In[PlanRow](tx).Where("plan_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	n, err := models.In[Plan](tx).Where("id = ? AND revision = ?", p.ID, revision).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	return p.record(tx, "删除年度计划草稿", models.JSON(p.Rows), "")
}

func (p *Plan) record(tx *models.Tx, verb, before, after string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: p.Subject(), Topic: p.Subject(), OrgID: p.OrgID, Detail: language.Phrase{"%s%d年主题党日计划", p.Org.Name, p.Year}, Before: before, After: after})
}
