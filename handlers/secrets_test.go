package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"luoshi/testkit"
	"luoshi/testkit/platforms"
)

// logged is a log that many may write to at once.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// logInto has an application write the log that `luoshi serve` writes.
func logInto(app *testkit.City) *logged {
	l := &logged{}
	log := slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
	app.Server.Log, app.Scheduler.Log = log, log
	return l
}

// X22: nothing that somebody sends makes a line of the log, or colours it, and
// neither the log nor the database holds what opens a door.
func TestX22NothingSecretIsWrittenDown(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	log := logInto(app)

	const wrong = "typed-in-the-wrong-Field-1"
	v, secret := enrol(app, "tongjianing")
	app.Clock.Turn(30 * time.Second)
	code := phone(secret, app.Clock.Now())
	v.password("tongjianing")
	v.code(code).Want(303)
	signIn(app, wrong, "anything at all").Want(422)
	signIn(app, "shimuyun", wrong).Want(422)
	var token struct{ Secret string }
	app.Program("yanchuxia").Call("POST", "/me/tokens", object{"name": "对接"}).Want(201).Into(&token)
	app.Program("tongjianing").Call("PATCH", fmt.Sprintf("/members/%d", app.Member("林远")), object{"phone": "13812345678", "revision": 0}).Want(200)

	robot := weComRobot(app, platforms.WeCom(t, app.Clock.Now))
	robot["address"] = strings.Replace(fmt.Sprint(robot["address"]), "127.0.0.1", "127.0.0.2", 1) // nobody is there
	var channel struct{ ID int64 }
	app.Program("admin").Call("POST", "/channels", robot).Want(201).Into(&channel)
	app.Program("admin").Call("POST", fmt.Sprintf("/channels/%d/test", channel.ID), nil).Want(409).Lacks(platforms.RobotKey)

	forged := []string{"User-Agent: Mozilla\r\ntime=2022 level=ERROR msg=forged \x1b[31mred", "X-Forwarded-For: 10.0.0.1\r\nmsg=forged",
		"Referer: http://example.com/\x1b[31m", "Accept-Language: zh\r\nmsg=forged"}
	ask := func() {
		for _, r := range app.Server.Routes() {
			for _, path := range []string{numbered(r.Path, 1) + "?q=%0d%0atime=2022+level=ERROR+msg=forged%1b%5b31m", strings.ReplaceAll(numbered(r.Path, 1), "1", "1%0d%0amsg=forged")} {
				app.Nobody().Send(r.Method, path, "application/x-www-form-urlencoded", url.Values{"password": {rightPassword}, "note": {"\r\nmsg=forged"}}.Encode(), append(forged, v.session)...)
			}
		}
	}
	if app.Nobody().Send("GET", "/api/v1/me", "", "", v.session).Code != http.StatusOK {
		t.Fatal("nobody is signed in")
	}
	ask()
	app.Tick()
	kept := app.Kept()
	testkit.Must(t, app.DB.Close())
	ask() // each is a fault of ours now, and logged
	if err := app.Scheduler.Tick(context.Background()); err == nil {
		t.Error("a tick without a database is no fault")
	}

	session := strings.TrimPrefix(v.session, "Cookie: luoshi=")
	for what, text := range map[string]string{"the password": rightPassword, "what was typed into the wrong field": wrong, "the session": session, "the token": token.Secret,
		"the secret of the second factor": secret, "the whole number": "13812345678", "the robot's key": platforms.RobotKey} {
		for where, held := range map[string]string{"the log": log.text.String(), "the database": kept} {
			if held == "" || text == "" || strings.Contains(held, text) {
				t.Errorf("%s holds %s", where, what)
			}
		}
	}
	lines := 0
	for line := range strings.Lines(log.text.String()) {
		lines++
		if !strings.HasPrefix(line, "time=") || strings.ContainsAny(line, "\x1b\r") || strings.HasPrefix(line, "time=2022 ") {
			t.Errorf("somebody has written a line of the log: %q", line)
		}
	}
	if lines < 100 {
		t.Errorf("only %d lines were logged", lines)
	}
}

// X2: a name that nobody has costs what a known one does: the same statements, and
// one hash (models/password_test.go says that it is as dear).
func TestX2AnUnknownNameIsAsMuchWork(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	work := func(login string) string {
		return strings.Join(app.Queries(func() { signIn(app, login, "wrong password").Want(422) }), "\n")
	}
	work("tongjianinh") // the connection's first statements
	if known, unknown := work("tongjianing"), work("tongjianinh"); known != unknown || known == "" {
		t.Errorf("known:\n%s\nunknown:\n%s", known, unknown)
	}
}
