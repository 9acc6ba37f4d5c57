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
