package scheduler_test

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/scheduler"
	"luoshi/testkit"
)

// TestS17RunsNeverOverlap lets ten minutes pass in which one rule takes two and a half.
func TestS17RunsNeverOverlap(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "luoshi.db")
	synctest.Test(t, func(t *testing.T) {
		db, err := models.Open(file, testkit.Zone, time.Now)
		testkit.Must(t, err)
		defer db.Close()
		testkit.Must(t, db.Migrate(t.Context()))
		running, runs := 0, 0
		slow := notice.Rule{Name: "slow", At: "00:00", Do: func(*notice.Reading, calendar.Date) (bool, error) {
			running, runs = running+1, runs+1
			defer func() { running-- }()
			if running > 1 {
				t.Error("a run began while another was going")
			}
			<-time.After(150 * time.Second)
			return false, models.Missing // so that it is tried again
		}}
		s := &scheduler.Scheduler{DB: db, Rules: []notice.Rule{slow}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		s.Run(ctx, testkit.Zone)
		if runs != 4 { // at the start, and in the 3rd, 6th and 9th minute
			t.Errorf("ran %d times", runs)
		}
		if silent := time.Since(s.Ticked()); silent > 3*time.Minute {
			t.Errorf("said nothing for %s", silent)
		}
	})
}
