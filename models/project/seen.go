package project

import "luoshi/models"

// Seen finds, of the projects with these ids, those the actor may see.
func Seen(tx *models.Tx, ids []int64) (map[int64]*Project, error) {
	found := map[int64]*Project{}
	if len(ids) == 0 {
		return found, nil
	}
	list, err := visible[Project](tx, "id").Where("id IN ?", ids).Find(tx.Ctx)
	for i := range list {
		found[list[i].ID] = &list[i]
	}
	return found, err
}
