package project

import (
	"luoshi/models"
)

// visible starts a query over rows that belong to projects the actor may see;
// column holds the project.
func visible[T any](tx *models.Tx, column string) models.Query[T] {
	where, args := scope(tx, column)
	return models.In[T](tx).Where(where, args...)
}

// scope is what the actor may see, as SQL on a column that holds a project: led or
// helped by an organisation in reach, or with something in it that is one's own.
func scope(tx *models.Tx, column string) (string, []any) {
	if tx.Can(models.View, models.Projects, 0) {
		return "1 = 1", nil
	}
	inReach, args := tx.Scope(models.View, models.Projects, "org_id")
	sql := column + " IN (SELECT project_id FROM project_orgs WHERE " + inReach
	mine := tx.Actor.PostIDs()
	if len(mine) == 0 {
		return sql + ")", args
	}
	sql += ` UNION SELECT id FROM projects WHERE owner_post_id IN ? OR reviewer_post_id IN ? OR leader_post_id IN ?
		UNION SELECT project_id FROM milestones WHERE owner_post_id IN ? OR reviewer_post_id IN ?
		UNION SELECT project_id FROM improvements WHERE owner_post_id IN ?)`
	return sql, append(args, mine, mine, mine, mine, mine, mine)
}

// leading is the condition on projects that the actor is the supervising leader, or
// supervises an organisation that works on it.
func leading(tx *models.Tx) (string, []any) {
	field, args := models.Below("org_id", tx.Actor.FieldPaths())
	return "(projects.leader_post_id IN ? OR projects.id IN (SELECT project_id FROM project_orgs WHERE " + field + "))",
		append([]any{append(tx.Actor.PostIDs(), -1)}, args...)
}
