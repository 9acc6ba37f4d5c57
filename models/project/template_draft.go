package project

import (
	"luoshi/calendar"
	"luoshi/models"
)

// This file is the way from a project's outline to a template and back.

// plan is the outline with days counted from the project's beginning.
func (o *outline) plan() Plan {
	p := &o.Project
	begin := p.StartOn
	plan := Plan{Type: p.Type, Category: p.Category, Objective: p.Objective, Measures: p.Measures, Target: p.Target, Metric: PlanMetric(p.Metric),
		Days: begin.DaysUntil(p.DueOn), Stages: []PlanStep{}}
	for _, s := range o.Stages {
		step := planned(s.Milestone, begin, p.DueOn)
		for _, n := range s.Nodes {
			step.Nodes = append(step.Nodes, planned(n, begin, p.DueOn))
		}
		plan.Stages = append(plan.Stages, step)
	}
	return plan
}

// planned is a stage or node; what has no date yet has that of the whole.
func planned(m Milestone, begin, end calendar.Date) PlanStep {
	if m.StartOn == "" {
		m.StartOn = begin
	}
	if m.DueOn == "" {
		m.DueOn = end
	}
	return PlanStep{Name: m.Name, Goal: m.Goal, Measures: m.Measures, Standard: m.Standard, Weight: m.Weight,
		Start: begin.DaysUntil(m.StartOn), Due: begin.DaysUntil(m.DueOn), After: append([]int{}, m.After...), Nodes: []PlanStep{}}
}

// Draft makes a project of the template: p says of which organisation, under which
// code, from which day on, and who answers for it; a name only where it is another.
// What would begin or end on a day that is not worked moves to one that is.
func (t *Template) Draft(tx *models.Tx, p Project) (*Project, error) {
	wrong := models.FieldErrors{}
	if !p.StartOn.Valid() {
		wrong.Add("start_on", "请填写开始日期，如 2022-07-01")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	if p.Name == "" {
		p.Name = t.Name
	}
	begin := p.StartOn
	p.Type, p.Category, p.Objective, p.Measures, p.Target, p.Metric = t.Plan.Type, t.Plan.Category, t.Plan.Objective, t.Plan.Measures, t.Plan.Target, Metric(t.Plan.Metric)
	p.DueOn = begin.Add(t.Plan.Days)
	o := outline{Project: p}
	dated := func(s PlanStep) Milestone {
		return Milestone{Name: s.Name, Goal: s.Goal, Measures: s.Measures, Standard: s.Standard, Weight: s.Weight, StartOn: begin.Add(s.Start), DueOn: begin.Add(s.Due), After: s.After}
	}
	for _, s := range t.Plan.Stages {
		stage := step{Milestone: dated(s)}
		for _, n := range s.Nodes {
			stage.Nodes = append(stage.Nodes, dated(n))
		}
		o.Stages = append(o.Stages, stage)
	}
	o.move(work.Next, work.Last)
	return o.draft(tx)
}
