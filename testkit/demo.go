package testkit

import (
	"context"
	"testing"
	"time"

	"luoshi/demo"
	"luoshi/handlers"
	"luoshi/scheduler"
	"luoshi/views"
)

// NewDemo is the demonstration's city, played until a local time, with its
// one-click sign-in.
func NewDemo(t testing.TB, until string) *App {
	t.Helper()
	a := New(t)
	at, err := time.ParseInLocation("2006-01-02 15:04", until, Zone)
	Must(t, err)
	city := &demo.City{DB: a.DB, Turn: func(at time.Time) { a.Clock.at.Store(at.UnixMilli()) },
		Tick: a.Scheduler.Tick, Zone: Zone, Rules: scheduler.Rules}
	Must(t, city.Play(context.Background(), at))
	faces, err := city.Faces()
	Must(t, err)
	a.Server.Demo = &handlers.Demo{}
	for _, f := range faces {
		a.Server.Demo.People = append(a.Server.Demo.People, views.DemoPerson(f))
	}
	return a
}
