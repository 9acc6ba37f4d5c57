package project

import (
	"strings"

	"luoshi/models"
)

// Create drafts a project with its stages and the organisations that help; the
// page, the API and the import all come here.
func Create(tx *models.Tx, p *Project, stages []Milestone, cooperating []int64) error {
	if err := tx.Require(models.Enter, models.Projects, p.OrgID); err != nil {
		return err
	}
	p.tidy()
	wrong := models.FieldErrors{}
	p.check(wrong)
	if err := wrong.Err("项目内容有误，请改正后再保存。"); err != nil {
		return err
	}
	p.State, p.CreatedAt, p.FirstDueOn = Draft, tx.Now, p.DueOn
	if err := models.In[Project](tx).Create(tx.Ctx, p); err != nil {
		return p.codeTaken(err)
	}
	if err := p.join(tx, cooperating); err != nil {
		return err
	}
	if err := p.addStages(tx, stages); err != nil {
		return err
	}
	return p.record(tx, "新建项目", p.Subject(), p.Code+" "+p.Name, nil, p)
}

// tidy trims what was typed.
func (p *Project) tidy() {
	for _, s := range []*string{&p.Code, &p.Name, &p.Category, &p.Objective, &p.Measures, &p.Target, &p.Metric.Name, &p.Metric.Unit} {
		*s = strings.TrimSpace(*s)
	}
	if p.Type == "" {
		p.Type = Routine
	}
	if p.Year == 0 && p.DueOn.Valid() {
		p.Year = p.DueOn.Year()
	}
}

// check notes what even a draft may not have.
func (p *Project) check(wrong models.FieldErrors) {
	if p.Code == "" {
		wrong.Add("code", "请填写项目编号，如 P03")
	}
	if p.Name == "" {
		wrong.Add("name", "请填写项目名称")
	}
	if p.Year < 2000 || p.Year > 2100 {
		wrong.Add("year", "请填写年度，如 2022")
	}
	if typeNames[p.Type] == "" {
		wrong.Add("type", "项目类型“%s”不存在，请从列表中选择", p.Type)
	}
	checkDates(wrong, "", p.StartOn, p.DueOn)
	if p.ReviewerPostID != 0 && p.ReviewerPostID == p.OwnerPostID {
		wrong.Add("reviewer_post_id", "审核人不能是责任人，请另选一个职务")
	}
}

func (p *Project) codeTaken(err error) error {
	if models.IsDuplicate(err) {
		return &models.Error{Kind: models.Conflict, Message: "本年度已有编号为" + p.Code + "的项目，请换一个编号。",
			Fields: map[string]string{"code": "编号重复"}}
	}
	return err
}

// join writes who works on the project: the lead and the cooperating organisations.
func (p *Project) join(tx *models.Tx, cooperating []int64) error {
	if _, err := models.In[ProjectOrg](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	list := []ProjectOrg{{ProjectID: p.ID, OrgID: p.OrgID, IsLead: true}}
	seen := map[int64]bool{p.OrgID: true}
	for _, id := range cooperating {
		if !seen[id] {
			seen[id] = true
			list = append(list, ProjectOrg{ProjectID: p.ID, OrgID: id})
		}
	}
	known, err := models.In[models.Org](tx).Where("id IN ?", keys(seen)).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	if int(known) != len(list) {
		return &models.Error{Kind: models.Invalid, Message: "责任单位或配合单位不存在，请重新选择。", Fields: map[string]string{"cooperating": "单位不存在"}}
	}
	return models.In[ProjectOrg](tx).CreateInBatches(tx.Ctx, &list, 200)
}
