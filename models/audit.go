package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"luoshi/language"
)

// Entry is one line of the audit trail: who did what to which thing, when.
type Entry struct {
	ID        int64
	At        time.Time
	ActorID   int64 // 0 for the program itself
	ActorName string
	Verb      string          // in Chinese, as the log shows it: "提交审核"
	Subject   string          // such as "milestones/7"
	Topic     string          // the thing on whose page the line shows, such as "projects/3"
	OrgID     int64           // 0 when no organisation is concerned
	Detail    language.Phrase // one sentence for people
	Before    string          // JSON, "" when nothing was there
	After     string          // JSON
	Address   string          // from where, "" for the program itself
	Failed    bool            // it was tried, and refused

	MAC    string `gorm:"column:mac" json:"-"` // with the installation's key, over all above but the id
	SealID int64  `json:"-"`                   // 0 until sealed
}

// TableName keeps the trail's table apart from words of the trade.
func (Entry) TableName() string { return "audit" }

// Record writes a line of the audit trail into the same transaction as the change.
func (tx *Tx) Record(e Entry) error {
	e.At, e.ActorID, e.ActorName = tx.Now, tx.Actor.ID, tx.Actor.Name
	e.Address, _ = tx.Ctx.Value(addressKey{}).(string)
	e.MAC = tx.home.keys.mac(e.content())
	return In[Entry](tx).Create(tx.Ctx, &e)
}

type addressKey struct{}

// From notes the address a request comes from, for the audit trail.
func From(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

// content is what the line says, in one way only.
func (e Entry) content() []byte {
	detail, err := e.Detail.Value() // as it is kept
	if err != nil {
		panic("models: " + err.Error()) // only a value that cannot be JSON
	}
	var b []byte
	for _, part := range []string{fmt.Sprint(e.At.UnixMilli(), e.ActorID, e.OrgID, e.Failed), e.ActorName, e.Verb, e.Subject, e.Topic,
		detail.(string), e.Before, e.After, e.Address} {
		b = fmt.Appendf(b, "%d:%s,", len(part), part)
	}
	return b
}

// authentic reports whether the line was written with one of the keys.
func (e Entry) authentic(keys Keys) bool {
	content := e.content()
	return slices.ContainsFunc(keys, func(k key) bool { return k.mac(content) == e.MAC })
}

// History lists the trail of a topic, the newest first; before is the id to go on from, 0 for the start.
func (tx *Tx) History(topic string, before int64, limit int) ([]Entry, error) {
	q := In[Entry](tx).Where("topic = ?", topic)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// LastChange is the newest line about a subject that says what was done, nil when there is none.
func (tx *Tx) LastChange(subject string) (*Entry, error) {
	list, err := In[Entry](tx).Where("subject = ? AND failed = ?", subject, false).Order("id DESC").Limit(1).Find(tx.Ctx)
	if len(list) == 0 {
		return nil, err
	}
	return &list[0], err
}

// JSON is a value as the audit trail keeps it.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("models: " + err.Error()) // only a type that cannot be JSON
	}
	return string(b)
}
