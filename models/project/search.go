package project

import "luoshi/models"

// Search finds projects the actor may see, the latest years first.
func Search(tx *models.Tx, w models.Words, limit int) ([]Project, error) {
	where, args := w.In(models.SearchProjects, "projects.id", tx.Can(models.View, models.Projects, 0))
	return visible[Project](tx, "projects.id").Preload("Org", nil).Where(where, args...).Order("projects.year DESC, projects.code").Limit(limit).Find(tx.Ctx)
}

// SearchMilestones finds stages and nodes of projects the actor may see.
func SearchMilestones(tx *models.Tx, w models.Words, limit int) ([]Milestone, error) {
	where, args := w.In(models.SearchMilestones, "milestones.id", tx.Can(models.View, models.Projects, 0))
	return visible[Milestone](tx, "milestones.project_id").Preload("Project", nil).Where(where, args...).Limit(limit).Find(tx.Ctx)
}

// index makes the project found by its name and code.
func (p *Project) index(tx *models.Tx) error {
	return tx.Index(models.SearchProjects, models.Findable{ID: p.ID, Texts: []string{p.Name, p.Code}})
}

// indexMilestones makes stages and nodes found by their names.
func indexMilestones(tx *models.Tx, list ...Milestone) error {
	things := make([]models.Findable, len(list))
	for i, m := range list {
		things[i] = models.Findable{ID: m.ID, Texts: []string{m.Name}}
	}
	return tx.Index(models.SearchMilestones, things...)
}

// unindexMilestones makes the project's stages and nodes no longer found.
func (p *Project) unindexMilestones(tx *models.Tx) error {
	milestones, err := p.All(tx)
	if err != nil {
		return err
	}
	var ids []int64
	for _, m := range milestones {
		ids = append(ids, m.ID)
	}
	return tx.Unindex(models.SearchMilestones, ids...)
}
