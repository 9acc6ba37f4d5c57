package main

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/models/structure"
	"luoshi/scheduler"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// tick is one look of the scheduler at what is due.
type tick struct {
	took      time.Duration
	queries   int64
	reminders int64 // put into inboxes
}

// city fills a database with the generated city, changes it with also, and lets its
// scheduler look twice on a busy morning: with all that is due, and right again with nothing.
func city(dsn string, also func(*models.Tx) error) (busy, idle tick, err error) {
	ctx := context.Background()
	clock := time.Date(2026, 6, 15, 0, 0, 0, 0, zone)
	db, err := open(dsn, func() time.Time { return clock })
	if err != nil {
		return busy, idle, err
	}
	defer db.Close()
	if err := db.Update(ctx, models.System, generate); err != nil {
		return busy, idle, err
	}
	if err := index(db); err != nil {
		return busy, idle, err
	}
	if err := db.Update(ctx, models.System, also); err != nil {
		return busy, idle, err
	}
	if err := db.Update(ctx, models.System, screened); err != nil {
		return busy, idle, err
	}
	if err := db.Update(ctx, models.System, func(tx *models.Tx) error { return notice.StartRules(tx, scheduler.Rules, "2026-06-15") }); err != nil {
		return busy, idle, err
	}
	var queries atomic.Int64
	if err := db.OnQuery(func(string) { queries.Add(1) }); err != nil {
		return busy, idle, err
	}
	reminders := &scheduler.Scheduler{DB: db, Rules: scheduler.Rules, Log: quiet}
	look := func() (t tick, err error) {
		before, began := queries.Load(), time.Now()
		err = reminders.Tick(ctx)
		t.took, t.queries = time.Since(began), queries.Load()-before
		if err == nil {
			err = db.View(ctx, models.System, func(tx *models.Tx) (err error) {
				t.reminders, err = models.In[notice.Receipt](tx).Count(tx.Ctx, "id")
				return err
			})
		}
		return t, err
	}
	clock = time.Date(2026, 6, 15, 8, 30, 0, 0, zone)
	if busy, err = look(); err != nil {
		return busy, idle, err
	}
	if idle, err = look(); err != nil {
		return busy, idle, err
	}
	idle.reminders -= busy.reminders
	return busy, idle, fresh(db)
}

// asGenerated leaves the city as it is.
func asGenerated(*models.Tx) error { return nil }

// allToday lets every milestone of the city fall due on the one morning.
func allToday(tx *models.Tx) error {
	_, err := models.In[project.Milestone](tx).Where("id > 0").Set(models.Assign("owed_on", "2026-06-15"), models.Assign("due_on", "2026-06-15")).Update(tx.Ctx)
	return err
}

// screened lists what is wrong with the generated branches, as the days before have.
func screened(tx *models.Tx) error { return structure.Screen(tx, "2026-06-15") }

// index makes what was generated found, as what is entered is at once.
func index(db *models.DB) error {
	return db.Update(context.Background(), models.System, func(tx *models.Tx) (err error) {
		for more := true; more && err == nil; {
			more, err = tx.IndexMissing()
		}
		return err
	})
}

// fresh lets the rules begin today in the server of today.
func fresh(db *models.DB) error {
	return db.Update(context.Background(), models.System, func(tx *models.Tx) error {
		_, err := models.In[notice.ReminderRun](tx).Where("rule <> ''").Delete(tx.Ctx)
		return err
	})
}
