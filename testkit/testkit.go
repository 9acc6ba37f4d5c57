// Package testkit starts the whole application for a test: real routes, a real
// database, a clock the test turns.
//
// LUOSHI_TEST_DB=mysql runs the same tests on a MariaDB that the kit starts for
// itself in a temporary folder; without it they run on SQLite.
package testkit

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"luoshi/channels"
	"luoshi/files"
	"luoshi/handlers"
	"luoshi/models"
	"luoshi/scheduler"
	"luoshi/views"
)

// Zone is where the test organisation is.
var Zone = time.FixedZone("CST", 8*60*60)

// App is a running application.
type App struct {
	T         testing.TB
	DSN       string
	DB        *models.DB
	Server    *handlers.Server
	Handler   http.Handler
	Scheduler *scheduler.Scheduler
	Outbox    *Outbox
	Web       *channels.Web // whose guard lets nothing inside the house through, until a test opens it
	Clock     *Clock
	Files     *files.Store
}

// New starts an application with an empty database on 2022-06-15 at 08:30.
func New(t testing.TB) *App {
	t.Helper()
	a := &App{T: t, Clock: &Clock{}, Outbox: &Outbox{}, Files: &files.Store{Folder: t.TempDir()}}
	a.Clock.Set("2022-06-15 08:30")
	a.Web = channels.NewWeb(channels.Guard{}, a.Clock.Now)
	a.DSN = database(t)
	a.Scheduler = a.Replica()
	a.DB = a.Scheduler.DB
	Must(t, a.DB.Migrate(context.Background()))
	a.DB.Prepare()
	pages, err := views.Load()
	Must(t, err)
	a.Server = &handlers.Server{DB: a.DB, Views: pages, Log: quiet, City: "澜川市市直机关党建", Owner: "中共澜川市委市直机关工作委员会",
		Rules: scheduler.Rules, Ticked: a.Scheduler.Ticked, Files: a.Files, Mail: true, Try: a.Scheduler.Try}
	a.Handler, err = a.Server.Handler()
	Must(t, err)
	return a
}

// Replica is the scheduler of one more process on the same database.
func (a *App) Replica() *scheduler.Scheduler {
	a.T.Helper()
	db, err := models.Open(a.DSN, Zone, a.Clock.Now)
	Must(a.T, err)
	keys, err := models.OpenKeys(os.Getenv(keyVariable))
	Must(a.T, err)
	db.TakeKeys(keys) // there is no schema yet to check them against
	a.T.Cleanup(func() { db.Close() })
	return &scheduler.Scheduler{DB: db, Mail: a.Outbox, Web: a.Web, Rules: scheduler.Rules, Files: a.Files, Log: quiet}
}

// Admit lets channels reach a server of the test inside the house.
func (a *App) Admit(server netip.AddrPort) {
	a.Web.Guard.Allow = append(a.Web.Guard.Allow, channels.Opening{Prefix: netip.PrefixFrom(server.Addr(), server.Addr().BitLen()), Port: server.Port()})
}

// Tick does once what cron does every minute.
func (a *App) Tick() {
	a.T.Helper()
	Must(a.T, a.Scheduler.Tick(context.Background()))
}

// At turns the clock to a local time and ticks.
func (a *App) At(local string) {
	a.T.Helper()
	a.Clock.Set(local)
	a.Tick()
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// Seed writes what a test starts from, as the program itself.
func (a *App) Seed(work func(tx *models.Tx) error) {
	a.T.Helper()
	Must(a.T, a.DB.Update(context.Background(), models.System, work))
}

// As runs work as the account with this login.
func (a *App) As(login string, work func(tx *models.Tx) error) error {
	a.T.Helper()
	var u *models.User
	Must(a.T, a.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		u, err = tx.Account(login)
		return err
	}))
	return a.DB.Update(context.Background(), u, work)
}

// Queries counts the SQL statements that work causes.
func (a *App) Queries(work func()) []string {
	a.T.Helper()
	var mu sync.Mutex
	var seen []string
	var on atomic.Bool
	Must(a.T, a.DB.OnQuery(func(sql string) {
		if on.Load() {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, sql)
		}
	}))
	on.Store(true)
	work()
	on.Store(false)
	return seen
}

// Clock is a clock the test turns.
type Clock struct{ at atomic.Int64 }

// Now is the time the test has set.
func (c *Clock) Now() time.Time { return time.UnixMilli(c.at.Load()) }

// Set turns the clock to a local time such as "2022-07-01 08:00".
func (c *Clock) Set(local string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, Zone)
	if err != nil {
		panic(err)
	}
	c.at.Store(t.UnixMilli())
}

// Turn moves the clock on.
func (c *Clock) Turn(by time.Duration) { c.at.Add(by.Milliseconds()) }

// Outbox is a channel that keeps what it is given.
type Outbox struct {
	mu   sync.Mutex
	sent []channels.Message
	Down atomic.Bool
}

// Send keeps the message, or fails while the channel is down.
func (o *Outbox) Send(_ context.Context, m channels.Message) error {
	if o.Down.Load() {
		return errors.New("channel is down")
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, m)
	return nil
}

// Sent is what has gone out so far.
func (o *Outbox) Sent() []channels.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]channels.Message(nil), o.sent...)
}

// Must ends the test on an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
