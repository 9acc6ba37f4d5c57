// Package notice is the ledger of all the program tells people: notices, who
// received them, what leaves the house, and how far each rule has come.
package notice

import (
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/models"
)

// Notice is one thing worth telling. Its Key makes telling it twice impossible.
type Notice struct {
	ID        int64
	Key       string `gorm:"column:notice_key"` // rule/occasion/subject
	Rule      string // the rule or verb that told it
	Subject   string // such as "milestones/7"
	OrgID     int64  // 0 when no organisation is concerned
	Title     string
	Body      string
	Link      string
	Basis     string // 依据
	DueOn     calendar.Date
	Urgent    bool // leaves the house at once instead of with the day's digest
	CreatedAt time.Time
}

// Receipt puts a notice into one person's inbox.
type Receipt struct {
	ID       int64
	NoticeID int64
	UserID   int64
	ReadAt   *time.Time
	DigestOn calendar.Date // the digest that carried it out of the house; "" while none has

	Notice *Notice
}

// Send tells the users, once, when the transaction commits: whatever is sent
// under the same key again reaches only those who have not had it.
func Send(tx *models.Tx, n Notice, users ...int64) error {
	users = slices.DeleteFunc(slices.Clone(users), func(id int64) bool { return id == 0 }) // a vacant post, or nobody's account
	if len(users) == 0 {
		return nil
	}
	n.CreatedAt = tx.Now
	if err := models.In[Notice](tx, models.Once).Create(tx.Ctx, &n); err != nil {
		return err
	}
	n, err := models.In[Notice](tx).Where("notice_key = ?", n.Key).First(tx.Ctx)
	if err != nil {
		return err
	}
	slices.Sort(users) // one order for everyone: no deadlocks
	var list []Receipt
	for _, u := range slices.Compact(users) {
		list = append(list, Receipt{NoticeID: n.ID, UserID: u})
	}
	return models.In[Receipt](tx, models.Once).CreateInBatches(tx.Ctx, &list, 500)
}

// Inbox lists what the actor was told, the newest first; before is the receipt
// to go on from, 0 for the start.
func Inbox(tx *models.Tx, before int64, limit int) ([]Receipt, error) {
	q := models.In[Receipt](tx).Preload("Notice", nil).Where("user_id = ?", tx.Actor.ID)
	if before > 0 {
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
