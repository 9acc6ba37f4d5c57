package main

import (
	"path/filepath"
	"testing"
)

// The generated city is taken by the rules, and its ticks stay cheap however much is due.
func TestCity(t *testing.T) {
	t.Parallel()
	busy, idle, err := city(filepath.Join(t.TempDir(), "city.db"), asGenerated)
	if err != nil {
		t.Fatal(err)
	}
	if busy.reminders < 300 || float64(busy.queries) > float64(busy.reminders) || idle.reminders != 0 || idle.queries > 20 {
		t.Errorf("busy %+v, idle %+v", busy, idle)
	}
}

// Ten thousand reminders of one morning take a tenth of a query each at most (docs/quality.md).
func TestTenThousandDue(t *testing.T) {
	t.Parallel()
	busy, _, err := city(filepath.Join(t.TempDir(), "city.db"), allToday)
	if err != nil {
		t.Fatal(err)
	}
	if busy.reminders < 10_000 || busy.queries > busy.reminders/10 {
		t.Errorf("%+v", busy)
	}
}
