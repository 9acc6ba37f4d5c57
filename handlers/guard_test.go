package handlers_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/testkit"
)

// X21: nobody who looks after the program can do what another is for.
func TestX21ThreeAdministrators(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	linyuan := userID(app, "linyuan")
	account, admin := fmt.Sprintf("/users/%d", linyuan), fmt.Sprintf("/users/%d/admin", linyuan)
	project := fmt.Sprintf("/projects/%d", foreignProject(app, "P30").ID)
	for _, c := range []struct {
		login, method, path string
		body                any
		status              int
	}{
		{"admin", "GET", "/audit", nil, 403},
		{"admin", "POST", "/audit/export", nil, 403},
		{"admin", "POST", admin, object{"admin": "system", "revision": 0}, 403},
		{"admin", "POST", "/projects", p03(app), 403},
		{"admin", "GET", project, nil, 404},
		{"admin", "POST", "/members", object{"org_id": app.Org("B1001"), "name": "马七"}, 404},
		{"guard", "GET", "/audit", nil, 403},
		{"guard", "POST", "/users", object{"login": "newone", "name": "新人"}, 403},
		{"guard", "PATCH", account, object{"disabled": true, "revision": 0}, 403},
		{"guard", "POST", account + "/password", nil, 403},
		{"guard", "GET", "/jobs", nil, 403},
		{"guard", "GET", "/deliveries", nil, 403},
		{"guard", "GET", "/projects", nil, 403},
		{"guard", "GET", project, nil, 403},
		{"guard", "GET", "/members", nil, 403},
		{"guard", "POST", fmt.Sprintf("/users/%d/admin", userID(app, "guard")), object{"admin": "audit", "revision": 0}, 403},
		{"auditor", "GET", "/users", nil, 403},
		{"auditor", "GET", account, nil, 403},
		{"auditor", "POST", admin, object{"admin": "audit", "revision": 0}, 403},
		{"auditor", "GET", "/jobs", nil, 403},
		{"auditor", "GET", "/projects", nil, 403},
		{"auditor", "GET", "/orgs", nil, 403},
		{"auditor", "POST", "/projects", p03(app), 403},
		{"mengshuqin", "GET", "/audit", nil, 403},
		{"mengshuqin", "POST", admin, object{"admin": "audit", "revision": 0}, 403},
	} {
		before := auditOf(app, fmt.Sprintf("users/%d", userID(app, c.login))).has("越权被拒")
		app.Program(c.login).Call(c.method, c.path, c.body).Want(c.status)
		after := auditOf(app, fmt.Sprintf("users/%d", userID(app, c.login))).has("越权被拒")
		if c.status == http.StatusForbidden && after != before+1 {
			t.Errorf("%s %s by %s: %d lines in the trail, want 1", c.method, c.path, c.login, after-before)
		}
	}
}

// X21: what an administrator's account reaches is a closed list, whatever is added to the program.
func TestX21AdministratorsReachNoBusiness(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	ids := fixtureIDs(app)
	for login, own := range map[string][]string{"guard": {"/users", "/security"}, "auditor": {"/audit"}} {
		program := app.Program(login)
		for _, r := range app.Server.Routes() {
			mine := r.Open || r.Path == "/" || strings.HasPrefix(r.Path, "/me") || strings.HasPrefix(r.Path, "/notices") || r.Path == "/session"
			for _, place := range own {
				mine = mine || strings.HasPrefix(r.Path, place)
			}
			path := r.Path
			if kind := kindOf(r.Path); kind != "" && len(ids[kind]) > 0 {
				path = numbered(r.Path, ids[kind][0])
			}
			if code := program.Call(r.Method, path, anyBody).Code; !mine && code != http.StatusForbidden {
				t.Errorf("%s %s answers %s with %d", r.Method, r.Path, login, code)
			}
		}
	}
}

// X21: nobody raises or removes himself, and of each kind one stays.
func TestX21TheLastOfAKindStays(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	guard, admin := app.Program("guard"), app.Program("admin")
	entrust := func(login, kind string, revision int) *testkit.Reply {
		return guard.Call("POST", fmt.Sprintf("/users/%d/admin", userID(app, login)), object{"admin": kind, "revision": revision})
	}
	entrust("admin", "", 0).Want(409).Says("最后一名系统管理员")
	entrust("auditor", "security", 0).Want(409).Says("最后一名审计管理员")
	entrust("linyuan", "audit", 0).Want(422).Says("单独的账号")
	for _, login := range []string{"guard", "auditor"} {
		admin.Call("PATCH", fmt.Sprintf("/users/%d", userID(app, login)), object{"disabled": true, "revision": 0}).Want(409).Says("最后一名")
	}
	admin.Call("PATCH", fmt.Sprintf("/users/%d", userID(app, "admin")), object{"disabled": true, "revision": 0}).Want(409)
	admin.Call("POST", "/users", object{"login": "auditor2", "name": "第二名审计员"}).Want(201)
	second := app.Browser("auditor2")
	second.Get("/api/v1/me").Want(200)
	entrust("auditor2", "audit", 0).Want(200).Says(`"admin":"audit"`)
	second.Get("/api/v1/me").Want(401) // X5: whoever gets other rights signs in again
	entrust("auditor2", "audit", 0).Want(409)
	entrust("auditor", "", 7).Want(409)
	entrust("auditor", "", 0).Want(200)
	app.Program("auditor").Get("/audit").Want(403)
}

func TestRefusalsDoNotFillTheTrail(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program := app.Program("mengshuqin")
	for range 80 {
		program.Get("/audit").Want(403)
	}
	if n := auditOf(app, fmt.Sprintf("users/%d", userID(app, "mengshuqin"))).has("越权被拒"); n != 50 {
		t.Errorf("%d lines of 80 refusals, want 50", n)
	}
}

func TestTheAuditorReads(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	givePassword(app, "tongjianing")
	signIn(app, "tongjianing", "wrong password").Want(422)
	member := fmt.Sprintf("/members/%d", app.Member("林远"))
	app.Program("tongjianing").Call("PATCH", member, object{"exemption": "年老体弱", "revision": 0}).Want(200)
	app.Program("tongjianing").Call("PATCH", member, object{"exemption": "=HYPERLINK(1)", "revision": 1}).Want(200)
	auditor := app.Program("auditor")
	type lines struct {
		Items []struct {
			ID                           int64
			Verb, Subject, Before, After string
			ActorName                    string `json:"actor_name"`
			Address                      string
			Failed                       bool
		}
		Next string
	}
	for _, c := range []struct {
		query string
		want  int
	}{
		{"?subject=members/" + fmt.Sprint(app.Member("林远")), 3},
		{"?who=tongjianing&verb=修改党员信息", 2},
		{"?who=童佳宁&verb=修改党员信息&result=ok&from=2022-06-15&to=2022-06-15", 2},
		{"?who=童佳宁&verb=修改党员信息&from=2022-06-16", 0},
		{"?verb=登录失败&result=failed", 1},
		{"?verb=登录失败&result=ok", 0},
		{"?verb=登录失败&address=192.0.2.1", 1},
	} {
		var got lines
		auditor.Get("/audit" + c.query).Want(200).Into(&got)
		if len(got.Items) != c.want {
			t.Errorf("%s finds %d, want %d: %+v", c.query, len(got.Items), c.want, got.Items)
		}
	}
	var first, second lines
	auditor.Get("/audit?limit=3").Want(200).Into(&first)
	auditor.Get("/audit?limit=3&cursor=" + first.Next).Want(200).Into(&second)
	if len(second.Items) != 3 || second.Items[0].ID >= first.Items[2].ID {
		t.Errorf("the second page begins with %d after %d", second.Items[0].ID, first.Items[2].ID)
	}
	app.Browser("auditor").Get("/audit?verb=修改党员信息").Want(200).Says("年老体弱", "变更前", "导出")
	for _, filter := range []string{"?result=x", "?from=x", "?to=2022-13-01", "?cursor=x", "?limit=0"} {
		auditor.Get("/audit" + filter).Want(422)
	}
	// X18: what goes into a file calculates nothing.
	csv := app.Browser("auditor").Post("/audit/export", url.Values{"format": {"csv"}, "verb": {"修改党员信息"}}).Want(200).Says("=HYPERLINK").Lacks("\n=")
	if !strings.Contains(csv.Header().Get("Content-Disposition"), ".csv") {
		t.Errorf("the file is called %s", csv.Header().Get("Content-Disposition"))
	}
	book := app.Browser("auditor").Post("/audit/export", url.Values{"format": {"xlsx"}}).Want(200)
	sheets, err := documents.ReadWorkbook("audit.xlsx", bytes.NewReader(book.Body.Bytes()))
	testkit.Must(t, err)
	if len(sheets) != 1 || len(sheets[0].Formulas) > 0 {
		t.Errorf("sheets: %d", len(sheets))
	}
	if auditOf(app, "audit").has("导出审计记录") != 2 {
		t.Error("taking the trail away is not in the trail")
	}
}

// The audit administrators are handed the end of the trail once a day.
func TestAnchorsAreHandedOver(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Scheduler.Anchors = true
	for _, moment := range []string{"2022-06-15 08:31", "2022-06-15 12:00", "2022-06-16 08:30"} {
		app.At(moment)
	}
	var end struct{ Body language.Phrase }
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&end, "SELECT n.body FROM notices n JOIN receipts r ON r.notice_id = n.id JOIN users u ON u.id = r.user_id WHERE u.login = 'auditor' AND n.rule = 'audit-anchor' ORDER BY n.id DESC LIMIT 1")
	})
	app.Browser("auditor").Get("/notices").Want(200).Says("2022年6月15日", "2022年6月16日")
	_, rest, _ := strings.Cut(end.Body.String(), "：")
	anchor, _, _ := strings.Cut(rest, "。")
	app.Seed(func(tx *models.Tx) error {
		v, err := tx.VerifyAudit(anchor)
		if v.Fault != "" {
			t.Errorf("anchor %q: %s", anchor, v.Fault)
		}
		return err
	})
	var n int
	app.Seed(func(tx *models.Tx) error {
		return tx.Raw(&n, "SELECT COUNT(*) FROM notices WHERE rule = 'audit-anchor'")
	})
	if n != 2 {
		t.Errorf("%d anchors in two days", n)
	}
}
