package project

import (
	"luoshi/language"
	"luoshi/models"
)

// Edit changes a project that is still a draft, or was returned, to what change
// says; revision is the one the change was based on, cooperating nil to leave them.
func (p *Project) Edit(tx *models.Tx, revision int, change Project, cooperating []int64) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.editable(change.StartOn != p.StartOn || change.DueOn != p.DueOn); err != nil {
		return err
	}
	if change.OrgID != p.OrgID {
		if err := tx.Require(models.Enter, models.Projects, change.OrgID); err != nil {
			return err
		}
	}
	if revision != p.Revision {
		return models.Stale
	}
	change.tidy()
	wrong := models.FieldErrors{}
	change.check(wrong)
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	if err := change.knowPosts(tx, nil); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(
		models.Assign("year", change.Year), models.Assign("code", change.Code), models.Assign("name", change.Name), models.Assign("type", change.Type),
		models.Assign("category", change.Category), models.Assign("origin", change.Origin), models.Assign("objective", change.Objective), models.Assign("measures", change.Measures),
		models.Assign("target", change.Target), models.Assign("metric_name", change.Metric.Name), models.Assign("metric_unit", change.Metric.Unit),
		models.Assign("metric_baseline", change.Metric.Baseline), models.Assign("metric_target", change.Metric.Target),
		models.Assign("metric_current", change.Metric.Current), models.Assign("org_id", change.OrgID), models.Assign("owner_post_id", change.OwnerPostID),
		models.Assign("reviewer_post_id", change.ReviewerPostID), models.Assign("leader_post_id", change.LeaderPostID),
		models.Assign("start_on", change.StartOn), models.Assign("due_on", change.DueOn), models.Assign("first_due_on", change.DueOn),
		models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return p.codeTaken(err, change.Code)
	}
	if n == 0 {
		return models.Stale
	}
	change.ID = p.ID
	if err := change.index(tx); err != nil {
		return err
	}
	if err := p.rejoin(tx, change.OrgID, cooperating); err != nil {
		return err
	}
	return p.record(tx, "修改项目", p.Subject(), language.Quote(change.Code+" "+change.Name), p, change)
}

// editable stops free changes after submission; dates then move only by request.
func (p *Project) editable(dates bool) error {
	switch {
	case p.Editable():
		return nil
	case dates && p.State != Submitted:
		return models.Fail(models.Forbidden, "立项后时限不能直接修改；请写明原因申请延期，经审批后生效。")
	}
	return models.Fail(models.Conflict, "项目当前为“%s”，内容不能直接修改；草拟或退回时可以修改。", p.State)
}

// rejoin keeps who works on the project true after a change.
func (p *Project) rejoin(tx *models.Tx, lead int64, cooperating []int64) error {
	if cooperating == nil {
		if lead == p.OrgID {
			return nil
		}
		partners, err := p.Partners(tx)
		if err != nil {
			return err
		}
		for _, o := range partners {
			if !o.IsLead {
				cooperating = append(cooperating, o.OrgID)
			}
		}
	}
	if lead != p.OrgID {
		if _, err := models.In[Milestone](tx).Where("project_id = ?", p.ID).Set(models.Assign("org_id", lead)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	p.OrgID = lead
	return p.join(tx, cooperating)
}

// SetStages puts other stages in the place of a draft's.
func (p *Project) SetStages(tx *models.Tx, revision int, stages []Milestone) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.editable(true); err != nil {
		return err
	}
	if revision != p.Revision {
		return models.Stale
	}
	if err := p.knowPosts(tx, stages); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Set(models.Assign("revision", p.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if err := p.removeStages(tx); err != nil {
		return err
	}
	if err := p.addStages(tx, stages); err != nil {
		return err
	}
	return p.record(tx, "修改阶段", p.Subject(), language.Phrase{"调整阶段安排"}, nil, stages)
}

func (p *Project) removeStages(tx *models.Tx) error {
	if _, err := models.In[Need](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := p.unindexMilestones(tx); err != nil {
		return err
	}
	_, err := models.In[Milestone](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx)
	return err
}

// Delete removes a draft; what has once been submitted stays on record.
func (p *Project) Delete(tx *models.Tx) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if p.State != Draft {
		return models.Fail(models.Conflict, "项目当前为“%s”，只有草拟的项目可以删除。", p.State)
	}
	if err := p.removeStages(tx); err != nil {
		return err
	}
	if _, err := models.In[ProjectOrg](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, p.Revision).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if err := tx.Unindex(models.SearchProjects, p.ID); err != nil {
		return err
	}
	return p.record(tx, "删除草拟", p.Subject(), language.Quote(p.Code+" "+p.Name), p, nil)
}
