package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/scheduler"
)

// dueNow is how many milestones fall due on the morning measured, whatever the city's size.
const dueNow = 10_000

// fanOut measures ticks while the milestones grow and what is due does not, and then
// a morning on which all of the largest city falls due.
func (b *bench) fanOut(kind string, dsn func(name string) string, most int) error {
	for size := dueNow; size <= most; size *= 10 {
		name := fmt.Sprintf("scale%d", size)
		busy, idle, err := scaled(dsn(name), size)
		if err != nil {
			return fmt.Errorf("%s with %d milestones: %w", kind, size, err)
		}
		fmt.Printf("| idle tick at %d milestones, %s | %.1f ms, %d queries | nothing due; the median of 9 |\n", size, kind, float64(idle.took.Microseconds())/1000, idle.queries)
		fmt.Printf("| tick with %d due at %d milestones, %s | %d ms, %d queries | %d reminders: %.3f queries each |\n", dueNow, size, kind,
			busy.took.Milliseconds(), busy.queries, busy.reminders, float64(busy.queries)/float64(busy.reminders))
		if size*10 > most {
			if err := b.everything(kind, dsn(name), size); err != nil {
				return fmt.Errorf("%s fan-out of %d: %w", kind, size, err)
			}
		}
	}
	return nil
}

// scaled makes the city with so many milestones, of which as many as ever are due.
func scaled(dsn string, size int) (busy, idle tick, err error) {
	ctx := context.Background()
	clock := time.Date(2026, 6, 15, 0, 0, 0, 0, zone)
	db, err := open(dsn, func() time.Time { return clock })
	if err != nil {
		return busy, idle, err
	}
	defer db.Close()
	for _, step := range []func(*models.Tx) error{generate, allToday, func(tx *models.Tx) error { return notice.StartRules(tx, reminding(), "2026-06-15") }} {
		if err := db.Update(ctx, models.System, step); err != nil {
			return busy, idle, err
		}
	}
	if err := multiply(db, size-dueNow); err != nil {
		return busy, idle, err
	}
	var queries atomic.Int64
	if err := db.OnQuery(func(string) { queries.Add(1) }); err != nil {
		return busy, idle, err
	}
	reminders := &scheduler.Scheduler{DB: db, Rules: reminding(), Log: quiet}
	look := func() (t tick, err error) {
		before, began := queries.Load(), time.Now()
		err = reminders.Tick(ctx)
		return tick{took: time.Since(began), queries: queries.Load() - before}, err
	}
	clock = time.Date(2026, 6, 15, 8, 30, 0, 0, zone)
	if busy, err = look(); err != nil {
		return busy, idle, err
	}
	if busy.reminders, err = count[notice.Receipt](db); err != nil {
		return busy, idle, err
	}
	var idles []tick
	for range 9 {
		if idle, err = look(); err != nil {
			return busy, idle, err
		}
		idles = append(idles, idle)
	}
	slices.SortFunc(idles, func(a, b tick) int { return int(a.took - b.took) })
	return busy, idles[len(idles)/2], nil
}

// reminding are the rules that tell somebody: what the program does for itself, such
// as indexing names, is not what is measured.
func reminding() []notice.Rule {
	return slices.DeleteFunc(slices.Clone(scheduler.Rules), func(r notice.Rule) bool { return r.Due == nil })
}

// multiply adds copies of the milestones that fall due in another year, inside the database.
func multiply(db *models.DB, copies int) error {
	var names, values []string
	err := db.Snapshot(context.Background(), func(s *models.Snapshot) error {
		for _, t := range s.Tables {
			for _, c := range t.Columns {
				if t.Name != "milestones" || c.Name == "id" {
					continue
				}
				names = append(names, "`"+c.Name+"`")
				if c.Name == "owed_on" || c.Name == "due_on" || c.Name == "first_due_on" {
					values = append(values, "'2027-03-01'")
				} else {
					values = append(values, "`"+c.Name+"`")
				}
			}
		}
		return nil
	})
	insert := "INSERT INTO milestones (" + strings.Join(names, ", ") + ") SELECT " + strings.Join(values, ", ") + " FROM milestones ORDER BY id LIMIT ?"
	for left := copies; left > 0 && err == nil; left -= dueNow {
		err = db.Update(context.Background(), models.System, func(tx *models.Tx) error {
			var none []int64
			return tx.Raw(&none, insert, min(left, dueNow))
		})
	}
	return err
}

// everything lets all milestones fall due on the next working day, and the program
// tell of them in a process of its own; beside it, the same rows by plain INSERTs.
func (b *bench) everything(kind, dsn string, size int) error {
	db, err := open(dsn, time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	const day, morning = "2026-06-16", "2026-06-16T08:30:00+08:00"
	err = db.Update(context.Background(), models.System, func(tx *models.Tx) error {
		if _, err := models.In[project.Milestone](tx).Where("id > 0").Set(models.Assign("owed_on", day), models.Assign("due_on", day)).Update(tx.Ctx); err != nil {
			return err
		}
		if _, err := models.In[notice.ReminderRun](tx).Where("rule = ?", "digest").Update(tx.Ctx, "through", day); err != nil {
			return err // the digest reads what was told, and writes none of it
		}
		return notice.StartRules(tx, scheduler.Rules, "2026-06-17") // those that remind have begun already
	})
	if err != nil {
		return err
	}
	before, err := told(db)
	if err != nil {
		return err
	}
	tick := command(b.luoshi, "tick", "--db", dsn, "--key-file", b.key(), "--at", morning)
	peak, took, err := watched(tick)
	if err != nil {
		return err
	}
	after, err := told(db)
	if err != nil {
		return err
	}
	rows := after.notices + after.receipts - before.notices - before.receipts
	plain, err := plainly(dsn, before)
	if err != nil {
		return fmt.Errorf("plain INSERTs: %w", err)
	}
	ours := float64(rows) / took.Seconds()
	fmt.Printf("| fan-out of %d receipts, %s | %.0f rows/s in %.0f s, %.0f s of a core | `luoshi tick` at %d milestones due; notices and receipts |\n",
		after.receipts-before.receipts, kind, ours, took.Seconds(), (tick.ProcessState.UserTime() + tick.ProcessState.SystemTime()).Seconds(), size)
	fmt.Printf("| the same rows by plain multi-row INSERTs, %s | %.0f rows/s | 500 rows a statement, two a transaction: the fan-out has %.0f %% of it |\n", kind, plain, 100*ours/plain)
	fmt.Printf("| memory during that fan-out, %s | %.0f MB | VmHWM of the process |\n", kind, peak)
	return nil
}

// ledger is how many rows the ledger has, and its last numbers.
type ledger struct{ notices, receipts int64 }

func told(db *models.DB) (l ledger, err error) {
	if l.notices, err = count[notice.Notice](db); err == nil {
		l.receipts, err = count[notice.Receipt](db)
	}
	return l, err
}

func count[T any](db *models.DB) (n int64, err error) {
	err = db.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		n, err = models.In[T](tx).Count(tx.Ctx, "id")
		return err
	})
	return n, err
}

// watched runs a program to its end and says the most memory it held, in megabytes, and how long it took.
func watched(c *exec.Cmd) (peak float64, took time.Duration, err error) {
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	began := time.Now()
	if err := c.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	p := process{Cmd: c}
	for {
		select {
		case err := <-ended:
			return peak, time.Since(began), err
		case <-look.C:
			if most, err := p.memory("VmHWM:"); err == nil { // not of one that has just ended
				peak = most
			}
		}
	}
}
