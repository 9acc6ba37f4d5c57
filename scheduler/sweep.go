package scheduler

import (
	"context"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/discussion"
)

// sweep takes away the files of removed attachments, and those that no row came
// to speak of because the program died while they were being sent.
func (s *Scheduler) sweep(ctx context.Context) error {
	if s.Files == nil {
		return nil
	}
	if err := s.clearRemoved(ctx); err != nil {
		return err
	}
	var days []calendar.Date
	err := s.DB.View(ctx, models.System, func(tx *models.Tx) error {
		days = discussion.Days(tx)
		return nil
	})
	for _, day := range days {
		if err == nil {
			err = s.sweepDay(ctx, day)
		}
	}
	return err
}

// clearRemoved removes first the file and then its mention: whatever stops it, it is begun again.
func (s *Scheduler) clearRemoved(ctx context.Context) error {
	const batch = 100
	for {
		var left []discussion.Attachment
		err := s.DB.View(ctx, models.System, func(tx *models.Tx) (err error) {
			left, err = discussion.Leftovers(tx, batch)
			return err
		})
		if err != nil || len(left) == 0 {
			return err
		}
		for i := range left {
			if err := s.Files.Remove(left[i].File); err != nil {
				return err
			}
			if err := s.DB.Update(ctx, models.System, left[i].Clear); err != nil {
				return err
			}
		}
	}
}

func (s *Scheduler) sweepDay(ctx context.Context, day calendar.Date) error {
	there, err := s.Files.On(day)
	if err != nil || len(there) == 0 {
		return err
	}
	var unknown []string
	err = s.DB.View(ctx, models.System, func(tx *models.Tx) (err error) {
		unknown, err = discussion.Unknown(tx, there)
		return err
	})
	for _, file := range unknown {
		if err == nil {
			err = s.Files.Remove(file)
		}
	}
	return err
}
