package main

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"luoshi/handlers"
	"luoshi/testkit"
)

// S14: three replicas on the three nodes of a Galera cluster share a fan-out; one node
// is killed in the middle of it, its replica goes on at another, and nothing is lost or
// doubled. `make galera` runs it.
func TestS14ANodeIsKilledDuringAFanOut(t *testing.T) {
	if os.Getenv("LUOSHI_GALERA") == "" { // three servers and galera-4, for which make galera and make faults see
		t.Skip("runs with make galera: it starts three servers")
	}
	const stages, moment = 2400, "2022-06-15 08:30"
	left := crowdedCity(t, stages)
	cluster := testkit.StartGalera(t)
	cluster.Database("luoshi")
	killed := moved(t, left, cluster.DSN(0, "luoshi"))

	var all sync.WaitGroup
	began := time.Now()
	for node := range 3 {
		all.Go(func() {
			for again := range 6 { // as whoever keeps a service running starts it anew
				p := begin(t, "tick", "--db", cluster.DSN(node, "luoshi"), "--at", at(moment))
				err := p.Wait()
				if err == nil {
					return
				}
				t.Logf("replica on node %d, time %d, after %s: %v %.300s", node, again+1, time.Since(began).Round(time.Second), err, p.said.String())
				if node == 2 {
					node = 0 // its node is gone
				}
			}
			t.Errorf("the replica of node %d never came to an end", node)
		})
	}
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		if taken := pagesTaken(t, killed); taken >= 2 {
			break
		}
		if time.Since(began) > time.Minute {
			t.Fatal("nobody began")
		}
	}
	if n := received(t, killed); n == 0 || n >= stages {
		t.Errorf("%d stages had been told when the node was killed", n)
	}
	cluster.Kill(2)
	gone := time.Now()
	all.Wait()
	t.Logf("done %s after the node was killed", time.Since(gone).Round(time.Millisecond))
	left.At(moment)
	sameStory(t, killed, left)
	if n := received(t, killed); n != stages {
		t.Errorf("told %d of %d stages", n, stages)
	}
}

// moved is the same city, brought to another database.
func moved(t *testing.T, c *testkit.City, dsn string) *testkit.City {
	t.Helper()
	file := filepath.Join(t.TempDir(), "city.zip")
	for _, line := range [][]string{{"backup", file, "--db", c.DSN}, {"restore", file, "--db", dsn}} {
		if said, err := answers(t, line...); err != nil {
			t.Fatalf("%v: %v\n%s", line, err, said)
		}
	}
	app, city := *c.App, *c
	city.App, app.DSN = &app, dsn
	app.Clock = &testkit.Clock{}
	app.Clock.Set("2022-05-20 10:00")
	app.Scheduler = app.Replica()
	app.Scheduler.Mail, app.DB = nil, app.Scheduler.DB
	app.Server = &handlers.Server{DB: app.DB, Views: c.Server.Views, Log: c.Server.Log, City: c.Server.City, Owner: c.Server.Owner, Rules: c.Server.Rules,
		Ticked: app.Scheduler.Ticked, Files: c.Server.Files}
	var err error
	app.Handler, err = app.Server.Handler()
	testkit.Must(t, err)
	return &city
}
