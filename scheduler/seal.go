package scheduler

import (
	"context"

	"luoshi/models"
	"luoshi/models/notice"
)

// seal closes what has come into the audit trail, and once a day hands its end
// to those who could later be shown another one.
func (s *Scheduler) seal(ctx context.Context) error {
	if _, err := s.DB.SealAudit(ctx); err != nil || !s.Anchors {
		return err
	}
	return s.DB.Update(ctx, models.System, notice.Anchor)
}
