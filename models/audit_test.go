package models_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"luoshi/language"
	"luoshi/models"
	"luoshi/testkit"
)

// trail is a city whose audit trail has some seals and some lines under none.
func trail(t *testing.T) *testkit.City {
	t.Helper()
	app := testkit.NewCity(t)
	for i := range 6 {
		for j := range 12 {
			app.Clock.Turn(time.Second)
			testkit.Must(t, app.As("mengshuqin", func(tx *models.Tx) error {
				return tx.Record(models.Entry{Verb: "试写", Subject: fmt.Sprintf("things/%d", j), Topic: "things", Detail: language.Quote(fmt.Sprintf("第%d次", i)), Before: `{"a":1}`, After: `{"a":2}`})
			}))
		}
		if i < 5 {
			seal(app)
		}
	}
	return app
}

func seal(app *testkit.City) {
	app.T.Helper()
	_, err := app.DB.SealAudit(context.Background())
	testkit.Must(app.T, err)
}

func verdict(app *testkit.City, anchor string) (v models.Verdict) {
	app.T.Helper()
	testkit.Must(app.T, app.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		v, err = tx.VerifyAudit(anchor)
		return err
	}))
	return v
}

// tamper does one thing to the trail behind the program's back; it returns the
// line that is bad from then on.
func tamper(tx *models.Tx, dice *rand.Rand, ids []int64, sealed int) (bad int64, err error) {
	line := func(id int64) models.Entry {
		e, failed := models.In[models.Entry](tx).Where("id = ?", id).First(tx.Ctx)
		err = errors.Join(err, failed)
		return e
	}
	id := ids[dice.IntN(sealed)]
	where := models.In[models.Entry](tx).Where("id = ?", id)
	texts := []string{"actor_name", "verb", "subject", "topic", "detail", "before", "after", "address", "mac"}
	switch kind := dice.IntN(8); kind {
	case 0: // a text, of a line under no seal too
		id = ids[dice.IntN(len(ids))]
		_, err = models.In[models.Entry](tx).Where("id = ?", id).Set(models.Assign(texts[dice.IntN(len(texts))], fmt.Sprint("假", dice.IntN(1000)))).Update(tx.Ctx)
	case 1: // a number
		_, err = where.Set(models.Assign([]string{"actor_id", "org_id"}[dice.IntN(2)], 1_000_000+dice.IntN(1000))).Update(tx.Ctx)
	case 2: // the time
		_, err = where.Set(models.Assign("at", line(id).At.Add(-time.Duration(1+dice.IntN(1e6))*time.Second))).Update(tx.Ctx)
	case 3: // who was refused
		_, err = where.Set(models.Assign("failed", !line(id).Failed)).Update(tx.Ctx)
	case 4:
		_, err = where.Delete(tx.Ctx)
	case 5: // taken out of its seal, to be sealed anew
		_, err = where.Set(models.Assign("seal_id", 0), models.Assign("detail", "改后再封")).Update(tx.Ctx)
	case 6: // a copy of a true line under a seal
		e := line(id)
		id = ids[len(ids)-1] + 1 + int64(dice.IntN(1000))
		e.ID = id
		err = errors.Join(err, models.In[models.Entry](tx).Create(tx.Ctx, &e))
	case 7: // an invented line under none
		e := models.Entry{ID: ids[len(ids)-1] + 1 + int64(dice.IntN(1000)), At: tx.Now, ActorName: "假", Verb: "批准", MAC: strings.Repeat("0", 64)}
		id, err = e.ID, models.In[models.Entry](tx).Create(tx.Ctx, &e)
	}
	return id, err
}

// X20: each of a thousand ways to alter the trail is found, with the line it begins at.
func TestX20TamperingIsFound(t *testing.T) {
	t.Parallel()
	app := trail(t)
	whole := verdict(app, "")
	if whole.Fault != "" || whole.Unsealed != 12 || whole.Seals != 5 || whole.Lines < 60 {
		t.Fatalf("the trail itself: %+v", whole)
	}
	var ids []int64
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&ids, "SELECT id FROM audit ORDER BY id") })
	dice := rand.New(rand.NewPCG(2022, 620))
	undo := errors.New("undo")
	for i := range 1000 {
		var bad int64
		var v models.Verdict
		err := app.DB.Update(context.Background(), models.System, func(tx *models.Tx) (err error) {
			if bad, err = tamper(tx, dice, ids, whole.Lines); err != nil {
				return err
			}
			if v, err = tx.VerifyAudit(""); err != nil {
				return err
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		if v.Fault == "" || v.BadID != bad {
			t.Fatalf("tamper %d: line %d is bad, found %d %q", i, bad, v.BadID, v.Fault)
		}
	}
	if v := verdict(app, whole.End.Anchor()); v.Fault != "" {
		t.Errorf("after all was undone: %+v", v)
	}
}

// X20: the seals themselves, the end and the clock.
func TestX20TheChainIsWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		tamper     func(tx *models.Tx) error
	}{
		{"a seal altered", "被改动", func(tx *models.Tx) error {
			_, err := models.In[models.Seal](tx).Where("id = 2").Set(models.Assign("content", []byte("x"))).Update(tx.Ctx)
			return err
		}},
		{"a seal taken out", "缺少第2号封条", func(tx *models.Tx) error {
			_, err := models.In[models.Seal](tx).Where("id = 2").Delete(tx.Ctx)
			return err
		}},
		{"the end cut off with its seals", "末尾被截去", func(tx *models.Tx) error {
			_, err := models.In[models.Seal](tx).Where("id >= 4").Delete(tx.Ctx)
			if err == nil {
				_, err = models.In[models.Entry](tx).Where("seal_id >= 4 OR seal_id = 0").Delete(tx.Ctx)
			}
			return err
		}},
		{"the lines cut off and not their seals", "被删除", func(tx *models.Tx) error {
			_, err := models.In[models.Entry](tx).Where("seal_id >= 4 OR seal_id = 0").Delete(tx.Ctx)
			return err
		}},
		{"lines under a seal that is gone", "末尾被截去", func(tx *models.Tx) error {
			_, err := models.In[models.Seal](tx).Where("id = 5").Delete(tx.Ctx)
			return err
		}},
		{"nothing", "", func(*models.Tx) error { return nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := trail(t)
			anchor := verdict(app, "").End.Anchor()
			app.Seed(c.tamper)
			if v := verdict(app, anchor); !strings.Contains(v.Fault, c.want) || (c.want == "") != (v.Fault == "") {
				t.Errorf("found %d %q, want %q", v.BadID, v.Fault, c.want)
			}
		})
	}
	app := trail(t)
	app.Clock.Turn(-48 * time.Hour)
	seal(app)
	if v := verdict(app, ""); v.Fault != "" || len(v.Warnings) != 1 || !strings.Contains(v.Warnings[0], "时钟") {
		t.Errorf("after the clock was put back: %+v", v)
	}
}

// P9: eight replicas seal while eight write; every line is under one seal, once.
func TestSealingWhileOthersWrite(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	done := make(chan error, 16)
	for i := range 8 {
		replica := app.Replica().DB
		go func() {
			for range 10 {
				if err := app.DB.Update(context.Background(), models.System, func(tx *models.Tx) error {
					return tx.Record(models.Entry{Verb: "试写", Subject: fmt.Sprint("things/", i)})
				}); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		go func() {
			for range 10 {
				if _, err := replica.SealAudit(context.Background()); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range cap(done) {
		testkit.Must(t, <-done)
	}
	seal(app)
	var lines int
	app.Seed(func(tx *models.Tx) error { return tx.Raw(&lines, "SELECT COUNT(*) FROM audit") })
	if v := verdict(app, ""); v.Fault != "" || v.Unsealed != 0 || v.Lines != lines {
		t.Errorf("%d lines: %+v", lines, v)
	}
}

// A key file of another installation is refused before it can write a line.
func TestAForeignKeyIsRefused(t *testing.T) {
	t.Parallel()
	app := trail(t)
	foreign, err := models.OpenKeys(t.TempDir() + "/key")
	testkit.Must(t, err)
	if err := app.Replica().DB.UseKeys(context.Background(), foreign); err == nil {
		t.Error("a foreign key was taken")
	}
}
