package handlers_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"luoshi/models/project"
	"luoshi/testkit"
)

// typedForms are pages' forms with a text that somebody took time to write; wrong is
// what makes the server refuse them.
func typedForms(o *office) []struct {
	name, path, text string
	form, wrong      url.Values
	needs            bool // a page that shows the form again
} {
	p := o.approved(nil)
	draft := o.create(object{"code": "P09"})
	id := fmt.Sprint(p.ID)
	gw := fmt.Sprint(o.Org("GW"))
	return []struct {
		name, path, text string
		form, wrong      url.Values
		needs            bool
	}{
		{"a project", "/projects", "该设的全部设起来", url.Values{"year": {"2022"}, "code": {"P40"}, "name": {"新项目"}, "org_id": {gw}, "objective": {"该设的全部设起来"}}, url.Values{"year": {"1999"}}, true},
		{"a draft that is changed", draft.path() + "?_method=PATCH", "措施重新写过", url.Values{"revision": {"0"}, "measures": {"措施重新写过"}}, url.Values{"name": {""}}, true},
		{"a report", p.Stages[0].at("progress"), "走访十二个支部", url.Values{"on": {id}, "form": {"report-" + fmt.Sprint(p.Stages[0].ID)}, "text": {"走访十二个支部"}, "percent": {"40"}}, url.Values{"percent": {"101"}}, true},
		{"a request for time", p.at("extensions"), "因防汛抽调人员", url.Values{"on": {id}, "form": {"extend-project"}, "new_due_on": {"2022-12-15"}, "reason": {"因防汛抽调人员"}, "progress": {"完成一半"}, "measures": {"周末补课"}}, url.Values{"new_due_on": {"2022-01-01"}}, true},
		{"a problem", "/findings", "支委会未按月召开", url.Values{"org_id": {gw}, "text": {"支委会未按月召开"}, "source": {"self_check"}, "found_on": {"2022-06-10"}}, url.Values{"found_on": {"2022-13-01"}}, true},
		{"a training", "/trainings", "对标学习见闻", url.Values{"org_id": {gw}, "title": {"对标学习见闻"}, "type": {"benchmark"}, "held_on": {"2022-06-01"}, "hours": {"8"}, "members": {fmt.Sprint(o.Member("许牧野"))}}, url.Values{"hours": {"-1"}}, true},
		{"a case", "/cases", "一线工作法", url.Values{"org_id": {gw}, "title": {"一线工作法"}, "text": {"一线工作法"}, "mode": {"onsite"}, "shared_on": {"2022-06-01"}}, url.Values{"mode": {"nowhere"}}, true},
		{"a comment", "/comments?subject=projects/" + id, "请提前准备材料", url.Values{"text": {"请提前准备材料"}}, nil, false},
	}
}

// X6: what was typed is still there after an error.
func TestX6TypedTextStaysAfterAnError(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	page := o.Browser("xumuye")
	for _, c := range typedForms(o) {
		if !c.needs {
			continue
		}
		form := url.Values{}
		for name, values := range c.form {
			form[name] = values
		}
		for name, values := range c.wrong {
			form[name] = values
		}
		if r := page.Post(c.path, form); r.Code != 422 {
			t.Errorf("%s: %d", c.name, r.Code)
		} else {
			r.Says(c.text)
		}
	}
}

// X6: what was typed is still there when the session has run out meanwhile, and takes
// effect once after signing in.
func TestX6TypedTextStaysWhenTheSessionEnds(t *testing.T) {
	t.Parallel()
	for _, htmx := range []bool{false, true} {
		t.Run(fmt.Sprint("htmx ", htmx), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			page := o.Browser("xumuye")
			forms := typedForms(o)
			o.Clock.Turn(31 * time.Minute)
			var header []string
			if htmx {
				header = []string{"HX-Request: true"}
			}
			var kept []testkit.Form
			for _, c := range forms {
				r := page.Post(c.path, c.form, header...).Want(401).Says(c.text, "继续提交")
				if htmx && r.Header().Get("HX-Retarget") != "#main" {
					t.Errorf("%s: shown where nobody looks", c.name)
				}
				kept = append(kept, r.Form(c.path))
			}
			page.Submit(kept[0]).Want(401).Says(forms[0].text) // not signed in yet
			if n := count[project.Project](o, "code = ?", "P40"); n != 0 {
				t.Fatal("it took effect without a session")
			}
			signedIn := o.Browser("xumuye")
			for i, form := range kept {
				if r := signedIn.Submit(form); r.Code != 303 && r.Code != 200 && r.Code != 201 {
					t.Errorf("%s: %d", forms[i].name, r.Code)
				}
			}
			if n := count[project.Project](o, "code = ?", "P40"); n != 1 {
				t.Errorf("%d projects", n)
			}
		})
	}
}

// Passwords do not come back, and nothing comes back to who sends nothing of the own.
func TestX6NoSecretComesBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	page := o.Browser("xumuye")
	o.Clock.Turn(31 * time.Minute)
	page.Post("/me/password", url.Values{"present": {"旧的 密码"}, "password": {"新的 密码"}}).Want(303)
	page.Post("/notices/read-all", url.Values{}).Want(303)
	page.Send("POST", "/api/v1/projects", "application/json", `{"name":"新项目"}`).Want(401).Lacks("新项目")
}
