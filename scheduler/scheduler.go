// Package scheduler does what nobody clicks on: reminders and deliveries.
//
// Cron only says "look again". What is due is read from the database, so a
// missed tick costs nothing and two replicas do no more than one.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/robfig/cron/v3"

	"luoshi/channels"
	"luoshi/models"
)

// Scheduler looks for due work.
type Scheduler struct {
	DB       *models.DB
	Channels map[string]channels.Channel
	Rules    []Rule
	Log      *slog.Logger
}

// Rule says who should be reminded of what on a given day.
type Rule struct{ Name string }

// Rules is every reminder the program sends by itself.
var Rules []Rule

// Run works until ctx ends, and then finishes the job in hand.
func (s *Scheduler) Run(ctx context.Context, zone *time.Location) {
	c := cron.New(cron.WithLocation(zone), cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	for _, j := range s.jobs() {
		run := func() {
			if err := j.run(ctx); err != nil && ctx.Err() == nil {
				s.Log.Error("job failed", "job", j.name, "error", err)
			}
		}
		run() // what fell due while we were down
		if _, err := c.AddFunc(j.every, run); err != nil {
			panic(err) // a typing error in jobs
		}
	}
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
}

// Tick runs every job once: what Run does over and over.
func (s *Scheduler) Tick(ctx context.Context) error {
	var failures []error
	for _, j := range s.jobs() {
		failures = append(failures, j.run(ctx))
	}
	return errors.Join(failures...)
}

// jobs is everything that happens by itself.
func (s *Scheduler) jobs() []job { return nil }

type job struct {
	name  string
	every string
	do    func(context.Context) error
}

// run does the job; a panic in it is an error like any other.
func (j job) run(ctx context.Context) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
	}()
	return j.do(ctx)
}
