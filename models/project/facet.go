package project

import (
	"slices"

	"luoshi/models"
)

// Facet is a lead, an owner and a label that occur together in the projects of a year.
type Facet struct {
	OrgID       int64
	OrgName     string
	OwnerPostID int64
	Category    string
}

// Facets lists what a year's projects that the actor may see can be narrowed by: one query.
func Facets(tx *models.Tx, year int) (list []Facet, err error) {
	const most = 500
	seen, args := scope(tx, "p.id")
	err = tx.Raw(&list, `SELECT DISTINCT o.code, p.org_id, o.name AS org_name, p.owner_post_id, p.category FROM projects p JOIN orgs o ON o.id = p.org_id
		WHERE p.year = ? AND `+seen+" ORDER BY o.code, p.owner_post_id, p.category LIMIT ?", slices.Concat([]any{year}, args, []any{most})...)
	return list, err
}

// Knows reports whether the actor may be told of a post: one of the organisations in
// sight, or one that owns something in sight.
func Knows(tx *models.Tx, post int64) (bool, error) {
	near, args := tx.Scope(models.View, models.Orgs, "org_id")
	ofProject, more := scope(tx, "id")
	ofMilestone, most := scope(tx, "project_id")
	n, err := models.In[models.Post](tx).Where("id = ? AND ("+near+" OR id IN (SELECT owner_post_id FROM projects WHERE "+ofProject+
		") OR id IN (SELECT owner_post_id FROM milestones WHERE "+ofMilestone+"))", slices.Concat([]any{post}, args, more, most)...).Count(tx.Ctx, "id")
	return n > 0, err
}
