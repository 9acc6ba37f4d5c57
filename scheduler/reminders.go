package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
)

// remind carries out every rule for every day it has not been carried out yet,
// and then the digest. A rule that fails holds up no other.
func (s *Scheduler) remind(ctx context.Context) error {
	var behind []notice.Rule
	err := s.DB.View(ctx, models.System, func(tx *models.Tx) (err error) {
		if behind, err = notice.Behind(tx, append(slices.Clip(s.Rules), s.digest())); err != nil || len(behind) == 0 {
			return err
		}
		paused, err := notice.PausedRules(tx)
		behind = slices.DeleteFunc(behind, func(r notice.Rule) bool { _, is := paused[r.Name]; return is })
		return err
	})
	failures := []error{err}
	for _, rule := range behind {
		if err := safely(func() error { return s.advance(ctx, rule) }); err != nil {
			failures = append(failures, fmt.Errorf("rule %s: %w", rule.Name, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Scheduler) advance(ctx context.Context, rule notice.Rule) error {
	for again := true; again && ctx.Err() == nil; {
		err := s.DB.Update(ctx, models.System, func(tx *models.Tx) (err error) {
			again, err = rule.Advance(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// digest comes last, so that it holds what the day's rules have written.
func (s *Scheduler) digest() notice.Rule {
	return notice.Rule{Name: "digest", Title: "每日汇总", At: "08:30", Do: func(r *notice.Reading, day calendar.Date) (bool, error) {
		outlets, err := s.outlets(r.Tx)
		if err != nil {
			return false, err
		}
		return false, notice.Digest(r, day, outlets)
	}}
}
