package orglife

import "luoshi/models"

// SearchActivities finds activities the actor may see by topic and place, the latest first.
func SearchActivities(tx *models.Tx, w models.Words, limit int) ([]ActivityRow, error) {
	where, args := visible(tx, "a.")
	found, words := w.In(models.SearchActivities, "a.id", tx.Can(models.View, models.Minutes, 0))
	var rows []ActivityRow
	err := tx.Raw(&rows, `SELECT a.*, o.code AS org_code, o.name AS org_name FROM activities a JOIN orgs o ON o.id = a.org_id
		WHERE `+where+" AND "+found+" ORDER BY a.held_on DESC, a.id DESC LIMIT ?", append(append(args, words...), limit)...)
	return rows, err
}

// index makes the activity found by its topic and place.
func (a *Activity) index(tx *models.Tx) error {
	return tx.Index(models.SearchActivities, a.findable())
}

func (a *Activity) findable() models.Findable {
	return models.Findable{ID: a.ID, Texts: []string{a.Topic, a.Place}}
}
