package notice

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/models"
)

// Delivery is a message on its way out of the house to one person over one channel.
type Delivery struct {
	ID        int64
	Key       string `gorm:"column:delivery_key"` // the far end sees it: the same on every attempt
	UserID    int64
	Channel   string
	Title     string
	Body      string
	Link      string
	State     DeliveryState
	Attempts  int
	DueAt     time.Time // not before then; a claimed delivery is due again when its lease is over
	CreatedAt time.Time
	SentAt    *time.Time
	Error     string

	User *models.User
}

// DeliveryState is where a delivery stands.
type DeliveryState string

const (
	Waiting DeliveryState = "waiting"
	Sent    DeliveryState = "sent"
	GivenUp DeliveryState = "given_up"
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
		list[i].State, list[i].DueAt, list[i].CreatedAt = Waiting, tx.Now, tx.Now
		list[i].Title = clip(list[i].Title, 300)
	}
	return models.In[Delivery](tx, models.Once).CreateInBatches(tx.Ctx, &list, batch)
}

// Claim takes deliveries that are due, the longest waiting first. Of several
// replicas asking at once only one gets each; should that one die, they are due
// again when the lease is over.
func Claim(tx *models.Tx, most int, lease time.Duration) ([]Delivery, error) {
	due, err := models.In[Delivery](tx).Preload("User", nil).Where("state = ? AND due_at <= ?", Waiting, tx.Now).
		Order("due_at, id").Limit(most).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
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

// Finish records how a claimed delivery went. A failed one is due again later,
// or given up: at once when trying again cannot help, else after a day. Whoever
// held it for longer than the lease changes nothing.
func (d *Delivery) Finish(tx *models.Tx, failure error, permanent bool) error {
	state := Sent
	set := []clause.Assigner{models.Assign("error", ""), models.Assign("sent_at", tx.Now)}
	if failure != nil {
		again := tx.Now.Add(backOff(d.Attempts))
		if state = Waiting; permanent || d.Attempts >= tries || again.After(d.CreatedAt.Add(trying)) {
			state = GivenUp
		}
		set = []clause.Assigner{models.Assign("error", clip(failure.Error(), 500)), models.Assign("due_at", again)}
	}
	set = append(set, models.Assign("state", state))
	won, err := models.In[Delivery](tx).Where("id = ? AND state = ? AND attempts = ?", d.ID, Waiting, d.Attempts).Set(set...).Update(tx.Ctx)
	if err != nil || won == 0 || state != GivenUp {
		return err
	}
	return alarm(tx, "given-up", "有消息未能发出", "有消息多次发送失败或被对方拒收，已停止发送（站内提醒不受影响）。请在“后台任务”页查看原因，处理后点“再次发送”。")
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
	q := models.In[Delivery](tx).Preload("User", nil)
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
	d, err := models.In[Delivery](tx).Preload("User", nil).Where("id = ?", id).First(tx.Ctx)
	return &d, err
}

// Undelivered counts the messages that wait, and those given up.
func Undelivered(tx *models.Tx) (waiting, givenUp int64, err error) {
	var rows []struct {
		State DeliveryState
		N     int64
	}
	err = tx.Raw(&rows, "SELECT state, COUNT(*) AS n FROM deliveries WHERE state IN ? GROUP BY state", []DeliveryState{Waiting, GivenUp})
	for _, r := range rows {
		if r.State == Waiting {
			waiting = r.N
		} else {
			givenUp = r.N
		}
	}
	return waiting, givenUp, err
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
	return tx.Record(models.Entry{Verb: "再次发送", Subject: subject("deliveries", d.ID), Topic: subject("deliveries", d.ID), Detail: d.Title})
}
