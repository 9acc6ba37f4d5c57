package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"luoshi/models"
	"luoshi/testkit"
)

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	id := userID(app, "tongjianing")
	for _, c := range []struct{ name, profile, password, fault string }{
		{"short ones", "dengbao", "Short-2022!", "至少要12个字符"},
		{"less than three classes", "dengbao", "correct horse battery", "至少要有3种"},
		{"the login inside", "dengbao", "my-Tongjianing-2022", "不能包含登录名"},
		{"common ones", "dengbao", "Password1234", "过于常见"},
		{"common ones in disguise", "dengbao", "P@ssw0rd-20220615", "过于常见"},
		{"two common ones", "dengbao", "AdminPassword#2022", "过于常见"},
		{"a repeated piece", "dengbao", "Abc1Abc1Abc1A", "过于常见"},
		{"a row of keys", "dengbao", "Qwertyuiop#12345", "过于常见"},
		{"keys from the end", "dengbao", "Poiuytrewq#12345", "过于常见"},
		{"the owner's name in pinyin", "dengbao", "Jianing@20220615", "过于常见"},
		{"the organisation's name in pinyin", "dengbao", "Shenpifuwuju@2022", "过于常见"},
		{"numbers and signs alone", "asvs", "1985-06-15-1985-06-15", "过于常见"},
		{"the program's name", "dengbao", "Luoshi@Dangjian2022", "过于常见"},
		{"the present one", "dengbao", rightPassword, "不能与现在的密码相同"},
		{"endless ones", "dengbao", strings.Repeat("长A1", 60), "不能超过"},
		{"nothing else", "dengbao", "Correct horse battery 1", ""},
		{"fourteen characters where fifteen are asked", "asvs", "correct-horse!", "至少要15个字符"},
		{"no composition where none is asked", "asvs", "correct horse battery", ""},
		{"a sentence in Chinese", "asvs", "春眠不觉晓处处闻啼鸟夜来风雨声", ""},
	} {
		chooseProfile(app, c.profile)
		err := app.DB.SetPassword(context.Background(), models.System, id, c.password)
		if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.fault)
		}
		if err == nil {
			givePassword(app, "tongjianing")
		}
	}
	if a, b := models.RandomPassword(), models.RandomPassword(); a == b || len(a) != 19 {
		t.Errorf("random passwords %q, %q", a, b)
	}
}

func chooseProfile(app *testkit.City, code string) {
	app.T.Helper()
	testkit.Must(app.T, app.As("guard", func(tx *models.Tx) error {
		_, revision, err := tx.Profile()
		if err != nil {
			return err
		}
		return tx.ChooseProfile(code, revision)
	}))
}

func TestTheLastFivePasswordsAreNotTakenAgain(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	var u *models.User
	testkit.Must(t, app.DB.View(context.Background(), models.System, func(tx *models.Tx) (err error) {
		u, err = tx.Account("tongjianing")
		return err
	}))
	present := rightPassword
	change := func(password string) error {
		err := app.DB.ChangePassword(context.Background(), u, present, password, "192.0.2.9")
		if err == nil {
			present = password
		}
		return err
	}
	for i := range 4 {
		testkit.Must(t, change(fmt.Sprintf("Evening-Meal-%d!", i)))
	}
	if err := change(rightPassword); err == nil || !strings.Contains(err.Error(), "最近5个") {
		t.Errorf("the first of five is taken again: %v", err)
	}
	testkit.Must(t, change("Evening-Meal-4!"))
	testkit.Must(t, change(rightPassword)) // the sixth before
	chooseProfile(app, "asvs")
	testkit.Must(t, change("Evening-Meal-4! and more"))
	testkit.Must(t, change("Evening-Meal-3! and more"))
	testkit.Must(t, change("Evening-Meal-4! and more"))
	if n := strings.Count(app.Kept(), "password_history.password_hash"); n > 6 { // the account's five, and the other one's
		t.Errorf("%d past passwords are kept", n)
	}
}

// What an account owes is all that it reaches, by page and by program.
func TestInitialAndOldPasswordsOnlyLeadToTheChange(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id := userID(app, "tongjianing")
	initial := models.RandomPassword()
	testkit.Must(t, app.DB.SetPassword(context.Background(), models.System, id, initial))
	first := sessionOf(signIn(app, "tongjianing", initial).Want(303))
	onlyTheChange := func(session string) {
		t.Helper()
		for _, r := range app.Server.Routes() {
			if r.Open || r.Path == "/session" || r.Path == "/me/password" {
				continue
			}
			if reply := app.Nobody().Send(r.Method, numbered(r.Path, 1), "", "", session); reply.Code != http.StatusSeeOther || reply.Header().Get("Location") != "/me/password" {
				t.Errorf("%s %s answers %d to %s", r.Method, r.Path, reply.Code, reply.Header().Get("Location"))
			}
			if reply := app.Nobody().Send(r.Method, "/api/v1"+numbered(r.Path, 1), "", "", session); reply.Code != http.StatusForbidden || !strings.Contains(reply.Body.String(), "请先修改密码") {
				t.Errorf("%s /api/v1%s answers %d", r.Method, r.Path, reply.Code)
			}
		}
		app.Nobody().Send("GET", "/me/password", "", "", session).Want(200).Says("请先修改密码", "至少12个字符").Lacks("账号管理", "/me/tokens")
	}
	onlyTheChange(first)
	change := func(session, present, next string) *testkit.Reply {
		form := url.Values{"present": {present}, "password": {next}}
		return app.Nobody().Send("POST", "/me/password", "application/x-www-form-urlencoded", form.Encode(), session)
	}
	change(first, initial, initial).Want(422).Says("不能与现在的密码相同")
	change(first, initial, rightPassword).Want(303)
	signIn(app, "tongjianing", initial).Want(422) // once is once
	second := sessionOf(signIn(app, "tongjianing", rightPassword).Want(303))
	app.Nobody().Send("GET", "/me/tokens", "", "", second).Want(200)
	program := app.Program("tongjianing")

	app.Clock.Turn(89 * 24 * time.Hour)
	third := sessionOf(signIn(app, "tongjianing", rightPassword).Want(303))
	app.Nobody().Send("GET", "/", "", "", third).Want(200)
	app.Clock.Turn(24 * time.Hour)
	onlyTheChange(sessionOf(signIn(app, "tongjianing", rightPassword).Want(303)))
	program.Get("/me").Want(403).Says("请先修改密码")
	chooseProfile(app, "asvs") // knows no age
	app.Nobody().Send("GET", "/", "", "", sessionOf(signIn(app, "tongjianing", rightPassword).Want(303))).Want(200)
	program.Get("/me").Want(200)
}

func TestInitialPasswordsRunOut(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	initial := models.RandomPassword()
	testkit.Must(t, app.DB.SetPassword(context.Background(), models.System, userID(app, "tongjianing"), initial))
	app.Clock.Turn(7*24*time.Hour - time.Minute)
	signIn(app, "tongjianing", initial).Want(303)
	app.Clock.Turn(time.Minute)
	signIn(app, "tongjianing", initial).Want(422).Says("重新发放")
}

// The rules are the security administrator's to choose, and each choice is recorded.
func TestPasswordRulesAreChosen(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	guard := app.Program("guard")
	guard.Get("/security").Want(200).Says(`"profile":"dengbao"`, `"revision":0`)
	guard.Call("PATCH", "/security", object{"profile": "asvs", "revision": 0}).Want(200).Says(`"profile":"asvs"`, `"revision":1`)
	guard.Call("PATCH", "/security", object{"profile": "dengbao", "revision": 0}).Want(409)
	guard.Call("PATCH", "/security", object{"profile": "none", "revision": 1}).Want(422)
	for _, login := range []string{"admin", "auditor", "mengshuqin"} {
		app.Program(login).Get("/security").Want(403)
		app.Program(login).Call("PATCH", "/security", object{"profile": "dengbao", "revision": 1}).Want(403)
	}
	app.Browser("guard").Get("/security").Want(200).Says("至少15个字符", "现行规则")
	if auditOf(app, "security").has("修改密码规则") != 1 {
		t.Error("the choice is not in the trail")
	}
}
