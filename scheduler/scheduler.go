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
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"luoshi/channels"
	"luoshi/files"
	"luoshi/models"
	"luoshi/models/notice"
)

// Scheduler looks for due work.
type Scheduler struct {
	DB      *models.DB
	Mail    channels.Channel // nil where there is no mail server
	Web     *channels.Web
	Rules   []notice.Rule
	Files   *files.Store // swept; nil where there is none
	Home    string       // absolute address of the pages, such as "https://dj.example"; "" leaves links out of messages
	Log     *slog.Logger
	Anchors bool // tells the audit administrators each day where the audit trail ends

	ticked   atomic.Int64
	counting sync.Once
	counted  *counters
}

// jobs is everything that happens by itself.
func (s *Scheduler) jobs() []job {
	return []job{
		{"remind", "提醒与每日事务", "* * * * *", s.remind},
		{"deliver", "发送消息", "* * * * *", s.deliver},
		{"seal", "审计封存", "* * * * *", s.seal},
		{"sweep", "清理无主附件", "40 * * * *", s.sweep},
	}
}

type job struct {
	name  string
	title string
	every string
	do    func(context.Context) error
}

// Run works until ctx ends, and then finishes what is in hand. A run still going
// when the next is due is not joined by another.
func (s *Scheduler) Run(ctx context.Context, zone *time.Location) {
	c := cron.New(cron.WithLocation(zone), cron.WithChain(cron.SkipIfStillRunning(skips{s.Log})))
	for _, j := range s.jobs() {
		if _, err := c.AddFunc(j.every, func() {
			if err := s.run(ctx, j); err != nil && ctx.Err() == nil {
				s.Log.Error("job failed", "job", j.name, "error", err)
			}
		}); err != nil {
			panic(err) // a typing error in jobs
		}
	}
	var atStart sync.WaitGroup
	for _, e := range c.Entries() {
		atStart.Go(e.WrappedJob.Run) // what fell due while we were down
	}
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
	atStart.Wait()
}

// Tick runs every job once: what Run does over and over.
func (s *Scheduler) Tick(ctx context.Context) error {
	var failures []error
	for _, j := range s.jobs() {
		failures = append(failures, s.run(ctx, j))
	}
	return errors.Join(failures...)
}

// Ticked is when the scheduler last looked for due work; zero before the first time.
func (s *Scheduler) Ticked() time.Time {
	if ms := s.ticked.Load(); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Time{}
}

// run does a job and notes how it went.
func (s *Scheduler) run(ctx context.Context, j job) error {
	run := notice.JobRun{Name: j.name, Title: j.title, StartedAt: s.DB.Now()}
	err := safely(func() error { return j.do(ctx) })
	ended := s.DB.Now()
	s.ticked.Store(ended.UnixMilli())
	took := ended.Sub(run.StartedAt)
	run.TookMs = took.Milliseconds()
	s.count().jobs.WithLabelValues(j.name).Observe(took.Seconds())
	if every, err := cron.ParseStandard(j.every); err == nil { // Run has panicked over one that is none
		run.NextAt = every.Next(run.StartedAt)
	}
	if err != nil {
		run.Error = err.Error()
		s.count().failures.WithLabelValues(j.name).Inc()
	}
	noted := s.DB.Update(context.WithoutCancel(ctx), models.System, run.Record)
	return errors.Join(err, noted)
}

// safely makes a panic an error like any other.
func safely(do func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
	}()
	return do()
}

// skips logs the runs that were left out because the one before was still going.
type skips struct{ *slog.Logger }

func (l skips) Info(what string, about ...any) { l.Warn("job: "+what, about...) }

func (l skips) Error(err error, what string, about ...any) {
	l.Logger.Error("job: "+what, append(about, "error", err)...)
}
