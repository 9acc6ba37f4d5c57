package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"luoshi/calendar"
	"luoshi/demo"
	"luoshi/handlers"
	"luoshi/language"
	"luoshi/models"
	"luoshi/scheduler"
	"luoshi/views"
)

// demoCmd serves the fictional city.
type demoCmd struct {
	Addr string    `default:"127.0.0.1:8080" help:"Address to listen on."`
	Dir  string    `help:"Folder for the database; a new temporary one without it."`
	Now  time.Time `default:"2022-06-15T08:30:00+08:00" format:"2006-01-02T15:04:05Z07:00" help:"What the demonstration's clock shows at the start."`
}

func (c demoCmd) Run(e *environment) error {
	if err := c.place(e); err != nil {
		return err
	}
	clock := &clock{}
	clock.Set(c.Now)
	db, zone, err := e.open(clock.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	reminders, err := e.scheduler(db, clock.Now)
	if err != nil {
		return err
	}
	city := &demo.City{DB: db, Turn: clock.Set, Tick: reminders.Tick, Zone: zone, Rules: scheduler.Rules}
	if err := city.Play(e.ctx, c.Now); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	clock.Run()

	e.say("澜川市 is a fictional city; its clock starts at %s.", c.Now.In(zone).Format("2006-01-02 15:04 -07:00"))
	e.say("Sign in by one click as:")
	faces, err := city.Faces()
	if err != nil {
		return err
	}
	var people []views.DemoPerson
	for _, f := range faces {
		e.say("  %-14s %s %s", f.Login, f.Name, f.Line)
		people = append(people, views.DemoPerson(f))
	}
	server := &handlers.Server{DB: db, Log: e.log, City: "澜川市市直机关党建", Owner: "中共澜川市委市直机关工作委员会",
		Demo: &handlers.Demo{People: people, Banner: language.Phrase{"演示：虚构的澜川市，时钟从%s %s起走，所有人名、单位均为虚构。", calendar.On(c.Now, zone).Long(), c.Now.In(zone).Format("15:04")}}}
	return e.serve(c.Addr, zone, server, reminders)
}

// place chooses a new database unless one was named that is already there.
func (c demoCmd) place(e *environment) (err error) {
	if !e.config.isSQLite() {
		db, err := models.Open(e.config.DB, time.UTC, time.Now)
		if err != nil {
			return err
		}
		defer db.Close()
		return db.Migrate(e.ctx)
	}
	if c.Dir == "" {
		if c.Dir, err = os.MkdirTemp("", "luoshi-demo-"); err != nil {
			return err
		}
	} else if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	e.config.DB = filepath.Join(c.Dir, "luoshi.db")
	if _, err := os.Stat(e.config.DB); err == nil {
		return fmt.Errorf("%s holds a city already: choose a new folder with --dir", c.Dir)
	}
	return nil
}

// clock is the demonstration's: set while the city is played, then running.
type clock struct {
	mu      sync.Mutex
	at      time.Time
	started time.Time // zero while set by hand
}

// Now is the demonstration's time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.started.IsZero() {
		return c.at
	}
	return c.at.Add(time.Since(c.started))
}

// Set turns the clock and holds it there.
func (c *clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.started = at, time.Time{}
}

// Run lets the clock go on from where it was set.
func (c *clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.started = time.Now()
}
