package main

import (
	"path/filepath"
	"testing"
)

// The generated city is taken by the rules, and its ticks stay cheap however much is due.
func TestCity(t *testing.T) {
	t.Parallel()
	busy, idle, err := city(filepath.Join(t.TempDir(), "city.db"))
	if err != nil {
		t.Fatal(err)
	}
	if busy.reminders < 300 || float64(busy.queries) > float64(busy.reminders) || idle.reminders != 0 || idle.queries > 20 {
		t.Errorf("busy %+v, idle %+v", busy, idle)
	}
}
