package notice

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/models"
)

// turns claims up to so many turns to send over the channel now: for this replica
// alone, and under the platform's limit of messages in any minute.
func (c *Channel) turns(tx *models.Tx, want int) (granted int, err error) {
	most := c.Trait().PerMinute
	if most == 0 {
		return want, nil
	}
	known, err := models.In[Channel](tx).Select("recent").Where("id = ?", c.ID).First(tx.Ctx)
	if err != nil {
		return 0, err
	}
	minute := tx.Now.Add(-time.Minute)
	recent := slices.DeleteFunc(instants(known.Recent), func(at time.Time) bool { return !at.After(minute) })
	granted = min(want, most-len(recent))
	if granted <= 0 {
		return 0, nil
	}
	for range granted {
		recent = append(recent, tx.Now)
	}
	won, err := models.In[Channel](tx).Where("id = ? AND recent = ?", c.ID, known.Recent).Update(tx.Ctx, "recent", joined(recent))
	if err != nil || won == 0 { // a rival has taken turns: next time
		return 0, err
	}
	return granted, nil
}

// silent reports whether nothing may leave over the channel at present.
func (c *Channel) silent(tx *models.Tx) (bool, error) {
	known, err := models.In[Channel](tx).Select("paused_at", "held_until", "gathering").Where("id = ?", c.ID).First(tx.Ctx)
	return known.PausedAt != nil || known.Gathering != "" || known.HeldUntil != nil && known.HeldUntil.After(tx.Now), err
}

// Turn claims one turn for a message that is not queued.
func (c *Channel) Turn(tx *models.Tx) (bool, error) {
	n, err := c.turns(tx, 1)
	return n == 1, err
}

// instants reads what joined wrote.
func instants(text string) (list []time.Time) {
	for _, ms := range strings.Fields(text) {
		n, err := strconv.ParseInt(ms, 10, 64)
		if err == nil {
			list = append(list, time.UnixMilli(n))
		}
	}
	return list
}

func joined(list []time.Time) string {
	var words []string
	for _, at := range list {
		words = append(words, strconv.FormatInt(at.UnixMilli(), 10))
	}
	return strings.Join(words, " ")
}

// Health is how some messages over one channel went.
type Health struct {
	Sent  bool
	Error string        // of the last failure, "" for none
	Hold  time.Duration // for which the platform wants to be left alone
}

// Note keeps how it went beside the channel, for the page of jobs.
func (c *Channel) Note(tx *models.Tx, h Health) error {
	if h.Sent {
		if _, err := models.In[Channel](tx).Where("id = ?", c.ID).Update(tx.Ctx, "sent_at", tx.Now); err != nil {
			return err
		}
	}
	if h.Error == "" {
		return nil
	}
	set := []clause.Assigner{models.Assign("failed_at", tx.Now), models.Assign("error", clip(h.Error, 500))}
	if h.Hold > 0 {
		set = append(set, models.Assign("held_until", tx.Now.Add(h.Hold)))
	}
	_, err := models.In[Channel](tx).Where("id = ?", c.ID).Set(set...).Update(tx.Ctx)
	return err
}
