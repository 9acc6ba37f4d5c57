package models

import (
	"encoding/json"
	"time"
)

// Entry is one line of the audit trail: who did what to which thing, when.
type Entry struct {
	ID        int64
	At        time.Time
	ActorID   int64 // 0 for the program itself
	ActorName string
	Verb      string // in Chinese, as the log shows it: "提交审核"
	Subject   string // such as "milestones/7"
	Topic     string // the thing on whose page the line shows, such as "projects/3"
	OrgID     int64  // 0 when no organisation is concerned
	Detail    string // one sentence for people
	Before    string // JSON, "" when nothing was there
	After     string // JSON
}

// TableName keeps the trail's table apart from words of the trade.
func (Entry) TableName() string { return "audit" }

// Record writes a line of the audit trail into the same transaction as the change.
func (tx *Tx) Record(e Entry) error {
	e.At, e.ActorID, e.ActorName = tx.Now, tx.Actor.ID, tx.Actor.Name
	return In[Entry](tx).Create(tx.Ctx, &e)
}

// History lists the trail of a topic, the newest first; before is the id to go on from, 0 for the start.
func (tx *Tx) History(topic string, before int64, limit int) ([]Entry, error) {
	q := In[Entry](tx).Where("topic = ?", topic)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// JSON is a value as the audit trail keeps it.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("models: " + err.Error()) // only a type that cannot be JSON
	}
	return string(b)
}
