package project

import (
	"luoshi/language"
	"luoshi/models"
)

// stagesRule is how many stages a project must have to be approved.
type stagesRule struct{ Min int }

// ready refuses a project that leaves one of the five questions open, or whose
// stages do not add up to a road.
func (p *Project) ready(tx *models.Tx, stages []Milestone) error {
	wrong := models.FieldErrors{}
	if missing := p.unanswered(wrong); len(missing) > 0 {
		return wrong.Err("缺少：%s。", language.Join("、", missing))
	}
	rule, _, err := models.RuleFor[stagesRule](tx, models.RuleStages, tx.Today(), p.Org)
	if err != nil {
		return err
	}
	p.check(wrong)
	if len(stages) < rule.Min {
		wrong.Add("stages", "至少分为%d个阶段，现有%d个，请补充", rule.Min, len(stages))
	}
	sum := 0
	for i := range stages {
		p.checkStage(wrong, i, &stages[i])
		sum += stages[i].Weight
	}
	if len(stages) > 0 && sum != everything {
		wrong.Add("stages", "各阶段权重合计须为100，现为%d，请调整", sum)
	}
	return wrong.Err("%s", wrong)
}

// unanswered lists which of the five questions have no answer.
func (p *Project) unanswered(wrong models.FieldErrors) (missing []language.Word) {
	for _, q := range []struct {
		question language.Word
		field    string
		open     bool
	}{
		{"干什么", "objective", p.Objective == ""},
		{"怎么干", "measures", p.Measures == ""},
		{"谁来干", "owner_post_id", p.OwnerPostID == 0},
		{"干到什么程度", "target", p.Target == ""},
		{"何时完成", "due_on", p.StartOn == "" || p.DueOn == ""},
	} {
		if q.open {
			wrong.Add(q.field, "请回答“%s”", q.question)
			missing = append(missing, q.question)
		}
	}
	return missing
}

// checkStage notes what a stage still lacks.
func (p *Project) checkStage(wrong models.FieldErrors, i int, s *Milestone) {
	if s.Goal == "" {
		wrong.Add(stageField(i, "goal"), "第%d阶段缺少目标", i+1)
	}
	if s.Measures == "" {
		wrong.Add(stageField(i, "measures"), "第%d阶段缺少措施", i+1)
	}
	switch {
	case s.StartOn == "" || s.DueOn == "":
		wrong.Add(stageField(i, "due_on"), "第%d阶段缺少起止日期", i+1)
	case s.DueOn > p.DueOn:
		wrong.Add(stageField(i, "due_on"), "第%d阶段的时限%s晚于项目时限%s", i+1, s.DueOn.Short(), p.DueOn.Short())
	case s.StartOn < p.StartOn:
		wrong.Add(stageField(i, "start_on"), "第%d阶段的开始日期%s早于项目开始日期%s", i+1, s.StartOn.Short(), p.StartOn.Short())
	}
	owner, reviewer := s.OwnerPostID, s.ReviewerPostID
	if owner == 0 {
		owner = p.OwnerPostID
	}
	if reviewer == 0 {
		reviewer = p.ReviewerPostID
	}
	if owner == reviewer {
		wrong.Add(stageField(i, "reviewer_post_id"), "第%d阶段的审核人不能是责任人", i+1)
	}
}
