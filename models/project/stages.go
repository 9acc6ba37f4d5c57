package project

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// addStages writes a project's stages and what each needs first.
func (p *Project) addStages(tx *models.Tx, stages []Milestone) error {
	wrong := models.FieldErrors{}
	for i := range stages {
		s := &stages[i]
		s.Name, s.Goal = strings.TrimSpace(s.Name), strings.TrimSpace(s.Goal)
		s.Measures, s.Standard = strings.TrimSpace(s.Measures), strings.TrimSpace(s.Standard)
		switch {
		case s.Name == "":
			wrong.Add(stageField(i, "name"), "第%d阶段缺少名称", i+1)
		case len([]rune(s.Name)) > 200, len([]rune(s.Goal)) > 5000, len([]rune(s.Measures)) > 5000, len([]rune(s.Standard)) > 5000:
			wrong.Add(stageField(i, "name"), "第%d阶段的名称请不超过200个字，目标、措施、标准各不超过5000个字", i+1)
		}
		if s.Weight < 0 || s.Weight > everything {
			wrong.Add(stageField(i, "weight"), "第%d阶段的权重须为0至100", i+1)
		}
		checkDates(wrong, fmt.Sprintf("stages.%d.", i), s.StartOn, s.DueOn)
	}
	checkNeeds(wrong, stages)
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	for i := range stages {
		s := &stages[i]
		s.ID, s.ProjectID, s.StageID, s.OrgID, s.Seq, s.State = 0, p.ID, nil, p.OrgID, i+1, Planned
		s.FirstDueOn, s.OwedOn, s.EnteredOn, s.Percent, s.Running = s.DueOn, s.DueOn, tx.Today(), 0, false
	}
	if len(stages) == 0 {
		return nil
	}
	if err := models.In[Milestone](tx).CreateInBatches(tx.Ctx, &stages, 200); err != nil {
		return err
	}
	if err := indexMilestones(tx, stages...); err != nil {
		return err
	}
	return p.addNeeds(tx, stages)
}

func (p *Project) addNeeds(tx *models.Tx, stages []Milestone) error {
	var needs []Need
	for i := range stages {
		stages[i].Needs = nil
		for _, place := range stages[i].After {
			id := stages[place-1].ID
			needs = append(needs, Need{MilestoneID: stages[i].ID, NeedsID: id, ProjectID: p.ID})
			stages[i].Needs = append(stages[i].Needs, id)
		}
	}
	if len(needs) == 0 {
		return nil
	}
	return models.In[Need](tx, models.Once).CreateInBatches(tx.Ctx, &needs, 200)
}

// checkNeeds refuses what no order of work can satisfy.
func checkNeeds(wrong models.FieldErrors, stages []Milestone) {
	for i, s := range stages {
		for _, place := range s.After {
			if place < 1 || place > len(stages) {
				wrong.Add(stageField(i, "after"), "第%d阶段所依赖的第%d阶段不存在", i+1, place)
				return
			}
		}
	}
	const unseen, open, settled = 0, 1, 2
	mark := make([]int, len(stages))
	var loops func(i int) bool
	loops = func(i int) bool {
		if mark[i] == open {
			return true
		}
		if mark[i] == settled {
			return false
		}
		mark[i] = open
		for _, place := range stages[i].After {
			if loops(place - 1) {
				return true
			}
		}
		mark[i] = settled
		return false
	}
	for i := range stages {
		if loops(i) {
			wrong.Add(stageField(i, "after"), "第%d阶段的依赖形成循环，请去掉其中一条依赖", i+1)
			return
		}
	}
}

func stageField(i int, field string) string { return fmt.Sprintf("stages.%d.%s", i, field) }

// checkDates notes dates that are none, and ends before beginnings; empty ones may be filled later.
func checkDates(wrong models.FieldErrors, prefix string, start, due calendar.Date) {
	if start != "" && !start.Valid() {
		wrong.Add(prefix+"start_on", "开始日期无效，请写作 2022-03-01")
	}
	if due != "" && !due.Valid() {
		wrong.Add(prefix+"due_on", "完成时限无效，请写作 2022-11-30")
	}
	if due.Valid() && due > latest {
		wrong.Add(prefix+"due_on", "完成时限%s太远，请核对年份", due.Long())
	}
	if start.Valid() && due.Valid() && due < start {
		wrong.Add(prefix+"due_on", "完成时限%s早于开始日期%s，请改正", due.Short(), start.Short())
	}
}

// latest is the last day a date may name: beyond it stands a slip of the pen.
const latest calendar.Date = "2100-12-31"

func keys(set map[int64]bool) []int64 {
	list := make([]int64, 0, len(set))
	for id := range set {
		list = append(list, id)
	}
	return list
}
