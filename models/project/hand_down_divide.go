package project

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
)

// signing are the offices that sign for an organisation, and own its part, in this order.
var signing = []models.Office{models.BranchSecretary, models.CommitteeSecretary, models.DeputySecretary, models.Staff}

// divide makes the projects of the organisations.
func (p *Project) divide(tx *models.Tx, h Handout, orgs []models.Org, chart *models.Chart) ([]Project, error) {
	codes, err := p.codesFor(tx, orgs)
	if err != nil {
		return nil, err
	}
	made := make([]Project, len(orgs))
	for i, o := range orgs {
		c := Project{Year: p.Year, Code: codes[i], Name: p.Name, Type: p.Type, Category: p.Category, Objective: p.Objective, Measures: p.Measures, Target: p.Target,
			OrgID: o.ID, OwnerPostID: ownerOf(chart, o.ID), StartOn: max(p.StartOn, tx.Today()), DueOn: p.DueOn, State: HandedDown, CreatedAt: tx.Now}
		if h.Measures != "" {
			c.Measures = h.Measures
		}
		if h.Target != "" {
			c.Target = h.Target
		}
		if h.DueOn != "" {
			c.DueOn = h.DueOn
		}
		c.StartOn, c.FirstDueOn = min(c.StartOn, c.DueOn), c.DueOn
		made[i] = c
	}
	if err := models.In[Project](tx).Omit("Org", "Orgs", "Milestones").CreateInBatches(tx.Ctx, &made, 200); err != nil {
		return nil, taken(err) // the codes are the organisations'
	}
	leads := make([]ProjectOrg, len(made))
	for i, c := range made {
		leads[i] = ProjectOrg{ProjectID: c.ID, OrgID: c.OrgID, IsLead: true}
	}
	if err := models.In[ProjectOrg](tx).CreateInBatches(tx.Ctx, &leads, 200); err != nil {
		return nil, err
	}
	if !h.Stages {
		return made, nil
	}
	return made, p.copyStages(tx, made)
}

// codesFor gives each part the task's code and its organisation's: "P13-D07", for
// the second time "P13-D07-2".
func (p *Project) codesFor(tx *models.Tx, orgs []models.Org) ([]string, error) {
	list, err := models.In[Project](tx).Select("code").Where("year = ? AND code > ? AND code < ?", p.Year, p.Code+"-", p.Code+".").Find(tx.Ctx) // "." follows "-"
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, c := range list {
		known[c.Code] = true
	}
	codes := make([]string, len(orgs))
	for i, o := range orgs {
		code := p.Code + "-" + o.Code
		for n := 2; known[code]; n++ {
			code = fmt.Sprintf("%s-%s-%d", p.Code, o.Code, n)
		}
		if len([]rune(code)) > 40 {
			return nil, models.FailAt(models.Invalid, "units", "任务编号加单位代码超过40个字：%s；请先缩短单位代码。", code)
		}
		codes[i] = code
	}
	return codes, nil
}

// ownerOf is the post that answers for a part until somebody else is named on signing.
func ownerOf(chart *models.Chart, orgID int64) int64 {
	for _, office := range signing {
		for _, h := range chart.Held(orgID, office) {
			return h.PostID
		}
	}
	return 0
}

// copyStages gives each part the task's stages that are not over yet.
func (p *Project) copyStages(tx *models.Tx, made []Project) error {
	stages, err := p.Stages(tx)
	if err != nil {
		return err
	}
	needs, err := p.NeedsOf(tx)
	if err != nil {
		return err
	}
	for i := range made {
		if err := made[i].addStages(tx, remaining(stages, needs, made[i].StartOn, made[i].DueOn)); err != nil {
			return err
		}
	}
	return nil
}

// remaining are the stages that end from a day on, cut to what the part's time
// allows, with weights that make 100 again and nobody named yet.
func remaining(stages []Milestone, needs map[int64][]int64, from, due calendar.Date) []Milestone {
	var list []Milestone
	place, sum := map[int64]int{}, 0
	for _, s := range stages {
		if s.DueOn < from || s.StartOn > due {
			continue
		}
		c := Milestone{Name: s.Name, Goal: s.Goal, Measures: s.Measures, Standard: s.Standard, Weight: s.Weight, StartOn: max(s.StartOn, from), DueOn: min(s.DueOn, due)}
		for _, id := range needs[s.ID] {
			if n := place[id]; n > 0 {
				c.After = append(c.After, n)
			}
		}
		list = append(list, c)
		place[s.ID], sum = len(list), sum+s.Weight
	}
	left := everything
	for i := range list {
		w := left
		if i < len(list)-1 && sum > 0 {
			w = list[i].Weight * everything / sum
		}
		list[i].Weight, left = w, left-w
	}
	return list
}
