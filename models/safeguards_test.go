package models_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/testkit"
)

// These tests each fail when one safeguard of the ground is taken away.

// rival is another process on the same database, with a clock of its own.
func rival(t *testing.T, app *testkit.App, now func() time.Time) *models.DB {
	t.Helper()
	db, err := models.Open(app.DSN, testkit.Zone, now)
	testkit.Must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

func note(db *models.DB, verb string) error {
	return db.Update(context.Background(), models.System, func(tx *models.Tx) error { return tx.Record(models.Entry{Verb: verb, Subject: "things/1"}) })
}

// Found rows: a row that is changed into what it is already counts as changed, or
// whoever did it would be told that somebody else was faster.
func TestARowThatStaysAsItIsCounts(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	testkit.Must(t, note(app.DB, "试写"))
	app.Seed(func(tx *models.Tx) error {
		for range 2 {
			n, err := models.In[models.Entry](tx).Where("verb = ?", "试写").Set(models.Assign("detail", "同样")).Update(tx.Ctx)
			if err != nil {
				return err
			}
			if n != 1 {
				t.Errorf("%d rows were changed, want 1", n)
			}
		}
		return nil
	})
}

// UTC and milliseconds: an instant is kept as it is in UTC, whatever zone the clock
// is in, no finer than both databases keep, and is found again by itself.
func TestInstantsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	at := time.Date(2022, 6, 15, 8, 30, 0, 123_987_654, testkit.Zone)
	db := rival(t, app, func() time.Time { return at })
	testkit.Must(t, note(db, "试写"))
	kept := time.Date(2022, 6, 15, 0, 30, 0, 123_000_000, time.UTC)
	app.Seed(func(tx *models.Tx) error {
		var text string
		if err := tx.Raw(&text, "SELECT CAST(at AS CHAR(40)) FROM audit WHERE verb = '试写'"); err != nil {
			return err
		}
		if !strings.HasPrefix(text, "2022-06-15 00:30:00.123") || strings.Contains(text, "987") {
			t.Errorf("the database holds %q", text)
		}
		e, err := models.In[models.Entry](tx).Where("at = ?", kept).First(tx.Ctx)
		if err != nil || !e.At.Equal(kept) || e.At.Location() != time.UTC {
			t.Errorf("found %v by %v: %v", e.At, kept, err)
		}
		n, err := models.In[models.Entry](tx).Where("at <= ? AND at >= ?", kept.In(testkit.Zone), kept).Count(tx.Ctx, "id")
		if n != 1 {
			t.Errorf("%d lines at that moment, asked in two zones", n)
		}
		return err
	})
	if now := db.Now(); !now.Equal(kept) {
		t.Errorf("it is %v, want %v", now, kept)
	}
}

// Immediate transactions: writers of several processes wait for each other before
// they read, so that no work is begun in vain.
func TestWritersWaitBeforeTheyRead(t *testing.T) {
	t.Parallel()
	if testkit.OnMySQL() { // BEGIN IMMEDIATE is SQLite's; there is nothing like it to test here
		t.Skip("MySQL locks rows, not the database: see TestRivalsAreBegunAgain")
	}
	app := testkit.New(t)
	begun := count(t, app, 4, 20)
	if begun != 4*20 {
		t.Errorf("80 pieces of work were begun %d times", begun)
	}
}

// Beginning again: where locks of rivals meet, the work of one is begun again, and
// nobody is told of it.
func TestRivalsAreBegunAgain(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	testkit.Must(t, note(app.DB, "一"))
	testkit.Must(t, note(app.DB, "二"))
	var all sync.WaitGroup
	var met sync.WaitGroup // each holds its first row
	met.Add(2)
	failures := make(chan error, 2)
	for _, order := range [][2]string{{"一", "二"}, {"二", "一"}} {
		db := rival(t, app, app.Clock.Now)
		var first sync.Once
		all.Go(func() {
			failures <- db.Update(context.Background(), models.System, func(tx *models.Tx) error {
				for i, verb := range order {
					if _, err := models.In[models.Entry](tx).Where("verb = ?", verb).Set(models.Assign("detail", order[0])).Update(tx.Ctx); err != nil {
						return err
					}
					if i == 0 && testkit.OnMySQL() { // on SQLite the other waits outside
						first.Do(func() { met.Done(); met.Wait() })
					}
				}
				return nil
			})
		})
	}
	all.Wait()
	close(failures)
	for err := range failures {
		if err != nil {
			t.Errorf("a rival's lock was in the way: %v", err)
		}
	}
}

// Read committed: what a rival has just written is seen inside a transaction, or
// what is checked before a change would be the past.
func TestWhatARivalHasWrittenIsSeen(t *testing.T) {
	t.Parallel()
	if !testkit.OnMySQL() { // isolation levels are MySQL's: on SQLite the one writer has no rival to see
		t.Skip("nobody else writes SQLite meanwhile")
	}
	app := testkit.New(t)
	db := rival(t, app, app.Clock.Now)
	app.Seed(func(tx *models.Tx) error {
		lines := func() (n int64, err error) {
			return models.In[models.Entry](tx).Where("verb = ?", "试写").Count(tx.Ctx, "id")
		}
		before, err := lines()
		if err != nil {
			return err
		}
		if err := note(db, "试写"); err != nil {
			return err
		}
		after, err := lines()
		if after != before+1 {
			t.Errorf("%d lines, want %d", after, before+1)
		}
		return err
	})
}

// count has writers of several processes each add to a number they have read, and
// returns how often their work was begun. None may be lost.
func count(t *testing.T, app *testkit.App, processes, each int) int64 {
	t.Helper()
	testkit.Must(t, note(app.DB, "0"))
	var begun atomic.Int64
	failures := make(chan error, processes)
	var all sync.WaitGroup
	for range processes {
		db := rival(t, app, app.Clock.Now)
		all.Go(func() {
			var err error
			for range each {
				err = db.Update(context.Background(), models.System, func(tx *models.Tx) error {
					begun.Add(1)
					e, err := models.In[models.Entry](tx).First(tx.Ctx)
					if err != nil {
						return err
					}
					var n int
					if _, err := fmt.Sscan(e.Verb, &n); err != nil {
						return err
					}
					_, err = models.In[models.Entry](tx).Where("id = ?", e.ID).Set(models.Assign("verb", fmt.Sprint(n+1))).Update(tx.Ctx)
					return err
				})
				if err != nil {
					break
				}
			}
			failures <- err
		})
	}
	all.Wait()
	close(failures)
	for err := range failures {
		testkit.Must(t, err)
	}
	app.Seed(func(tx *models.Tx) error {
		e, err := models.In[models.Entry](tx).First(tx.Ctx)
		if e.Verb != fmt.Sprint(processes*each) {
			t.Errorf("%s were added, want %d", e.Verb, processes*each)
		}
		return err
	})
	return begun.Load()
}

// One holder a post: two who sit on one chair are refused by its key, whatever
// else might have stopped the second.
func TestAPostHasOneHolderByItsKey(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		sits := models.Tenure{PostID: app.Post("B0702", "书记"), MemberID: app.Member("施慕云"), StartOn: "2022-06-15"}
		refused := tx.Attempt(func() error { return models.In[models.Tenure](tx).Create(tx.Ctx, &sits) })
		if !models.IsDuplicate(refused) {
			t.Errorf("a second holder was let in: %v", refused)
		}
		return nil
	})
}

// The trail in the same transaction: what is undone leaves no line, and what cannot
// be put on the trail is not done.
func TestAChangeAndItsLineAreOne(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	count := func(query string, args ...any) (n int64) {
		app.Seed(func(tx *models.Tx) error { return tx.Raw(&n, query, args...) })
		return n
	}
	appoint := func(tx *models.Tx) error {
		p, err := tx.Post(app.Post("B0702", "书记"))
		if err != nil {
			return err
		}
		return p.Appoint(tx, &models.Tenure{MemberID: app.Member("施慕云"), StartOn: "2022-06-15"})
	}
	lines := count("SELECT COUNT(*) FROM audit")
	if err := app.As("mengshuqin", func(tx *models.Tx) error {
		if err := appoint(tx); err != nil {
			t.Error(err)
		}
		return models.Missing // and all of it is undone
	}); err == nil {
		t.Fatal("it was not undone")
	}
	if now := count("SELECT COUNT(*) FROM audit"); now != lines {
		t.Errorf("%d lines of what was undone", now-lines)
	}
	const held = "SELECT COUNT(*) FROM tenures WHERE post_id = ? AND member_id = ?"
	none := []int64{}
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&none, "ALTER TABLE audit RENAME TO audit_away") })
	if err := app.As("mengshuqin", appoint); err == nil {
		t.Error("there is no trail, and nobody said so")
	}
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&none, "ALTER TABLE audit_away RENAME TO audit") })
	if n := count(held, app.Post("B0702", "书记"), app.Member("施慕云")); n != 0 {
		t.Error("it was done without a line on the trail")
	}
}

// A commit is on the disk before it is answered, and keys between tables count: as
// every connection of the program is opened.
func TestEveryConnectionIsOpenedSafely(t *testing.T) {
	t.Parallel()
	app := testkit.New(t)
	if strings.HasPrefix(app.DSN, "mysql://") {
		t.Skip("the server's own setting, about which luoshi doctor speaks")
	}
	look := func(tx *models.Tx) error {
		for name, want := range map[string]int64{"synchronous": 2, "foreign_keys": 1} { // 2 is FULL
			var got int64
			if err := tx.Raw(&got, "PRAGMA "+name); err != nil {
				return err
			}
			if got != want {
				t.Errorf("%s is %d, want %d", name, got, want)
			}
		}
		return nil
	}
	app.Seed(look)
	testkit.Must(t, app.DB.View(t.Context(), models.System, look))
}
