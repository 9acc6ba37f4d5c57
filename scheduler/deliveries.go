package scheduler

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"luoshi/channels"
	"luoshi/models"
	"luoshi/models/notice"
)

const (
	lease   = 2 * time.Minute  // how long a claimed batch may take before another replica may try
	inBatch = 20               // deliveries claimed together
	senders = 4                // of them on their way at once
	within  = 10 * time.Second // for one attempt; a batch fits into its lease
)

// deliver lets urgent notices leave the house and sends everything that is due.
func (s *Scheduler) deliver(ctx context.Context) error {
	err := s.DB.Update(ctx, models.System, func(tx *models.Tx) error { return notice.QueueUrgent(tx, s.ways()) })
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		var batch []notice.Delivery
		err := s.DB.Update(ctx, models.System, func(tx *models.Tx) (err error) {
			batch, err = notice.Claim(tx, inBatch, lease)
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := s.sendAll(context.WithoutCancel(ctx), batch); err != nil { // what is on its way arrives, and is noted
			return err
		}
	}
	return nil
}

func (s *Scheduler) sendAll(ctx context.Context, batch []notice.Delivery) error {
	var all sync.WaitGroup
	turn := make(chan struct{}, senders)
	failures := make([]error, len(batch))
	for i, d := range batch {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			failure := safely(func() error { return s.send(ctx, d) }) // outside any transaction: the network is slow
			failures[i] = s.DB.Update(ctx, models.System, func(tx *models.Tx) error {
				return d.Finish(tx, failure, failure != nil && channels.Permanent(failure))
			})
		})
	}
	all.Wait()
	return errors.Join(failures...)
}

func (s *Scheduler) send(ctx context.Context, d notice.Delivery) error {
	channel, ok := s.Channels[d.Channel]
	if !ok {
		return fmt.Errorf("没有设置发送渠道“%s”", d.Channel)
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	m := channels.Message{ID: d.Key, Name: d.User.Name, Address: d.User.Email, Title: d.Title, Body: d.Body}
	if s.Home != "" {
		m.Link = s.Home + d.Link
	}
	return channel.Send(ctx, m)
}
