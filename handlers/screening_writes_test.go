package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/testkit"
)

// The screening takes as many statements for forty branches as for one, whether
// their faults are new, remain, change or are mended.
func TestTheScreeningWritesInFewStatements(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Clock.Set("2022-06-15 09:00")
	screen := func() int {
		return len(app.Queries(func() { app.Seed(func(tx *models.Tx) error { return structure.Screen(tx, tx.Today()) }) }))
	}
	open := func() (n int64) {
		app.Seed(func(tx *models.Tx) error {
			return tx.Raw(&n, "SELECT COUNT(*) FROM screenings WHERE resolved_on = ''")
		})
		return n
	}
	screen()
	few, before := screen(), open()
	made := app.Queries(func() {
		app.Seed(func(tx *models.Tx) error {
			for i := range 40 {
				made{full: 20, elected: "2019-01-01", ends: "2022-01-01"}.build(t, app, tx, fmt.Sprint("C", i))
			}
			return nil
		})
	})
	if len(made) < 40 {
		t.Fatal("nothing was made")
	}
	for _, a := range []struct {
		name   string
		change func()
		more   bool // faults than at the beginning
	}{
		{"new", func() {}, true},
		{"as they were", func() {}, true},
		{"worse", func() {
			app.Seed(func(tx *models.Tx) error {
				_, err := models.In[structure.Item](tx).Where("resolved_on = ''").Set(models.Assign("detail", "昨天的说法")).Update(tx.Ctx)
				return err
			})
		}, true},
		{"mended", func() {
			app.Seed(func(tx *models.Tx) error {
				_, err := models.In[models.Org](tx).Where("code LIKE 'C%'").Set(models.Assign("closed_on", "2022-06-14")).Update(tx.Ctx)
				return err
			})
		}, false},
	} {
		a.change()
		if n := screen(); n > few+4 { // a statement and a savepoint for what is new, and for what has changed
			t.Errorf("%s: %d statements, %d when there was nothing to write", a.name, n, few)
		}
		if n := open(); (n >= before+40) != a.more {
			t.Errorf("%s: %d faults, %d at the beginning", a.name, n, before)
		}
	}
	app.Seed(func(tx *models.Tx) error {
		var told []string
		err := tx.Raw(&told, "SELECT DISTINCT detail FROM screenings")
		if strings.Contains(strings.Join(told, ""), "昨天") {
			t.Error("what has changed was not written")
		}
		return err
	})
}
