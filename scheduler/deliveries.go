package scheduler

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"luoshi/channels"
	"luoshi/models"
	"luoshi/models/notice"
)

const (
	lease   = 2 * time.Minute  // how long a claimed batch may take before another replica may try
	inBatch = 20               // deliveries of a channel claimed together
	senders = 4                // of them on their way at once
	within  = 10 * time.Second // for one attempt; a batch fits into its lease
)

// deliver lets urgent notices leave the house and sends everything that is due,
// each channel by itself: one that hangs holds up no other.
func (s *Scheduler) deliver(ctx context.Context) error {
	for more := true; more; {
		err := s.DB.Update(ctx, models.System, func(tx *models.Tx) error {
			outlets, err := s.outlets(tx)
			if err != nil {
				return err
			}
			more, err = notice.QueueUrgent(tx, outlets)
			return err
		})
		if err != nil {
			return err
		}
	}
	ways, err := s.ways(ctx)
	failures := make([]error, len(ways)+1)
	failures[len(ways)] = err
	var all sync.WaitGroup
	for i := range ways {
		all.Go(func() { failures[i] = safely(func() error { return s.deliverBy(ctx, &ways[i]) }) })
	}
	all.Wait()
	return errors.Join(failures...)
}

// deliverBy sends what is due over one channel.
func (s *Scheduler) deliverBy(ctx context.Context, w *way) error {
	for more := w.Gathering != ""; more && ctx.Err() == nil; {
		err := s.DB.Update(ctx, models.System, func(tx *models.Tx) (err error) {
			more, err = w.GatherOn(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := s.DB.Update(ctx, models.System, w.Gather); err != nil && models.KindOf(err) != models.Conflict { // a rival was sending: next time
		return err
	}
	for ctx.Err() == nil {
		var batch []notice.Delivery
		err := s.DB.Update(ctx, models.System, func(tx *models.Tx) (err error) {
			batch, err = w.Claim(tx, inBatch, lease)
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := s.sendAll(ctx, w, batch); err != nil {
			return err
		}
	}
	return nil
}

// sendAll sends a batch. When the program stops, or the platform has had enough,
// what is on its way arrives and is noted; the rest goes back to wait.
func (s *Scheduler) sendAll(stop context.Context, w *way, batch []notice.Delivery) error {
	ctx := context.WithoutCancel(stop)
	var all sync.WaitGroup
	var enough atomic.Bool
	turn := make(chan struct{}, senders)
	results, failures := make([]notice.Failure, len(batch)), make([]error, len(batch)+1)
	for i, d := range batch {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			if stop.Err() != nil || enough.Load() {
				failures[i] = s.DB.Update(ctx, models.System, d.Release)
				results[i].Err = errNotTried
				return
			}
			results[i] = failureOf(safely(func() error { return s.send(ctx, w, d) })) // outside any transaction: the network is slow
			if results[i].Wait > 0 {
				enough.Store(true)
			}
			failures[i] = s.DB.Update(ctx, models.System, func(tx *models.Tx) error { return d.Finish(tx, results[i]) })
		})
	}
	all.Wait()
	failures[len(batch)] = s.note(ctx, w, results)
	return errors.Join(failures...)
}

// errNotTried stands for a delivery that went back to wait.
var errNotTried = errors.New("not tried")

func failureOf(err error) notice.Failure {
	if err == nil {
		return notice.Failure{}
	}
	return notice.Failure{Err: err, Permanent: channels.Permanent(err), Wait: channels.Wait(err)}
}

// note keeps how some messages went beside their channel.
func (s *Scheduler) note(ctx context.Context, w *way, results []notice.Failure) error {
	var h notice.Health
	messages := s.count().messages
	for _, r := range results {
		switch {
		case r.Err == nil:
			h.Sent = true
			messages.WithLabelValues(string(w.Kind), "sent").Inc()
		case r.Err != errNotTried:
			h.Error, h.Hold = r.Err.Error(), max(h.Hold, r.Wait)
			messages.WithLabelValues(string(w.Kind), "failed").Inc()
		}
	}
	return s.DB.Update(ctx, models.System, func(tx *models.Tx) error { return w.Note(tx, h) })
}

func (s *Scheduler) send(ctx context.Context, w *way, d notice.Delivery) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	m := channels.Message{ID: d.Key, Title: d.Title, Body: d.Body}
	if d.User != nil {
		m.Address = notice.AddressesOf(d.User).Over(w.Kind)
		if w.Names {
			m.Name = d.User.Name
		}
	}
	if s.Home != "" {
		m.Link = s.Home + d.Link
	}
	return w.out.Send(ctx, m)
}
