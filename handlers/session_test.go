package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const rightPassword = "summer-Rain-2022"

// givePassword lets an account of the city sign in with rightPassword, its own.
func givePassword(app *testkit.City, login string) {
	app.T.Helper()
	ctx := context.Background()
	var u *models.User
	testkit.Must(app.T, app.DB.View(ctx, models.System, func(tx *models.Tx) (err error) {
		u, err = tx.Account(login)
		return err
	}))
	first := models.RandomPassword()
	testkit.Must(app.T, app.DB.SetPassword(ctx, models.System, u.ID, first))
	app.Seed(func(tx *models.Tx) error { // rightPassword may have been used before
		return tx.Raw(&struct{}{}, "DELETE FROM password_history WHERE user_id = ?", u.ID)
	})
	testkit.Must(app.T, app.DB.ChangePassword(ctx, u, first, rightPassword, "192.0.2.9"))
}

func signIn(app *testkit.City, login, password string, header ...string) *testkit.Reply {
	return app.Nobody().Post("/session", url.Values{"name": {login}, "password": {password}}, header...)
}

// sessionOf is the cookie a sign-in set, as a header to send back.
func sessionOf(r *testkit.Reply) string {
	for _, c := range r.Result().Cookies() {
		if c.Name == "luoshi" {
			return "Cookie: luoshi=" + c.Value
		}
	}
	return ""
}

func (a auditLines) has(verb string) (n int) {
	for _, e := range a {
		if e.Verb == verb {
			n++
		}
	}
	return n
}

type auditLines []models.Entry

func auditOf(app *testkit.City, topic string) (lines auditLines) {
	app.T.Helper()
	testkit.Must(app.T, app.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		lines, err = tx.History(topic, 0, 500)
		return err
	}))
	return lines
}

func userID(app *testkit.City, login string) (id int64) {
	app.T.Helper()
	testkit.Must(app.T, app.DB.View(context.Background(), models.System, func(tx *models.Tx) error {
		u, err := tx.Account(login)
		id = u.ID
		return err
	}))
	return id
}

func TestSignedOut(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Nobody().Get("/login").Want(200).Says("非涉密")
	app.Nobody().Get("/me/tokens").Want(303)
	app.Nobody().Get("/api/v1/me").Want(401).Says(`"status":401`)
	app.Program("wenlixin").Get("/me").Want(200).Says("温立新", "住建局机关党支部")
	b := app.Browser("tongjianing")
	b.Get("/me/tokens").Want(200).Says("接口令牌")
	b.Post("/me/tokens", url.Values{"name": {"对接"}}).Want(200).Says("ls_")
	b.Post("/session?_method=DELETE", nil).Want(303)
	b.Get("/me/tokens").Want(303)
}

func TestX1BruteForce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	checked := 0
	for i := range 50 {
		r := signIn(app, "tongjianing", fmt.Sprintf("wrong password %d", i), fmt.Sprintf("X-Forwarded-For: 10.0.0.%d", i))
		if r.Code == http.StatusUnprocessableEntity {
			checked++
		} else {
			r.Want(http.StatusTooManyRequests)
		}
	}
	if checked != 5 {
		t.Fatalf("%d passwords were checked within 15 minutes, want 5", checked)
	}
	signIn(app, "tongjianing", rightPassword).Want(429).Says("30分钟")
	audit := auditOf(app, fmt.Sprintf("users/%d", userID(app, "tongjianing")))
	if audit.has("锁定账号") != 1 || audit.has("登录失败") != 5 {
		t.Errorf("the trail has %d locks and %d failures, want 1 and 5", audit.has("锁定账号"), audit.has("登录失败"))
	}
	app.Clock.Turn(30 * time.Minute)
	if sessionOf(signIn(app, "tongjianing", rightPassword).Want(303)) == "" {
		t.Error("half an hour later the right password opens no session")
	}
}

func TestX1WindowMovesWithEachTry(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for _, minutes := range []time.Duration{0, 10, 4, 0, 2} { // never 15 minutes without a try
		app.Clock.Turn(minutes * time.Minute)
		signIn(app, "tongjianing", "wrong password").Want(422)
	}
	signIn(app, "tongjianing", "wrong password").Want(429)
}

func TestX1Spraying(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	checked := 0
	for i := range 100 {
		if signIn(app, fmt.Sprintf("person%d", i), "Spring-2022-wrong", fmt.Sprintf("X-Forwarded-For: 10.1.0.%d", i)).Code == http.StatusUnprocessableEntity {
			checked++
		}
	}
	if checked != 20 {
		t.Fatalf("%d passwords were checked from one address, want 20", checked)
	}
	app.Clock.Turn(time.Hour)
	signIn(app, "person", "Spring-2022-wrong").Want(422)
}

func TestX2NothingTellsWhoExists(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	known, unknown := signIn(app, "tongjianing", "wrong password"), signIn(app, "tongjianinh", "wrong password")
	same := strings.ReplaceAll(unknown.Body.String(), "tongjianinh", "tongjianing")
	if known.Code != unknown.Code || known.Body.String() != same {
		t.Errorf("known: %d, unknown: %d\n%s\n%s", known.Code, unknown.Code, known.Body, unknown.Body)
	}
	testkit.Must(t, app.As("admin", func(tx *models.Tx) error {
		u, err := tx.User(userID(app, "tongjianing"))
		if err != nil {
			return err
		}
		off := true
		return u.Change(tx, models.UserChange{Disabled: &off}, u.Revision)
	}))
	if disabled := signIn(app, "tongjianing", rightPassword); disabled.Code != known.Code || disabled.Body.String() != known.Body.String() {
		t.Errorf("a disabled account answers %d %s", disabled.Code, disabled.Body)
	}
}

func TestX4Fixation(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	planted := "Cookie: luoshi=planted-by-somebody-else"
	first := sessionOf(signIn(app, "tongjianing", rightPassword, planted).Want(303))
	if first == "" || first == planted {
		t.Fatalf("signed in with %q", first)
	}
	app.Nobody().Send("GET", "/api/v1/me", "", "", planted).Want(401)
	second := sessionOf(signIn(app, "tongjianing", rightPassword, first).Want(303))
	app.Nobody().Send("GET", "/api/v1/me", "", "", first).Want(401)
	app.Nobody().Send("GET", "/api/v1/me", "", "", second).Want(200)
}

func TestX5SessionsEnd(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	admin := app.Program("admin")
	for _, c := range []struct {
		name string
		end  func(t *testing.T, session string)
	}{
		{"at sign-out", func(t *testing.T, session string) {
			app.Nobody().Send("DELETE", "/session", "", "", session).Want(303)
		}},
		{"when the password is changed", func(t *testing.T, session string) {
			form := url.Values{"present": {rightPassword}, "password": {"autumn-Wind-2022"}}
			app.Nobody().Send("POST", "/me/password", "application/x-www-form-urlencoded", form.Encode(), session).Want(303)
		}},
		{"when the password is reset", func(t *testing.T, session string) {
			admin.Call("POST", fmt.Sprintf("/users/%d/password", userID(app, "tongjianing")), nil).Want(201)
		}},
		{"when the account is disabled", func(t *testing.T, session string) {
			admin.Call("PATCH", fmt.Sprintf("/users/%d", userID(app, "tongjianing")), map[string]any{"disabled": true, "revision": 0}).Want(200)
		}},
	} {
		givePassword(app, "tongjianing")
		session := sessionOf(signIn(app, "tongjianing", rightPassword).Want(303))
		app.Nobody().Send("GET", "/api/v1/me", "", "", session).Want(200)
		c.end(t, session)
		if r := app.Nobody().Send("GET", "/api/v1/me", "", "", session); r.Code != 401 {
			t.Errorf("%s the session still answers %d", c.name, r.Code)
		}
	}
}

func TestX5Tokens(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program := app.Program("tongjianing")
	program.Get("/me").Want(200)
	app.Program("admin").Call("PATCH", fmt.Sprintf("/users/%d", userID(app, "tongjianing")), map[string]any{"disabled": true, "revision": 0}).Want(200)
	program.Get("/me").Want(401)
}

func TestX5CookieAttributes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, cookie string
		secure       bool
	}{{"inside a closed network", "luoshi", false}, {"over TLS", "__Host-luoshi", true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewCity(t)
			givePassword(app, "tongjianing")
			app.Server.Secure = c.secure
			reply := signIn(app, "tongjianing", rightPassword).Want(303)
			set := reply.Result().Cookies()
			want := http.Cookie{Name: c.cookie, Path: "/", HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode}
			if len(set) != 1 {
				t.Fatalf("cookies: %v", set)
			}
			want.Value, want.Raw = set[0].Value, set[0].Raw
			if set[0].String() != want.String() || len(want.Value) < 43 {
				t.Errorf("cookie is %s, want %s", set[0], want.String())
			}
			if hsts := reply.Header().Get("Strict-Transport-Security"); (hsts != "") != c.secure {
				t.Errorf("Strict-Transport-Security: %q", hsts)
			}
		})
	}
}

func TestX6SessionsRunOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		turns []time.Duration // between requests; the last one is refused
	}{
		{"after half an hour unused", []time.Duration{29 * time.Minute, 30*time.Minute + time.Second}},
		{"after eight hours of use", append(many(16, 29*time.Minute), 16*time.Minute)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			app := testkit.NewCity(t)
			b := app.Browser("tongjianing")
			for i, turn := range c.turns {
				app.Clock.Turn(turn)
				r := b.Send("GET", "/me/tokens", "", "", "HX-Request: true")
				if over := r.Header().Get("HX-Redirect") != ""; over != (i == len(c.turns)-1) {
					t.Fatalf("after turn %d signed out is %v", i+1, over)
				}
			}
			b.Get("/api/v1/me").Want(401)
			b.Get("/me/tokens").Want(303)
		})
	}
}

func many(n int, d time.Duration) (list []time.Duration) {
	for range n {
		list = append(list, d)
	}
	return list
}

// X3: a flood of sign-ins hashes four at a time and answers each.
func TestX3LoginFlood(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	codes := make(chan int, 40)
	for i := range cap(codes) {
		go func() {
			r := httptest.NewRequest("POST", "/session", strings.NewReader(fmt.Sprintf("name=flood%d&password=wrong", i)))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			app.Handler.ServeHTTP(w, r)
			codes <- w.Code
		}()
	}
	checked := 0
	for range cap(codes) {
		switch code := <-codes; code {
		case 422:
			checked++
		case 429:
		default:
			t.Errorf("a sign-in of the flood got %d", code)
		}
	}
	if checked != 20 {
		t.Errorf("%d passwords were checked from one address at once, want 20", checked)
	}
}
