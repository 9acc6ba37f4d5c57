package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"luoshi/testkit"
)

// What a filter cannot be is named, at every address that is described: a filter that is
// passed over shows more than was asked for.
func TestNoFilterIsPassedOver(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201)
	who := map[string]*testkit.Client{}
	for _, login := range []string{"xumuye", "mengshuqin", "admin", "auditor", "guard", "tongjianing"} {
		who[login] = app.Program(login)
	}
	ask := func(path string) *testkit.Reply {
		for _, login := range []string{"xumuye", "mengshuqin", "tongjianing", "admin", "guard", "auditor"} {
			if r := who[login].Get(path); r.Code != http.StatusForbidden && r.Code != http.StatusNotFound {
				return r
			}
		}
		return nil
	}
	refuses := func(path, query, name string) {
		var problem struct{ Fields map[string]string }
		r := ask(path + query)
		if r == nil {
			t.Errorf("nobody may GET %s", path)
			return
		}
		if r.Code != http.StatusUnprocessableEntity {
			t.Errorf("GET %s%s answers %d", path, query, r.Code)
			return
		}
		if r.Into(&problem); problem.Fields[name] == "" {
			t.Errorf("GET %s%s does not name %q: %s", path, query, name, r.Body)
		}
	}
	for name, operation := range operations(description(t)) {
		method, path, _ := strings.Cut(name, " ")
		if method != http.MethodGet || strings.Contains(path, "{") {
			continue
		}
		about := ""
		for _, p := range operation.Parameters {
			if p.Value.In == "query" && p.Value.Required {
				about = "&" + p.Value.Name + "=" + url.QueryEscape(required[p.Value.Name])
			}
		}
		refuses(path, "?nosuch=1"+about, "nosuch")
		for _, p := range operation.Parameters {
			schema := p.Value.Schema.Value
			closed := len(schema.Enum) > 0 || schema.Format != "" || schema.Pattern != "" || !schema.Type.Is("string")
			if p.Value.In == "query" && closed && !slices.Contains([]string{"limit", "cursor"}, p.Value.Name) {
				refuses(path, "?"+p.Value.Name+"=zzz", p.Value.Name)
			}
		}
	}
}

// required are values of parameters without which nothing is answered.
var required = map[string]string{"subject": "projects/1", "q": "支委会"}

// Characters that nobody sees are left out of what is kept, by page and by program.
func TestWhatNobodySeesIsNotKept(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	for _, c := range []struct{ name, sent, kept string }{
		{"the null character", "先\x00锋", "先锋"},
		{"a bell and an escape", "先\a锋\x1b[31m", "先锋[31m"},
		{"delete, and the second row of controls", "先\x7f锋\u0090", "先锋"},
		{"a mark that turns the writing round", "先\u202e锋\u2066", "先锋"},
		{"the mark before a file", "\ufeff先锋", "先锋"},
		{"a line break of Word", "先\v锋", "先\n锋"},
		{"a page break", "先\f锋\u2028队", "先\n锋\n队"},
		{"a tab and a line break are seen", "先\t锋\n队", "先\t锋\n队"},
		{"a joined emoji", "先锋👩\u200d🔧", "先锋👩\u200d🔧"},
		{"a character outside the first plane", "先锋𠮷", "先锋𠮷"},
	} {
		var view struct{ Name, Query string }
		var made struct{ ID int64 }
		program := app.Program("tongjianing")
		program.Call("POST", "/views", object{"page": "list", "name": c.sent, "query": "type=key"}).Want(201).Into(&made)
		program.Get(fmt.Sprintf("/views/%d", made.ID)).Want(200).Into(&view)
		if view.Name != c.kept {
			t.Errorf("%s: a program's %q is kept as %q", c.name, c.sent, view.Name)
		}
		page := app.Browser("tongjianing").Post(fmt.Sprintf("/views/%d?_method=PATCH", made.ID), url.Values{"name": {"又" + c.sent}, "revision": {"0"}}).Want(303)
		program.Get(fmt.Sprintf("/views/%d", made.ID)).Want(200).Into(&view)
		if view.Name != "又"+c.kept {
			t.Errorf("%s: a page's %q is kept as %q (%d)", c.name, c.sent, view.Name, page.Code)
		}
		program.Call("DELETE", fmt.Sprintf("/views/%d", made.ID), nil).Want(204)
	}
	stage := object{"name": "梳\x00理", "goal": "目\u202e标", "measures": []string{"措\a施"}, "start_on": "2022-03-01", "due_on": "2022-03-31", "weight": 100}
	body := p03(app)
	body["stages"] = []object{stage}
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Says(`"梳理"`).Lacks(`\u0000`, `\u202e`, `\u0007`)
	app.Program("xumuye").Call("POST", "/projects", object{"name": "\x00\x01"}).Want(422)
	for _, kind := range []string{"application/xml", "application/x-yaml", "text/plain", "application/x-msgpack"} { // nothing is read but forms and JSON
		app.Program("tongjianing").Send("POST", "/views", kind, "<name>x</name>").Want(422)
	}
}
