package project

import (
	"math"
	"strings"

	"luoshi/language"
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
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	if err := p.knowPosts(tx, stages); err != nil {
		return err
	}
	p.State, p.CreatedAt, p.FirstDueOn = Draft, tx.Now, p.DueOn
	if err := models.In[Project](tx).Omit("Org", "Orgs", "Milestones").Create(tx.Ctx, p); err != nil {
		return p.codeTaken(err, p.Code)
	}
	if err := p.index(tx); err != nil {
		return err
	}
	if err := p.join(tx, cooperating); err != nil {
		return err
	}
	if err := p.addStages(tx, stages); err != nil {
		return err
	}
	return p.record(tx, "新建项目", p.Subject(), language.Quote(p.Code+" "+p.Name), nil, p)
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
	if p.OrgID == 0 {
		wrong.Add("org_id", "请选择责任单位")
	}
	if typeNames[p.Type] == "" {
		wrong.Add("type", "项目类型“%s”不存在，请从列表中选择", p.Type)
	}
	if p.Origin != "" && !p.Origin.Known() {
		wrong.Add("origin", "任务来源“%s”不存在，请从列表中选择", string(p.Origin))
	}
	for _, f := range []struct {
		name, label, text string
		most              int
	}{{"code", "项目编号", p.Code, 40}, {"name", "项目名称", p.Name, 200}, {"category", "标签", p.Category, 100}, {"objective", "干什么", p.Objective, 5000},
		{"measures", "怎么干", p.Measures, 5000}, {"target", "干到什么程度", p.Target, 5000}, {"metric", "指标名称", p.Metric.Name, 100}, {"metric", "指标单位", p.Metric.Unit, 30}} {
		if len([]rune(f.text)) > f.most {
			wrong.Add(f.name, "%s不能超过%d个字，请精简", f.label, f.most)
		}
	}
	if m := p.Metric; !sensible(m.Baseline) || !sensible(m.Target) || !sensible(m.Current) {
		wrong.Add("metric", "指标的基数、目标和现值须为数字，不超过一万亿")
	}
	checkDates(wrong, "", p.StartOn, p.DueOn)
	if p.ReviewerPostID != 0 && p.ReviewerPostID == p.OwnerPostID {
		wrong.Add("reviewer_post_id", "审核人不能是责任人，请另选一个职务")
	}
}

// sensible reports whether a number typed in is one, and not beyond all bounds.
func sensible(x float64) bool { return math.Abs(x) <= 1e12 } // false for NaN

func (p *Project) codeTaken(err error, code string) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "code", "本年度已有编号为%s的项目，请换一个编号。", code)
	}
	return err
}

// join writes who works on the project: the lead and the cooperating organisations.
func (p *Project) join(tx *models.Tx, cooperating []int64) error {
	if err := p.mayCooperate(tx, cooperating); err != nil {
		return err
	}
	if _, err := models.In[ProjectOrg](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	list := []ProjectOrg{{ProjectID: p.ID, OrgID: p.OrgID, IsLead: true}}
	seen := map[int64]bool{p.OrgID: true, 0: true} // 0: an empty choice of a form
	for _, id := range cooperating {
		if !seen[id] {
			seen[id] = true
			list = append(list, ProjectOrg{ProjectID: p.ID, OrgID: id})
		}
	}
	delete(seen, 0)
	known, err := models.In[models.Org](tx).Where("id IN ?", keys(seen)).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	if int(known) != len(list) {
		return models.FailAt(models.Invalid, "cooperating", "责任单位或配合单位不存在，请重新选择。")
	}
	return models.In[ProjectOrg](tx).CreateInBatches(tx.Ctx, &list, 200)
}
