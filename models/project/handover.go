package project

import "luoshi/models"

// OpenAt lists the milestones under way that a post owes, the next due first: what moves when it is handed over.
func OpenAt(tx *models.Tx, postID int64) ([]Milestone, error) {
	return visible[Milestone](tx, "project_id").Where("owner_post_id = ? AND running = ?", postID, true).Order("owed_on, id").Limit(100).Find(tx.Ctx)
}
