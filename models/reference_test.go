package models_test

import (
	"slices"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

// TestOnlyDutiesWaitForTheirDay holds a new installation against what its pages
// ask of it: a rule of anything but duties is in force from the first hour.
func TestOnlyDutiesWaitForTheirDay(t *testing.T) {
	t.Parallel()
	testkit.New(t).Seed(func(tx *models.Tx) error {
		all, err := tx.Rules()
		if err != nil {
			return err
		}
		now, err := tx.RulesInForce(tx.Today())
		for _, r := range all {
			waits := !slices.ContainsFunc(now, func(n models.Rule) bool { return n.ID == r.ID })
			if demands := strings.Contains(r.Params, `"statutory_min"`); waits != demands {
				t.Errorf("%s, which demands something: %v, waits for %s: %v", r.Code, demands, r.ValidFrom, waits)
			}
		}
		return err
	})
}
