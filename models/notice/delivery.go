package notice

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
)

// Delivery is a message on its way out of the house over one channel, to one
// person or to the group the channel writes to.
type Delivery struct {
	ID        int64
	Key       string `gorm:"column:delivery_key"` // the far end sees it: the same on every attempt
	UserID    *int64 // nil for a group
	ChannelID int64
	Title     string
	Body      string
	Link      string
	State     DeliveryState
	Attempts  int
	DueAt     time.Time // not before then; a claimed delivery is due again when its lease is over
	CreatedAt time.Time
	SentAt    *time.Time
	Error     string

	MergedInto *int64 // the delivery that says this one's words too

	User    *models.User
	Channel *Channel
}

// DeliveryState is where a delivery stands.
type DeliveryState string

const (
	Waiting DeliveryState = "waiting"
	Sent    DeliveryState = "sent"
	GivenUp DeliveryState = "given_up"
	Merged  DeliveryState = "merged"  // into one that says more
	Stale   DeliveryState = "expired" // it waited for so long that it no longer helped
	Dropped DeliveryState = "dropped" // whom it was for has left
)

// Limits of trying: reliability.md P7.
const (
	tries  = 30
	trying = 24 * time.Hour
)

// queue writes deliveries; what is queued under the same key already stays as it is.
func queue(tx *models.Tx, list []Delivery) error {
	slices.SortFunc(list, func(a, b Delivery) int { return cmp.Compare(a.Key, b.Key) })
	for i := range list {
		list[i].State, list[i].CreatedAt = Waiting, tx.Now
		if list[i].DueAt.IsZero() {
			list[i].DueAt = tx.Now
		}
		list[i].Title = clip(list[i].Title, 300)
	}
	return models.In[Delivery](tx, models.Once).CreateInBatches(tx.Ctx, &list, batch)
}

// Claim takes deliveries of the channel that are due, the longest waiting first.
// Of several replicas asking at once only one gets each; should that one die, they
// are due again when the lease is over.
func (c *Channel) Claim(tx *models.Tx, most int, lease time.Duration) ([]Delivery, error) {
	if silent, err := c.silent(tx); silent || err != nil {
		return nil, err
	}
	due, err := models.In[Delivery](tx).Preload("User", nil).Where("channel_id = ? AND state = ? AND due_at <= ?", c.ID, Waiting, tx.Now).
		Order("due_at, id").Limit(most).Find(tx.Ctx)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	if due, err = letGo(tx, due); err != nil {
		return nil, err
	}
	turns, err := c.turns(tx, len(due))
	if err != nil {
		return nil, err
	}
	due = due[:turns]
	slices.SortFunc(due, func(a, b Delivery) int { return cmp.Compare(a.ID, b.ID) }) // one order for everyone: no deadlocks
	var claimed []Delivery
	for _, d := range due {
		won, err := models.In[Delivery](tx).Where("id = ? AND state = ? AND attempts = ?", d.ID, Waiting, d.Attempts).
			Set(models.Assign("due_at", tx.Now.Add(lease)), models.Assign("attempts", d.Attempts+1)).Update(tx.Ctx)
		if err != nil {
			return nil, err
		}
		if won == 1 {
			d.Attempts++
			claimed = append(claimed, d)
		}
	}
	return claimed, nil
}

// letGo notes which deliveries need not leave any more, and returns the others.
func letGo(tx *models.Tx, due []Delivery) ([]Delivery, error) {
	here, err := present(tx, due)
	if err != nil {
		return nil, err
	}
	over := map[DeliveryState][]int64{}
	due = slices.DeleteFunc(due, func(d Delivery) bool {
		var state DeliveryState
		switch {
		case d.UserID != nil && !here[*d.UserID]:
			state = Dropped
		case d.CreatedAt.Add(helps).Before(tx.Now):
			state = Stale
		default:
			return false
		}
		over[state] = append(over[state], d.ID)
		return true
	})
	for _, state := range []DeliveryState{Dropped, Stale} {
		if len(over[state]) == 0 {
			continue
		}
		slices.Sort(over[state])
		if _, err := models.In[Delivery](tx).Where("id IN ? AND state = ?", over[state], Waiting).Set(models.Assign("state", state)).Update(tx.Ctx); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// Failure is why a delivery did not leave; the zero value is that it did.
type Failure struct {
	Err       error
	Permanent bool          // trying again cannot help
	Wait      time.Duration // before which it may not be tried again
}

// Finish records how a claimed delivery went. A failed one is due again later,
// or given up: at once when trying again cannot help, else after a day. Whoever
// held it for longer than the lease changes nothing.
func (d *Delivery) Finish(tx *models.Tx, f Failure) error {
	state := Sent
	set := []clause.Assigner{models.Assign("error", ""), models.Assign("sent_at", tx.Now)}
	if f.Err != nil {
		again, err := d.again(tx, f)
		if err != nil {
			return err
		}
		if state = Waiting; f.Permanent || d.Attempts >= tries || again.After(d.CreatedAt.Add(trying)) {
			state = GivenUp
		}
		set = []clause.Assigner{models.Assign("error", clip(f.Err.Error(), 500)), models.Assign("due_at", again)}
	}
	set = append(set, models.Assign("state", state))
	won, err := models.In[Delivery](tx).Where("id = ? AND state = ? AND attempts = ?", d.ID, Waiting, d.Attempts).Set(set...).Update(tx.Ctx)
	if err != nil || won == 0 || state != GivenUp {
		return err
	}
	return alarm(tx, "given-up", language.Phrase{"有消息未能发出"},
		language.Phrase{"有消息多次发送失败或被对方拒收，已停止发送（站内提醒不受影响）。请在“后台任务”页查看原因，处理后点“再次发送”。"})
}

// again is when a failed delivery may be tried anew: later the oftener it failed,
// not before the far end wants it, and not in the reader's quiet hours.
func (d *Delivery) again(tx *models.Tx, f Failure) (time.Time, error) {
	at := tx.Now.Add(max(backOff(d.Attempts), f.Wait+rand.N(f.Wait/5+1)))
	if d.UserID == nil {
		return at, nil
	}
	wishes, err := wishesOf(tx, []int64{*d.UserID})
	if w := wishes[*d.UserID]; !w.Through {
		at = w.quietUntil(tx, at)
	}
	return at, err
}

// Release gives a claimed delivery back that was not tried.
func (d *Delivery) Release(tx *models.Tx) error {
	_, err := models.In[Delivery](tx).Where("id = ? AND state = ? AND attempts = ?", d.ID, Waiting, d.Attempts).
		Set(models.Assign("attempts", d.Attempts-1), models.Assign("due_at", tx.Now)).Update(tx.Ctx)
	return err
}

// backOff is 1, 2, 4 … 60 minutes, or up to a fifth less: so that those who
// failed together do not come back together.
func backOff(attempts int) time.Duration {
	wait := min(time.Minute<<min(attempts-1, 6), time.Hour)
	return wait - rand.N(wait/5)
}

// Deliveries lists what leaves the house, the newest first; state "" is every
// state, before is the delivery to go on from, 0 for the start.
func Deliveries(tx *models.Tx, state DeliveryState, before int64, limit int) ([]Delivery, error) {
	if err := tx.Require(models.View, models.Jobs, 0); err != nil {
		return nil, err
	}
	q := models.In[Delivery](tx).Preload("User", nil).Preload("Channel.Org", nil)
	if state != "" {
		q = q.Where("state = ?", state)
	}
	if before != 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// FindDelivery finds a delivery for who looks after them.
func FindDelivery(tx *models.Tx, id int64) (*Delivery, error) {
	if !tx.Can(models.View, models.Jobs, 0) {
		return nil, models.Missing
	}
	d, err := models.In[Delivery](tx).Preload("User", nil).Preload("Channel.Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &d, err
}

// Backlog counts the messages of a channel that wait, and those given up.
type Backlog struct{ Waiting, GivenUp int64 }

// Undelivered counts them by channel.
func Undelivered(tx *models.Tx) (map[int64]Backlog, error) {
	var rows []struct {
		ChannelID int64
		State     DeliveryState
		N         int64
	}
	err := tx.Raw(&rows, "SELECT channel_id, state, COUNT(*) AS n FROM deliveries WHERE state IN ? GROUP BY channel_id, state", []DeliveryState{Waiting, GivenUp})
	counts := map[int64]Backlog{}
	for _, r := range rows {
		b := counts[r.ChannelID]
		if r.State == Waiting {
			b.Waiting = r.N
		} else {
			b.GivenUp = r.N
		}
		counts[r.ChannelID] = b
	}
	return counts, err
}

// Resend tries a given-up delivery again, as if it were new.
func (d *Delivery) Resend(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Jobs, 0); err != nil {
		return err
	}
	n, err := models.In[Delivery](tx).Where("id = ? AND state = ?", d.ID, GivenUp).Set(models.Assign("state", Waiting), models.Assign("attempts", 0),
		models.Assign("due_at", tx.Now), models.Assign("created_at", tx.Now), models.Assign("error", "")).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "只有已停止发送的消息才能再次发送。")
	}
	d.State, d.Attempts, d.DueAt, d.CreatedAt, d.Error = Waiting, 0, tx.Now, tx.Now, ""
	return tx.Record(models.Entry{Verb: "再次发送", Subject: subject("deliveries", d.ID), Topic: subject("deliveries", d.ID), Detail: language.Quote(d.Title)})
}
