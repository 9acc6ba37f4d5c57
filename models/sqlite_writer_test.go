package models_test

import (
	"context"
	"errors"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// TestHalfATransaction breaks transactions off in the middle, in several ways: none
// of it is kept, and whoever comes next writes as ever.
func TestHalfATransaction(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	for name, breakOff := range map[string]func(tx *models.Tx, goAway func()) error{
		"whoever asked has gone away": func(_ *models.Tx, goAway func()) error { goAway(); return nil },
		"the work finds a fault":      func(*models.Tx, func()) error { return wrong },
		"a statement is wrong":        func(tx *models.Tx, _ func()) error { return tx.Raw(new(int), "SELECT nothing") },
		"the work does not come back": func(*models.Tx, func()) error { panic(wrong) },
		"a row is refused by its keys": func(tx *models.Tx, _ func()) error {
			return tx.CreateOrg(&models.Org{Code: "SW", Name: "市委", Kind: models.CityCommittee, UnitName: "市委"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewCity(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			half := func() (err error) {
				defer func() {
					if r := recover(); r != nil {
						err = wrong
					}
				}()
				return app.DB.Update(ctx, models.System, func(tx *models.Tx) error {
					if err := tx.Record(models.Entry{Verb: "一半", Subject: "x", Topic: "half"}); err != nil {
						return err
					}
					if err := breakOff(tx, cancel); err != nil {
						return err
					}
					return tx.Record(models.Entry{Verb: "另一半", Subject: "x", Topic: "half"})
				})
			}
			if err := half(); err == nil {
				t.Error("half a transaction was committed")
			}
			testkit.Must(t, app.DB.Update(t.Context(), models.System, func(tx *models.Tx) error {
				return tx.Record(models.Entry{Verb: "全部", Subject: "x", Topic: "whole"})
			}))
			testkit.Must(t, app.Replica().DB.View(t.Context(), models.System, func(tx *models.Tx) error {
				half, err := tx.History("half", 0, 10)
				if err != nil {
					return err
				}
				whole, err := tx.History("whole", 0, 10)
				if len(half) != 0 || len(whole) != 1 {
					t.Errorf("%d lines of half a transaction, %d of a whole one", len(half), len(whole))
				}
				return err
			}))
		})
	}
}
