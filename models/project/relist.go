package project

import "luoshi/models"

// Relist brings a draft up to date with the yearly list it stands on; stages nil
// leaves the stages, else they and their nodes make way for the new ones.
func (p *Project) Relist(tx *models.Tx, stages []Milestone, cooperating []int64) error {
	if err := tx.Require(models.Enter, models.Projects, p.OrgID); err != nil {
		return err
	}
	was, err := models.In[Project](tx).Where("id = ?", p.ID).First(tx.Ctx)
	if err != nil {
		return err
	}
	if !was.Editable() {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能按清单改写。", was.State)
	}
	p.tidy()
	wrong := models.FieldErrors{}
	p.check(wrong)
	if err := wrong.Err("项目内容有误，请改正后再导入。"); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(
		models.Assign("name", p.Name), models.Assign("type", p.Type), models.Assign("category", p.Category), models.Assign("objective", p.Objective),
		models.Assign("measures", p.Measures), models.Assign("target", p.Target), models.Assign("org_id", p.OrgID),
		models.Assign("owner_post_id", p.OwnerPostID), models.Assign("reviewer_post_id", p.ReviewerPostID),
		models.Assign("start_on", p.StartOn), models.Assign("due_on", p.DueOn), models.Assign("first_due_on", p.DueOn),
		models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.Revision++
	if err := p.join(tx, cooperating); err != nil {
		return err
	}
	if err := p.restage(tx, stages); err != nil {
		return err
	}
	return p.record(tx, "按清单更新", p.Subject(), p.Code+" "+p.Name, was, p)
}

func (p *Project) restage(tx *models.Tx, stages []Milestone) error {
	if stages == nil {
		_, err := models.In[Milestone](tx).Where("project_id = ?", p.ID).Set(models.Assign("org_id", p.OrgID)).Update(tx.Ctx)
		return err
	}
	if err := p.removeStages(tx); err != nil {
		return err
	}
	return p.addStages(tx, stages)
}
