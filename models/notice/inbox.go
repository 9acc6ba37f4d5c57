package notice

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
)

// Inbox lists what the actor was told, or only what is unread, the newest first;
// before is the receipt to go on from, 0 for the start.
func Inbox(tx *models.Tx, unread bool, before int64, limit int) ([]Receipt, error) {
	q := models.In[Receipt](tx).Preload("Notice", nil).Where("user_id = ?", tx.Actor.ID)
	if unread {
		q = q.Where("read_at IS NULL")
	}
	if before != 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// Unread counts what the actor has not opened.
func Unread(tx *models.Tx) (int64, error) {
	return models.In[Receipt](tx).Where("user_id = ? AND read_at IS NULL", tx.Actor.ID).Count(tx.Ctx, "id")
}

// Find finds one of the actor's own receipts.
func Find(tx *models.Tx, id int64) (*Receipt, error) {
	r, err := models.In[Receipt](tx).Preload("Notice", nil).Where("user_id = ? AND id = ?", tx.Actor.ID, id).First(tx.Ctx)
	return &r, err
}

// Read marks the receipt as opened.
func (r *Receipt) Read(tx *models.Tx) error {
	if r.ReadAt != nil {
		return nil
	}
	r.ReadAt = &tx.Now
	_, err := models.In[Receipt](tx).Where("id = ? AND read_at IS NULL", r.ID).Set(models.Assign("read_at", tx.Now)).Update(tx.Ctx)
	return err
}

// ReadAll marks all the actor was told as opened.
func ReadAll(tx *models.Tx) error {
	_, err := models.In[Receipt](tx).Where("user_id = ? AND read_at IS NULL", tx.Actor.ID).Set(models.Assign("read_at", tx.Now)).Update(tx.Ctx)
	return err
}

// Admins lists the administrators of a kind.
func Admins(tx *models.Tx, kind models.Admin) ([]int64, error) {
	users, err := models.In[models.User](tx).Select("id").Where("admin = ? AND disabled = ?", kind, false).Order("id").Find(tx.Ctx)
	ids := make([]int64, len(users))
	for i, u := range users {
		ids[i] = u.ID
	}
	return ids, err
}

// alarm tells the administrators, once a day for each subject.
func alarm(tx *models.Tx, rule string, title, body language.Phrase) error {
	to, err := Admins(tx, models.SystemKeeper)
	if err != nil {
		return err
	}
	return Send(tx, Notice{Key: fmt.Sprintf("%s/%s", rule, tx.Today()), Rule: rule, Subject: "jobs", Title: title,
		Body: body, Link: "/jobs", DueOn: tx.Today()}, to...)
}
