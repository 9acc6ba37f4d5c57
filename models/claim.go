package models

import (
	"context"
	"time"
)

// Claim is a request's right to take effect once: its key and, when it has been
// answered, the answer. A request sent again under the key gets that answer.
type Claim struct {
	UserID      int64  `gorm:"primaryKey"`
	Key         string `gorm:"primaryKey;column:claim_key"` // hashed
	Fingerprint string // of what was asked
	Status      int    // of the answer, 0 while there is none
	Location    string
	Type        string
	Body        []byte
	CreatedAt   time.Time
}

// Taken is the answer to a request whose key has taken effect already.
var Taken = Fail(Conflict, "这一请求已经办理，没有重复提交。")

// claimsLast is how long a key is remembered: longer than any retry or open page.
const claimsLast = 48 * time.Hour

// NewClaim is a claim of the key for what the fingerprint stands for.
func NewClaim(u *User, key, fingerprint string) *Claim {
	return &Claim{UserID: u.ID, Key: hash(key), Fingerprint: hash(fingerprint), Body: []byte{}}
}

// Stake makes the claim in the transaction of the change itself, so that they
// happen together or not at all; Taken when the key has been used.
func (c *Claim) Stake(tx *Tx) error {
	c.CreatedAt = tx.Now
	err := In[Claim](tx).Create(tx.Ctx, c)
	if IsDuplicate(err) {
		return Taken
	}
	return err
}

// Answered keeps the answer for whoever asks again.
func (db *DB) Answered(ctx context.Context, c *Claim) error {
	return db.Update(ctx, System, func(tx *Tx) error {
		_, err := In[Claim](tx).Where("user_id = ? AND claim_key = ?", c.UserID, c.Key).
			Set(Assign("status", c.Status), Assign("location", c.Location), Assign("type", c.Type), Assign("body", c.Body)).Update(tx.Ctx)
		return err
	})
}

// Earlier finds the claim that was made under the same key; Invalid when that
// was for something else.
func (db *DB) Earlier(ctx context.Context, c *Claim) (earlier Claim, err error) {
	err = db.View(ctx, System, func(tx *Tx) (err error) {
		earlier, err = In[Claim](tx).Where("user_id = ? AND claim_key = ?", c.UserID, c.Key).Take(tx.Ctx)
		return err
	})
	if err == nil && earlier.Fingerprint != c.Fingerprint {
		err = Fail(Invalid, "Idempotency-Key 已用于另一个请求，请换一个新的。")
	}
	return earlier, err
}

// SweepClaims forgets keys nobody will send again.
func (tx *Tx) SweepClaims() error {
	_, err := In[Claim](tx).Where("created_at < ?", tx.Now.Add(-claimsLast)).Delete(tx.Ctx)
	return err
}
