package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/models"
)

// Event is what a calendar shows on a day.
type Event struct {
	Subject string // such as "activities/7", which stays the same
	Title   string
	Day     calendar.Date
	Clock   string // "" for the whole day
	Place   string
	Note    string
	Link    string

	Cancelled bool
	Sequence  int       // grows with each change
	ChangedAt time.Time // when it became what it is, as far as the feed has noticed
}

// digest is the same as long as the event says the same.
func (e *Event) digest() string {
	sum := sha256.Sum256([]byte(models.JSON([]string{e.Title, string(e.Day), e.Clock, e.Place, e.Note, e.Link})))
	return hex.EncodeToString(sum[:])
}

// Entry is what a feed last said of an event: calendar programs want to know how
// often it has changed, and that it has been cancelled. What it was about is not kept.
type Entry struct {
	ID        int64
	FeedID    int64
	Subject   string
	Day       calendar.Date
	Digest    string // "" once it is cancelled
	Sequence  int
	ChangedAt time.Time
}

// TableName says whose entries they are.
func (Entry) TableName() string { return "feed_entries" }

// follow says of each event how often it has changed, and adds those that are no
// more. What lies before the first day is no longer spoken of.
func (f *Feed) follow(tx *models.Tx, events []Event, first calendar.Date) ([]Event, error) {
	if _, err := models.In[Entry](tx).Where("feed_id = ? AND day < ?", f.ID, first).Delete(tx.Ctx); err != nil {
		return nil, err
	}
	entries, err := models.In[Entry](tx).Where("feed_id = ?", f.ID).Order("id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	known := map[string]Entry{}
	for _, e := range entries {
		known[e.Subject] = e
	}
	var fresh []Entry
	for i := range events {
		e := &events[i]
		before, told := known[e.Subject]
		delete(known, e.Subject)
		now := Entry{FeedID: f.ID, Subject: e.Subject, Day: e.Day, Digest: e.digest(), ChangedAt: tx.Now}
		switch {
		case !told:
			fresh = append(fresh, now)
		case before.Digest == now.Digest:
			now = before
		default:
			now.Sequence = before.Sequence + 1
			if err := before.become(tx, now); err != nil {
				return nil, err
			}
		}
		e.Sequence, e.ChangedAt = now.Sequence, now.ChangedAt
	}
	if err := models.In[Entry](tx).CreateInBatches(tx.Ctx, &fresh, 200); err != nil {
		return nil, err
	}
	for _, gone := range known {
		if gone.Digest != "" {
			now := Entry{Day: gone.Day, Sequence: gone.Sequence + 1, ChangedAt: tx.Now}
			if err := gone.become(tx, now); err != nil {
				return nil, err
			}
			gone.Sequence, gone.ChangedAt = now.Sequence, now.ChangedAt
		}
		events = append(events, Event{Subject: gone.Subject, Title: tx.Say("已取消或已办结"), Day: gone.Day, Cancelled: true,
			Sequence: gone.Sequence, ChangedAt: gone.ChangedAt})
	}
	slices.SortFunc(events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Subject, b.Subject)) })
	return events, nil
}

// become rewrites what was last said.
func (e Entry) become(tx *models.Tx, now Entry) error {
	n, err := models.In[Entry](tx).Where("id = ? AND sequence = ?", e.ID, e.Sequence).
		Set(models.Assign("day", now.Day), models.Assign("digest", now.Digest), models.Assign("sequence", now.Sequence), models.Assign("changed_at", now.ChangedAt)).Update(tx.Ctx)
	if err == nil && n == 0 {
		err = fmt.Errorf("entry %d of feed %d has been rewritten meanwhile", e.ID, e.FeedID)
	}
	return err
}
