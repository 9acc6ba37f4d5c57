package project

import (
	"fmt"

	"luoshi/models"
)

// unitSQL is, for rows of projects, the department that leads.
const unitSQL = "(SELECT CASE WHEN u.unit_name = '' THEN u.name ELSE u.unit_name END FROM orgs u WHERE u.id = projects.org_id)"

// UnitCount is how a department's projects stand beside the business: how many there
// are, how many go with a business task, and of those how many have each tick.
type UnitCount struct {
	Unit                                  string
	Total, Linked                         int
	Deployed, Pushed, Inspected, Assessed int
}

// Add sums up.
func (c *UnitCount) Add(o UnitCount) {
	c.Total, c.Linked, c.Deployed = c.Total+o.Total, c.Linked+o.Linked, c.Deployed+o.Deployed
	c.Pushed, c.Inspected, c.Assessed = c.Pushed+o.Pushed, c.Inspected+o.Inspected, c.Assessed+o.Assessed
}

// Of is how many have a tick.
func (c UnitCount) Of(t Tick) int {
	return map[Tick]int{Deployed: c.Deployed, Pushed: c.Pushed, Inspected: c.Inspected, Assessed: c.Assessed}[t]
}

// Integration counts a year's projects that the actor may see, by department in the order of names: one query.
func Integration(tx *models.Tx, year int) (list []UnitCount, err error) {
	sum := func(condition string) string { return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)" }
	columns := fmt.Sprintf("%s AS unit, COUNT(*) AS total, %s AS linked", unitSQL, sum(linkedSQL))
	for _, t := range Ticks {
		columns += fmt.Sprintf(", %s AS %s", sum(linkedSQL+" AND "+tickSQL[t]), string(t))
	}
	where, args := scope(tx, "projects.id")
	err = tx.Raw(&list, "SELECT "+columns+" FROM projects WHERE projects.year = ? AND "+where+" GROUP BY 1 ORDER BY 1", append([]any{year}, args...)...)
	return list, err
}

// TagCount is how many of a year's projects have a tag.
type TagCount struct {
	Tag
	Projects int
}

// CountTags counts a year's projects that the actor may see by tag, tags without
// any included: one query.
func CountTags(tx *models.Tx, year int) (list []TagCount, err error) {
	where, args := scope(tx, "p.id")
	err = tx.Raw(&list, `SELECT t.id, t.kind, t.name, t.since, t.retired_on, t.revision, COUNT(p.id) AS projects FROM tags t
		LEFT JOIN project_tags pt ON pt.tag_id = t.id LEFT JOIN projects p ON p.id = pt.project_id AND p.year = ? AND `+where+`
		GROUP BY t.id, t.kind, t.name, t.since, t.retired_on, t.revision ORDER BY t.kind, t.name`, append([]any{year}, args...)...)
	return list, err
}
