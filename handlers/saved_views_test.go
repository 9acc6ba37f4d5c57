package handlers_test

import (
	"fmt"
	"net/http"
	"testing"

	"luoshi/testkit"
)

// TestSavedViews keeps a narrowed page under a name, opens with it, shares it with
// one's own organisation, and forgets it.
func TestSavedViews(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201)
	b := app.Browser("xumuye")
	page := b.Get("/projects?type=key&year=2022").Want(200).Says("存为视图", "/views?form=view&amp;page=list&amp;query=type%3Dkey%26year%3D2022")
	page.Lacks("重点任务一览")
	f := b.Get("/views?form=view&page=list&query=type%3Dkey%26year%3D2022%26evil%3D1").Want(200).Form("form-view")
	f.Set("name", "重点任务一览 𠮷👍")
	f.Set("shared", "true")
	f.Set("is_default", "true")
	b.Submit(f).Want(http.StatusSeeOther)
	if to := b.Get("/projects").Want(http.StatusSeeOther).Header().Get("Location"); to != "/projects?type=key&year=2022" {
		t.Errorf("the page opens at %s", to)
	}
	b.Get("/projects?year=2022").Want(200).Says("重点任务一览 𠮷👍", `href="/projects?year=2022"`)
	b.Get("/projects/board").Want(200).Lacks("重点任务一览") // of another page
	meng := app.Browser("mengshuqin")                  // of the same organisation
	meng.Get("/projects").Want(200).Says("重点任务一览")
	meng.Get("/views").Want(200).Lacks("form=view-1")
	meng.Post("/views/1?_method=DELETE", nil).Want(http.StatusForbidden)
	app.Browser("shimuyun").Get("/views").Want(200).Lacks("重点任务一览")
	app.Program("shimuyun").Get("/views/1").Want(http.StatusNotFound)
	b.Post("/views/1?_method=DELETE", nil).Want(http.StatusSeeOther)
	b.Get("/projects").Want(200).Lacks("重点任务一览")
}

// TestSavedViewsAreBounded: twenty a person, one name a page, and one default.
func TestSavedViewsAreBounded(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := app.Program("xumuye")
	for i := range 20 {
		p.Call("POST", "/views", object{"page": "list", "name": fmt.Sprint("视图", i), "query": "overdue=true", "is_default": true}).Want(201)
	}
	p.Call("POST", "/views", object{"page": "list", "name": "又一个", "query": ""}).Want(409).Says("最多保存20个")
	var list struct {
		Items []struct {
			IsDefault bool `json:"is_default"`
		}
	}
	p.Get("/views").Want(200).Into(&list)
	defaults := 0
	for _, v := range list.Items {
		if v.IsDefault {
			defaults++
		}
	}
	if len(list.Items) != 20 || defaults != 1 {
		t.Errorf("%d views, %d defaults", len(list.Items), defaults)
	}
	app.Program("linyuan").Call("POST", "/views", object{"page": "list", "name": "x", "query": "", "shared": true}).Want(422)
}

// TestDeadFilterIsSaid: a unit out of sight is named, not left out of the filter.
func TestDeadFilterIsSaid(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	b := app.Program("zhuangzijin")
	b.Call("POST", "/views", object{"page": "list", "name": "住建", "query": fmt.Sprintf("org=%d", app.Org("D07"))}).Want(201).Says("单位已不存在")
	b.Get(fmt.Sprintf("/projects?org=%d", app.Org("D07"))).Want(422).Says("没有这个组织")
	app.Browser("zhuangzijin").Get("/views").Want(200).Says("单位已不存在")
}

// Eight at once do not keep more views than one may, nor two defaults of a page.
func TestViewsByEightAtOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := app.Program("xumuye")
	for i := range 16 {
		p.Call("POST", "/views", object{"page": "list", "name": fmt.Sprint("视图", i), "query": ""}).Want(201)
	}
	got := together(8, func(i int) int {
		return p.Call("POST", "/views", object{"page": "list", "name": fmt.Sprint("同时", i), "query": "", "is_default": true}).Code
	})
	var list struct {
		Items []struct {
			IsDefault bool `json:"is_default"`
		}
	}
	p.Get("/views").Want(200).Into(&list)
	defaults := 0
	for _, v := range list.Items {
		if v.IsDefault {
			defaults++
		}
	}
	if got[201] != 4 || got[409] != 4 || len(list.Items) != 20 || defaults != 1 {
		t.Errorf("%v: %d views, %d defaults", got, len(list.Items), defaults)
	}
	same := together(8, func(int) int {
		return app.Program("mengshuqin").Call("POST", "/views", object{"page": "list", "name": "同名", "query": ""}).Code
	})
	if same[201] != 1 || same[409] != 7 {
		t.Errorf("of one name: %v", same)
	}
}
