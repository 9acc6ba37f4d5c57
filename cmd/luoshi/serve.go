package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"luoshi/channels"
	"luoshi/handlers"
	"luoshi/models"
	"luoshi/scheduler"
	"luoshi/views"
)

// serveCmd serves pages, the API and reminders until it is told to stop.
type serveCmd struct {
	Addr         string   `default:"127.0.0.1:8080" env:"LUOSHI_ADDR" help:"Address to listen on."`
	InsecureHTTP bool     `env:"LUOSHI_INSECURE_HTTP" help:"Let session cookies travel without TLS (a closed network without HTTPS)."`
	MetricsFrom  []string `env:"LUOSHI_METRICS_FROM" help:"Addresses or networks, beside this machine, that may read /metrics: 10.1.2.3,10.1.4.0/24."`
	Proxies      []string `env:"LUOSHI_PROXIES" help:"Addresses of reverse proxies whose X-Forwarded-For is believed."`
}

func (c serveCmd) Run(e *environment) error {
	db, zone, err := e.open(time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	server := &handlers.Server{DB: db, Log: e.log, City: e.config.City, Owner: e.config.Owner, Secure: !c.InsecureHTTP, Proxies: c.Proxies}
	if server.Scrapers, err = networks(c.MetricsFrom); err != nil {
		return err
	}
	clock, err := e.scheduler(db, time.Now)
	if err != nil {
		return err
	}
	clock.Anchors = true
	return e.serve(c.Addr, zone, server, clock)
}

// networks are addresses and networks as the operator writes them.
func networks(texts []string) (list []netip.Prefix, err error) {
	for _, text := range texts {
		if !strings.Contains(text, "/") {
			addr, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("--metrics-from: %w", err)
			}
			list = append(list, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("--metrics-from: %w", err)
		}
		list = append(list, p)
	}
	return list, nil
}

// scheduler is the one of this process.
func (e *environment) scheduler(db *models.DB, now func() time.Time) (*scheduler.Scheduler, error) {
	guard, err := e.config.guard()
	return &scheduler.Scheduler{DB: db, Mail: e.config.mail(), Web: channels.NewWeb(guard, now), Rules: scheduler.Rules, Files: e.config.store(),
		Home: e.config.Home, Log: e.log}, err
}

// The garbage collector waits for three times what is in use, and takes more
// trouble when the process nears what it may have (docs/quality.md).
const (
	lazy        = 200 // per cent
	memoryLimit = 100 << 20
)

// serve listens and ticks until the program is told to stop, and then lets both
// finish what they have in hand.
func (e *environment) serve(addr string, zone *time.Location, server *handlers.Server, clock *scheduler.Scheduler) error {
	server.DB.Prepare()
	debug.SetGCPercent(lazy)
	debug.SetMemoryLimit(memoryLimit)
	var err error
	if server.Views, err = views.Load(); err != nil {
		return err
	}
	server.Rules, server.Ticked, server.Files = clock.Rules, clock.Ticked, clock.Files
	server.Mail, server.Try, server.Metrics = clock.Mail != nil, clock.Try, clock.Metrics()
	handler, err := server.Handler()
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // what starting has left
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		IdleTimeout: 120 * time.Second, MaxHeaderBytes: 32 << 10}
	e.say("落实 is at http://%s", listener.Addr())

	ctx, stop := context.WithCancel(e.ctx)
	var background sync.WaitGroup
	background.Go(func() { clock.Run(ctx, zone) })
	background.Go(func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := web.Shutdown(grace); err != nil {
			e.log.Error("shutdown", "error", err)
		}
	})
	err = web.Serve(listener)
	stop()
	background.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// migrateCmd brings the schema up to date, on MySQL before `serve`.
type migrateCmd struct{}

func (migrateCmd) Run(e *environment) error {
	zone, err := time.LoadLocation(e.config.Zone)
	if err != nil {
		return err
	}
	db, err := models.Open(e.config.DB, zone, time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(e.ctx); err != nil {
		return err
	}
	has, _, err := db.Schema(e.ctx)
	e.say("schema %d", has)
	return err
}
