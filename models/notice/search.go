package notice

import "luoshi/models"

// Search finds what the actor was told by its title, the newest first; words are whole, not initials.
func Search(tx *models.Tx, words models.Words, limit int) ([]Receipt, error) {
	q := models.In[Receipt](tx).Preload("Notice", nil).Where("user_id = ?", tx.Actor.ID)
	for _, w := range words {
		q = q.Where("notice_id IN (SELECT id FROM notices WHERE title LIKE ? ESCAPE '!')", models.Containing(w))
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}
