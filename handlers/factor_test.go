package handlers_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"luoshi/testkit"
)

// phone makes codes as an app does, written from RFC 6238 apart from the program.
func phone(secret string, at time.Time) string {
	key, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	counter := make([]byte, 8)
	binary.BigEndian.PutUint64(counter, uint64(at.Unix()/30))
	m := hmac.New(sha1.New, key)
	m.Write(counter)
	sum := m.Sum(nil)
	o := sum[19] & 15
	n := (uint32(sum[o])&127)<<24 | uint32(sum[o+1])<<16 | uint32(sum[o+2])<<8 | uint32(sum[o+3])
	return fmt.Sprintf("%06d", n%1000000)
}

func TestPhoneMakesTheCodesOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for seconds, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} { // RFC 6238, appendix B
		if got := phone(secret, time.Unix(seconds, 0)); got != code {
			t.Errorf("at %d: %s, want %s", seconds, got, code)
		}
	}
}

// visitor is a browser that signs in with a password.
type visitor struct {
	app     *testkit.City
	session string // the cookie, as a header
	half    string
}

func (v *visitor) send(method, path string, form url.Values) *testkit.Reply {
	return v.app.Nobody().Send(method, path, "application/x-www-form-urlencoded", form.Encode(), v.session)
}

// password gives name and password, and keeps the cookies.
func (v *visitor) password(login string) *testkit.Reply {
	r := signIn(v.app, login, rightPassword).Want(303)
	v.session, v.half = sessionOf(r), ""
	for _, c := range r.Result().Cookies() {
		if c.Name == "luoshi-half" {
			v.half = "Cookie: luoshi-half=" + c.Value
		}
	}
	return r
}

// code gives the code that completes the sign-in.
func (v *visitor) code(code string) *testkit.Reply {
	r := v.app.Nobody().Post("/session/code", url.Values{"code": {code}}, v.half)
	if r.Code == http.StatusSeeOther {
		v.session = sessionOf(r)
	}
	return r
}

// enrol signs in, enrols, and returns the secret.
func enrol(app *testkit.City, login string) (v *visitor, secret string) {
	app.T.Helper()
	givePassword(app, login)
	v = &visitor{app: app}
	v.password(login)
	v.send("POST", "/me/second-factor", url.Values{"present": {rightPassword}}).Want(303)
	var shown struct{ Secret, URI string }
	v.send("GET", "/api/v1/me/second-factor", nil).Want(200).Into(&shown)
	if !strings.Contains(shown.URI, "otpauth://totp/Luoshi:"+login+"?") || !strings.Contains(shown.URI, "secret="+shown.Secret) {
		app.T.Fatalf("the app is given %q for %q", shown.URI, shown.Secret)
	}
	v.send("PUT", "/me/second-factor", url.Values{"code": {phone(shown.Secret, app.Clock.Now())}}).Want(303)
	return v, shown.Secret
}

func TestX25EachCodeOnceAndFiveTries(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	v, secret := enrol(app, "tongjianing")
	now := func() string { return phone(secret, app.Clock.Now()) }
	v.password("tongjianing").Lacks("luoshi=")
	if v.session != "" || v.half == "" {
		t.Fatalf("after the password alone: session %q, half %q", v.session, v.half)
	}
	v.code(now()).Want(422).Says("已经用过") // the one it was enrolled with
	app.Clock.Turn(30 * time.Second)
	seen := now()
	v.code(seen).Want(303)
	v.send("GET", "/me/tokens", nil).Want(200)
	v.code(seen).Want(422).Says("已超时") // half a sign-in is used up as well
	v.password("tongjianing")
	v.code(seen).Want(422).Says("已经用过")
	app.Clock.Turn(30 * time.Second)
	v.code(seen).Want(422).Says("已经用过") // within the slack
	v.code(now()).Want(303)

	app.Clock.Turn(20 * time.Minute)
	v.password("tongjianing")
	checked := 0
	for i := range 1000 {
		if r := v.code(fmt.Sprintf("%06d", i)); r.Code == http.StatusUnprocessableEntity {
			checked++
		} else {
			r.Want(http.StatusTooManyRequests)
		}
		if i == 20 {
			break // the rest is refused alike
		}
	}
	app.Clock.Turn(time.Minute)
	v.code(now()).Want(429).Says("30分钟")
	if checked != 5 {
		t.Errorf("%d codes were looked at, want 5", checked)
	}
	trail := auditOf(app, fmt.Sprintf("users/%d", userID(app, "tongjianing")))
	if trail.has("锁定二次验证") != 1 || trail.has("启用二次验证") != 1 {
		t.Errorf("%d locks and %d enrolments are in the trail", trail.has("锁定二次验证"), trail.has("启用二次验证"))
	}
	app.Clock.Turn(30 * time.Minute)
	v.password("tongjianing")
	v.code(now()).Want(303)
	v.password("tongjianing")
	app.Clock.Turn(5*time.Minute + time.Second)
	v.code(now()).Want(422).Says("已超时")
	if kept := app.Kept(); strings.Contains(kept, secret) {
		t.Error("the secret is in the database as it is")
	}
}

// X25: of eight that send the same code at once, one gets in.
func TestX25OneCodeOneSession(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	_, secret := enrol(app, "tongjianing")
	app.Clock.Turn(30 * time.Second)
	var halves []string
	for range 4 { // five tries are all there are
		v := &visitor{app: app}
		v.password("tongjianing")
		halves = append(halves, v.half)
	}
	codes := make(chan int, 8)
	var all sync.WaitGroup
	for i := range cap(codes) {
		all.Go(func() {
			codes <- app.Nobody().Post("/session/code", url.Values{"code": {phone(secret, app.Clock.Now())}}, halves[i%len(halves)]).Code
		})
	}
	all.Wait()
	close(codes)
	in := 0
	for code := range codes {
		if code == http.StatusSeeOther {
			in++
		}
	}
	if in != 1 {
		t.Errorf("%d sessions came of one code", in)
	}
}

// Administrators have to have a second factor, and reach nothing before.
func TestAdministratorsEnrolFirst(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Browser("admin").Get("/users").Want(200) // without a password, as in the demonstration, nothing is owed
	for _, login := range []string{"admin", "guard", "auditor"} {
		givePassword(app, login)
		v := &visitor{app: app}
		v.password(login)
		for _, r := range app.Server.Routes() {
			if r.Open || r.Path == "/session" || r.Path == "/me/second-factor" {
				continue
			}
			if reply := v.send(r.Method, numbered(r.Path, 1), nil); reply.Code != http.StatusSeeOther || reply.Header().Get("Location") != "/me/second-factor" {
				t.Errorf("%s: %s %s answers %d to %s", login, r.Method, r.Path, reply.Code, reply.Header().Get("Location"))
			}
		}
		v.send("POST", "/me/second-factor", url.Values{"present": {"wrong password"}}).Want(422).Says("现在的密码不正确")
		v, secret := enrol(app, login)
		v.send("GET", "/me", nil).Want(200)
		v.send("GET", "/me/second-factor", nil).Want(200).Says("已启用").Lacks(secret)
		app.Clock.Turn(30 * time.Second)
		v.send("DELETE", "/me/second-factor", url.Values{"code": {phone(secret, app.Clock.Now())}}).Want(403)
	}
}

// Who has lost the phone is helped by another system administrator, on record.
func TestALostPhone(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	v, secret := enrol(app, "tongjianing")
	path := fmt.Sprintf("/users/%d/second-factor", userID(app, "tongjianing"))
	for _, login := range []string{"guard", "auditor", "mengshuqin"} {
		app.Program(login).Call("DELETE", path, nil).Want(403)
	}
	app.Program("shimuyun").Call("DELETE", path, nil).Want(404)
	app.Browser("admin").Get(strings.TrimSuffix(path, "/second-factor")).Want(200).Says("重置二次验证", "已启用").Lacks(secret)
	app.Program("admin").Call("DELETE", path, nil).Want(204)
	app.Program("admin").Call("DELETE", path, nil).Want(409)
	app.Program("admin").Call("DELETE", fmt.Sprintf("/users/%d/second-factor", userID(app, "admin")), nil).Want(403)
	v.send("GET", "/api/v1/me", nil).Want(401)
	v.password("tongjianing")
	if v.session == "" {
		t.Error("the password alone does not open a session afterwards")
	}
	if auditOf(app, fmt.Sprintf("users/%d", userID(app, "tongjianing"))).has("重置二次验证") != 1 {
		t.Error("the reset is not in the trail")
	}
	v, secret = enrol(app, "yanchuxia")
	app.Clock.Turn(30 * time.Second)
	v.send("DELETE", "/me/second-factor", url.Values{"code": {phone(secret, app.Clock.Now())}}).Want(303) // who need not may stop
	v.send("GET", "/me/second-factor", nil).Want(200).Says("未启用")
	v.send("POST", "/me/second-factor", url.Values{"present": {rightPassword}}).Want(303)
	v.send("DELETE", "/me/second-factor", url.Values{"code": {"000000"}}).Want(409)
}

// One sees where one is signed in, and ends what one does not know.
func TestSessionsAreSeenAndEnded(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	agents := []string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/103.0 Safari/537.36 Edg/103.0",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0",
		"<script>alert(1)</script>\x1b[31m",
	}
	var sessions []string
	for _, agent := range agents {
		sessions = append(sessions, sessionOf(signIn(app, "tongjianing", rightPassword, "User-Agent: "+agent).Want(303)))
	}
	get := func(session, path string) *testkit.Reply { return app.Nobody().Send("GET", path, "", "", session) }
	get(sessions[0], "/me/sessions").Want(200).Says("Edge，Windows", "微信，iPhone", "其他程序，其他系统", "本次登录", "192.0.2.1").Lacks("alert(1)", "\x1b")
	var list struct {
		Items []struct {
			ID      int64
			Current bool
		}
	}
	get(sessions[1], "/api/v1/me/sessions").Want(200).Into(&list)
	if len(list.Items) != 3 || !list.Items[1].Current || list.Items[0].Current || list.Items[2].Current {
		t.Fatalf("%+v", list.Items)
	}
	last := fmt.Sprintf("/me/sessions/%d", list.Items[0].ID)
	app.Program("linyuan").Call("DELETE", last, nil).Want(404)
	app.Nobody().Send("DELETE", last, "", "", sessions[1]).Want(303)
	get(sessions[2], "/api/v1/me").Want(401)
	app.Nobody().Send("DELETE", last, "", "", sessions[1]).Want(404)
	app.Nobody().Send("DELETE", "/me/sessions", "", "", sessions[1]).Want(303)
	get(sessions[0], "/api/v1/me").Want(401)
	get(sessions[1], "/api/v1/me").Want(200)

	account := fmt.Sprintf("/users/%d", userID(app, "tongjianing"))
	app.Browser("admin").Get(account).Want(200).Says("结束全部登录", "1 处")
	app.Program("guard").Call("DELETE", account+"/sessions", nil).Want(403)
	app.Program("tongjianing").Call("DELETE", account+"/sessions", nil).Want(404)
	app.Program("admin").Call("DELETE", account+"/sessions", nil).Want(204)
	get(sessions[1], "/api/v1/me").Want(401)
	trail := auditOf(app, fmt.Sprintf("users/%d", userID(app, "tongjianing")))
	if trail.has("结束登录") != 2 || trail.has("结束全部登录") != 1 {
		t.Errorf("%d and %d ends are in the trail", trail.has("结束登录"), trail.has("结束全部登录"))
	}
}
