// Package feed lets a calendar program read what its holder may see, under an
// address that nobody guesses.
package feed

import (
	"fmt"
	"time"

	"luoshi/models"
	"luoshi/models/orglife"
)

// Feed is such an address: of its holder's own calendar, or of a branch's. Only
// the hash of its secret is kept.
type Feed struct {
	ID         int64
	UserID     int64
	OrgID      int64  // 0 for the holder's own
	SecretHash string `json:"-"`
	CreatedAt  time.Time
	ReadAt     *time.Time // when a calendar program last asked
	Revision   int

	OrgName string `gorm:"-"` // "" for one's own; read by Mine
}

func (f *Feed) subject() string { return fmt.Sprintf("feeds/%d", f.ID) }

func holder(userID int64) string { return fmt.Sprintf("users/%d", userID) }

// Mine lists the actor's feeds, their own first.
func Mine(tx *models.Tx) ([]Feed, error) {
	list, err := models.In[Feed](tx).Where("user_id = ?", tx.Actor.ID).Order("org_id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	var branches []*int64
	for i := range list {
		branches = append(branches, &list[i].OrgID)
	}
	names, err := tx.OrgNames(branches...)
	for i := range list {
		list[i].OrgName = names[list[i].OrgID]
	}
	return list, err
}

// Find finds a feed of the actor's.
func Find(tx *models.Tx, id int64) (*Feed, error) {
	f, err := models.In[Feed](tx).Where("id = ? AND user_id = ?", id, tx.Actor.ID).First(tx.Ctx)
	return &f, err
}

// Create makes the actor's feed of a branch, or with 0 of their own calendar; the
// secret is told this once.
func Create(tx *models.Tx, orgID int64) (secret string, f *Feed, err error) {
	if orgID != 0 {
		if _, err := orglife.Branch(tx, orgID); err != nil {
			return "", nil, err
		}
	}
	secret, kept := models.NewSecret()
	made := Feed{UserID: tx.Actor.ID, OrgID: orgID, SecretHash: kept, CreatedAt: tx.Now}
	if err := models.In[Feed](tx, models.Once).Create(tx.Ctx, &made); err != nil {
		return "", nil, err
	}
	found, err := models.In[Feed](tx).Where("user_id = ? AND org_id = ?", tx.Actor.ID, orgID).First(tx.Ctx)
	if err != nil {
		return "", nil, err
	}
	if found.SecretHash != kept {
		return "", nil, models.Fail(models.Conflict, "这个日历已有订阅地址；地址只显示一次，忘记了请更换新地址。")
	}
	return secret, &found, tx.Record(models.Entry{Verb: "新建日历订阅", Subject: found.subject(), Topic: holder(tx.Actor.ID), OrgID: orgID})
}

// Renew gives the feed another address; under the one before there is nothing from now on.
func (f *Feed) Renew(tx *models.Tx, revision int) (secret string, err error) {
	secret, kept := models.NewSecret()
	n, err := models.In[Feed](tx).Where("id = ? AND revision = ?", f.ID, revision).
		Set(models.Assign("secret_hash", kept), models.Assign("created_at", tx.Now), models.Assign("read_at", nil), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", models.Stale
	}
	f.SecretHash, f.CreatedAt, f.ReadAt, f.Revision = kept, tx.Now, nil, revision+1
	return secret, tx.Record(models.Entry{Verb: "更换日历订阅地址", Subject: f.subject(), Topic: holder(tx.Actor.ID), OrgID: f.OrgID})
}

// Withdraw ends the feed.
func (f *Feed) Withdraw(tx *models.Tx) error {
	if _, err := models.In[Entry](tx).Where("feed_id = ?", f.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	n, err := models.In[Feed](tx).Where("id = ?", f.ID).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Missing
	}
	return tx.Record(models.Entry{Verb: "撤销日历订阅", Subject: f.subject(), Topic: holder(tx.Actor.ID), OrgID: f.OrgID})
}
