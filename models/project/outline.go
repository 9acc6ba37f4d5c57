package project

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// outline is a project without what has happened to it: what others are made from.
type outline struct {
	Project     Project
	Stages      []step
	Cooperating []int64
	Tags        []int64
}

// step is a stage with its nodes.
type step struct {
	Milestone
	Nodes []Milestone
}

// outline reads what a project plans: itself, its stages with what comes before them,
// their nodes, who helps, and its tags. Who answers for the whole is not named again
// in its steps.
func (p *Project) outline(tx *models.Tx) (*outline, error) {
	o := outline{Project: Project{Year: p.Year, Code: p.Code, Name: p.Name, Type: p.Type, Category: p.Category, Origin: p.Origin, Objective: p.Objective,
		Measures: p.Measures, Target: p.Target, Metric: p.Metric, OrgID: p.OrgID, OwnerPostID: p.OwnerPostID, ReviewerPostID: p.ReviewerPostID,
		LeaderPostID: p.LeaderPostID, StartOn: p.StartOn, DueOn: p.DueOn}}
	o.Project.Metric.Current = p.Metric.Baseline
	all, err := p.All(tx)
	if err != nil {
		return nil, err
	}
	needs, err := p.NeedsOf(tx)
	if err != nil {
		return nil, err
	}
	place := map[int64]int{} // of each stage, 1 the first
	for _, m := range all {
		if m.IsStage() {
			o.Stages = append(o.Stages, step{Milestone: p.plain(m)})
			place[m.ID] = len(o.Stages)
		}
	}
	for _, m := range all {
		if !m.IsStage() {
			stage := &o.Stages[place[*m.StageID]-1]
			stage.Nodes = append(stage.Nodes, p.plain(m))
			continue
		}
		for _, id := range needs[m.ID] {
			stage := &o.Stages[place[m.ID]-1]
			stage.After = append(stage.After, place[id])
		}
	}
	return &o, o.readHelp(tx, p)
}

// plain is a stage or node as it was planned.
func (p *Project) plain(m Milestone) Milestone {
	plain := Milestone{Name: m.Name, Goal: m.Goal, Measures: m.Measures, Standard: m.Standard, Weight: m.Weight, StartOn: m.StartOn, DueOn: m.DueOn,
		OwnerPostID: m.OwnerPostID, ReviewerPostID: m.ReviewerPostID}
	if plain.OwnerPostID == p.OwnerPostID {
		plain.OwnerPostID = 0
	}
	if plain.ReviewerPostID == p.ReviewerPostID {
		plain.ReviewerPostID = 0
	}
	return plain
}

func (o *outline) readHelp(tx *models.Tx, p *Project) error {
	partners, err := p.Partners(tx)
	if err != nil {
		return err
	}
	for _, partner := range partners {
		if !partner.IsLead {
			o.Cooperating = append(o.Cooperating, partner.OrgID)
		}
	}
	tags, err := models.In[ProjectTag](tx).Where("project_id = ?", p.ID).Order("tag_id").Find(tx.Ctx)
	for _, t := range tags {
		o.Tags = append(o.Tags, t.TagID)
	}
	return err
}

// move gives every beginning and every deadline another day.
func (o *outline) move(start, due func(calendar.Date) calendar.Date) {
	move := func(from, to *calendar.Date) {
		if *from != "" {
			*from = start(*from)
		}
		if *to != "" {
			*to = max(due(*to), *from)
		}
	}
	move(&o.Project.StartOn, &o.Project.DueOn)
	for i := range o.Stages {
		move(&o.Stages[i].StartOn, &o.Stages[i].DueOn)
		for j := range o.Stages[i].Nodes {
			move(&o.Stages[i].Nodes[j].StartOn, &o.Stages[i].Nodes[j].DueOn)
		}
	}
}

// posts are all posts it names, for a change.
func (o *outline) posts() (list []*int64) {
	list = []*int64{&o.Project.OwnerPostID, &o.Project.ReviewerPostID, &o.Project.LeaderPostID}
	for i := range o.Stages {
		s := &o.Stages[i]
		list = append(list, &s.OwnerPostID, &s.ReviewerPostID)
		for j := range s.Nodes {
			list = append(list, &s.Nodes[j].OwnerPostID, &s.Nodes[j].ReviewerPostID)
		}
	}
	return slices.DeleteFunc(list, func(id *int64) bool { return *id == 0 })
}

// draft makes the project of the outline.
func (o *outline) draft(tx *models.Tx) (*Project, error) {
	p := o.Project
	stages := make([]Milestone, len(o.Stages))
	for i, s := range o.Stages {
		stages[i] = s.Milestone
	}
	if err := Create(tx, &p, stages, o.Cooperating); err != nil {
		return nil, err
	}
	for i := range stages {
		stages[i].Project = &p
		for _, n := range o.Stages[i].Nodes {
			if err := stages[i].AddNode(tx, &n); err != nil {
				return nil, err
			}
		}
	}
	_, err := p.retag(tx, o.Tags)
	return &p, err
}
