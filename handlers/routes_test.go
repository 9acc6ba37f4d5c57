package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/handlers"
	"luoshi/testkit"
)

// closedKinds are things that belong to no organisation; who may not use the
// object at all is told so, or finds nothing.
var closedKinds = []string{"reminders", "channels", "deliveries", "imports", "documents", "tags", "themes", "suspensions"}

// sharedKinds are seen by whoever holds a post, and are the work committee's to
// change; what in them belongs to a unit has a test of its own.
var sharedKinds = []string{"campaigns"}

// anyBody has a value for every field that a route with a number asks for, so
// that what is checked is the right and not the form.
var anyBody = object{
	"name": "名称", "title": "标题", "revision": 0, "status": "full", "disabled": false, "member_id": 1, "start_on": "2022-07-01", "last_on": "2022-07-01",
	"reason": "理由充分", "note": "说明", "percent": 50, "due_on": "2022-12-01", "outcome": "approved", "measures": "措施", "stage_id": 1, "new_due_on": "2022-12-02", "progress": "已完成一半", "decision": "会议决定甲", "result": "已整改", "state": "fostered", "org_id": 1,
	"until": "2022-12-31", "document": "文〔2022〕1号", "answer": "请重写", "code": "STAFF_GAP", "step": "集中学习", "mark": 12345, "quality": "proper", "done_on": "2022-06-01",
}

// revised is the address of a thing, with the revision that some changes take from it.
func revised(r handlers.Route, id int64) string {
	if r.Method == http.MethodGet {
		return numbered(r.Path, id)
	}
	return numbered(r.Path, id) + "?revision=0"
}

// outsiders have no business with D07 or B1001; linyuan is a member of B1001 without a post.
var outsiders = []string{"qishaochuan", "zhuangzijin", "linyuan"}

func TestX8NobodyReachesForeignThingsByNumber(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	ids := fixtureIDs(app)
	for _, login := range outsiders {
		program := app.Program(login)
		for _, r := range app.Server.Routes() {
			if !strings.Contains(r.Path, "/:") {
				continue
			}
			kind := kindOf(r.Path)
			if login == "linyuan" && r.Path == "/orgs/:id/year" {
				continue // the year of one's own branch: organisation.md D.3, R14
			}
			if slices.Contains(sharedKinds, kind) && r.Method == http.MethodGet {
				continue
			}
			if slices.Contains(append(sharedKinds, closedKinds...), kind) {
				if code := program.Call(r.Method, numbered(r.Path, 1), anyBody).Code; code != http.StatusNotFound && code != http.StatusForbidden {
					t.Errorf("%s %s answers %s with %d", r.Method, r.Path, login, code)
				}
				continue
			}
			if len(ids[kind]) == 0 {
				t.Errorf("%s %s: add to fixtures (handlers/fixtures_test.go) how to make %q of D07 or B1001", r.Method, r.Path, kind)
			}
			for _, id := range ids[kind] {
				foreign, none := program.Call(r.Method, revised(r, id), anyBody), program.Call(r.Method, revised(r, 1<<40), anyBody)
				if foreign.Code != http.StatusNotFound || foreign.Body.String() != none.Body.String() {
					t.Errorf("%s %s answers %s about %d with %d (%s) and about nothing with %d; if the form was refused, give anyBody its field",
						r.Method, r.Path, login, id, foreign.Code, foreign.Body, none.Code)
				}
			}
		}
	}
}

func TestX7CrossSitePostsAreRefused(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	browser := app.Browser("tongjianing")
	for _, r := range app.Server.Routes() {
		if r.Method == http.MethodGet {
			continue
		}
		for _, at := range []string{"", "/api/v1"} {
			for _, header := range []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example"} {
				path := at + numbered(r.Path, 1)
				browser.Send(r.Method, path, "application/x-www-form-urlencoded", "name=x", header).Want(403)
				browser.Send("POST", path+"?_method="+r.Method, "application/x-www-form-urlencoded", "name=x", header).Want(403)
			}
		}
	}
}

func TestX7NoGetWrites(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	browser := app.Browser("mengshuqin")
	var path string
	for _, statement := range app.Queries(func() {
		for _, r := range app.Server.Routes() {
			if path = numbered(r.Path, 1); r.Method == http.MethodGet {
				browser.Get(path)
			}
		}
	}) {
		if strings.Contains(statement, "`throttles`") || strings.Contains(statement, "`audit`") {
			continue // a refusal is noted
		}
		for _, writes := range []string{"INSERT", "UPDATE", "DELETE", "REPLACE"} {
			if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(statement)), writes) {
				t.Errorf("a GET writes: %s", statement)
			}
		}
	}
}

func TestX12HeadersOnEveryAnswer(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	check := func(r *testkit.Reply, what string) {
		h := r.Header()
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" || h.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s (%d) lacks headers: %v", what, r.Code, h)
		}
	}
	for _, who := range []*testkit.Client{app.Nobody(), app.Browser("mengshuqin")} {
		for _, r := range app.Server.Routes() {
			if r.Path == "/session" {
				continue // would sign the browser out
			}
			for _, at := range []string{"", "/api/v1"} {
				check(who.Send(r.Method, at+numbered(r.Path, 1), "", ""), r.Method+" "+at+r.Path)
			}
		}
		for _, path := range []string{"/nothing", "/api/v1/nothing", "/static/luoshi.css", "/static/nothing", "/healthz", "/readyz", "/orgs?q=%ff", "/orgs/%ff"} {
			check(who.Get(path), path)
		}
		check(who.Send("PUT", "/orgs", "", ""), "a method nobody has")
		check(who.Send("POST", "/orgs", "", "", "Sec-Fetch-Site: cross-site"), "a cross-site form")
	}
}

// injections are what scanners try; each is one text of a parameter.
func injections() (list []string) {
	for _, quote := range []string{"'", `"`, "`", "')", `")`, "';", ""} {
		for _, rest := range []string{" OR 1=1 --", " OR '1'='1", " UNION SELECT 1,2,3,4,5,6,7,8 --", "; DROP TABLE orgs; --", " AND SLEEP(5) --", " OR 1=1 #", "/**/OR/**/1=1", " LIKE '%"} {
			list = append(list, "1"+quote+rest)
		}
	}
	return append(list, "%", "_", "\\", "\x00", "1e999", "-1", "9223372036854775808", "0x1", "𠮷' OR 1", strings.Repeat("'", 2000))
}

func TestX13NothingIsInjected(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	program := app.Program("zhuangzijin")
	params := []string{"q", "org", "cursor", "limit", "year", "state", "light", "due_from", "due_to", "mine", "month", "type", "from", "to", "unread", "form"}
	n := 0
	for _, r := range app.Server.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		for _, text := range injections() {
			n++
			path := numbered(r.Path, app.Org("B1101"))
			if strings.Contains(r.Path, "/:") && n%2 == 0 {
				path = strings.ReplaceAll(path, fmt.Sprint(app.Org("B1101")), url.PathEscape(text))
			}
			reply := program.Get(path + "?" + params[n%len(params)] + "=" + url.QueryEscape(text))
			if reply.Code >= 500 {
				t.Fatalf("%s with %q answers %d", r.Path, text, reply.Code)
			}
			reply.Lacks("住建局", "施慕云", "童佳宁", "SQL")
		}
	}
}

func TestX13NotAtTheDoorEither(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for i, text := range injections() {
		if i%15 == 0 {
			app.At(fmt.Sprintf("2022-06-%02d 08:30", 16+i/15)) // the address is not to be shut
		}
		if r := signIn(app, text, text); r.Code != 422 && r.Code != 429 {
			t.Errorf("signing in as %q answers %d", text, r.Code)
		}
	}
}
