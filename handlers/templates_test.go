package handlers_test

import (
	"fmt"
	"slices"
	"testing"

	"luoshi/models/project"
	"luoshi/testkit"
)

type shownTemplate struct {
	ID       int64
	OrgName  string `json:"org_name"`
	Name     string
	Revision int
	Plan     struct {
		Days   int
		Stages []struct {
			Name       string
			Start, Due int
			After      []int
			Nodes      []struct{ Due int }
		}
	}
}

// keep makes a template of P03 for an organisation.
func (o *office) keep(name, org string) (t shownTemplate) {
	p := o.create(object{"code": "M" + name})
	o.xu.Call("POST", p.at("milestones"), object{"stage_id": p.Stages[1].ID, "name": "补缺", "due_on": "2022-06-17"}).Want(201)
	o.xu.Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org(org), "name": name}).Want(201).Into(&t)
	return t
}

// A template counts days from the beginning; a project made of it has dates again.
func TestTemplateBecomesAProject(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tp := o.keep("支委会建设", "GW")
	if s := tp.Plan.Stages; tp.Plan.Days != 274 || len(s) != 4 || s[1].Start != 31 || s[1].Due != 121 || !slices.Equal(s[1].After, []int{1}) || len(s[1].Nodes) != 1 || s[1].Nodes[0].Due != 108 {
		t.Fatalf("got %+v", tp)
	}
	at := fmt.Sprintf("/templates/%d", tp.ID)
	shi := o.Program("shimuyun") // of a unit below
	var c copied
	shi.Call("POST", at+"/projects", object{"code": "D07-1", "org_id": o.Org("D07"), "owner_post_id": o.Post("D07", "专职副书记"), "start_on": "2022-07-02"}).Want(201).Into(&c)
	if c.State != "draft" || c.Year != 2023 || c.StartOn != "2022-07-04" || c.DueOn != "2023-03-31" || c.Stages[1].StartDue() != "2022-08-02 2022-10-31" || c.Nodes[0].DueOn != "2022-10-18" {
		t.Errorf("got %+v", c)
	}
	if len(c.Stages[1].DependsOn) != 1 || c.Stages[1].DependsOn[0] != c.Stages[0].ID {
		t.Errorf("the order is lost: %+v", c.Stages)
	}
	for name, row := range map[string]struct {
		body   object
		status int
		says   string
	}{
		"no beginning":     {object{"code": "D07-2", "org_id": o.Org("D07")}, 422, "开始日期"},
		"a code taken":     {object{"code": "D07-1", "org_id": o.Org("D07"), "start_on": "2022-07-02"}, 409, "D07-1"},
		"another's unit":   {object{"code": "D07-3", "org_id": o.Org("D02"), "start_on": "2022-07-02"}, 403, "权限"},
		"too far a future": {object{"code": "D07-4", "org_id": o.Org("D07"), "start_on": "2100-12-01"}, 422, "年度"},
	} {
		if r := shi.Call("POST", at+"/projects", row.body); r.Code != row.status {
			t.Errorf("%s: %d %s", name, r.Code, r.Body)
		} else {
			r.Says(row.says)
		}
	}
}

// StartDue is when a stage is worked on.
func (s shownStage) StartDue() string { return s.StartOn + " " + s.DueOn }

// Templates are drawn on by their organisation and below, and kept by who enters for it.
func TestTemplatesBelongToAPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	city, unit := o.keep("全市", "GW"), o.keep("住建", "D07")
	for _, c := range []struct {
		who           string
		t             shownTemplate
		sees, changes int
	}{
		{"xumuye", city, 200, 200}, {"xumuye", unit, 200, 200},
		{"shimuyun", city, 200, 403}, {"shimuyun", unit, 200, 200},
		{"shanzian", city, 200, 403}, {"shanzian", unit, 200, 403}, // a branch below
		{"zhuangzijin", city, 200, 403}, {"zhuangzijin", unit, 404, 404},
		{"linyuan", city, 404, 404}, {"hanzhiyuan", unit, 404, 404}, // enter no projects
	} {
		at := fmt.Sprintf("/templates/%d", c.t.ID)
		p := o.Program(c.who)
		if got := p.Get(at).Code; got != c.sees {
			t.Errorf("%s sees %s: %d", c.who, c.t.Name, got)
		}
		now := shownTemplate{}
		o.xu.Get(at).Want(200).Into(&now)
		if got := p.Call("PATCH", at, object{"name": c.t.Name + "·" + c.who, "revision": now.Revision}).Code; got != c.changes {
			t.Errorf("%s renames %s: %d", c.who, c.t.Name, got)
		}
	}
	at := fmt.Sprintf("/templates/%d", unit.ID)
	o.xu.Call("PATCH", at, object{"name": "旧", "revision": 0}).Want(409)
	o.xu.Call("PATCH", at, object{"name": "", "revision": 2}).Want(422).Says("模板名称")
	o.xu.Call("PATCH", at, object{"name": "无版本"}).Want(422).Says("revision")
	p := o.create(object{"code": "P77"})
	o.xu.Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org("GW"), "name": "全市·xumuye"}).Want(409).Says("换一个名称")
	o.Program("shimuyun").Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org("GW"), "name": "越权"}).Want(403)
	o.Program("shimuyun").Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org("D07"), "name": "学来的"}).Want(201) // sees it, for it helps
	o.Program("zhuangzijin").Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org("B1101"), "name": "看不见"}).Want(404)
	undated := o.create(object{"code": "P78", "start_on": "", "stages": []object{}})
	o.xu.Call("POST", "/templates", object{"project_id": undated.ID, "org_id": o.Org("GW"), "name": "无日期"}).Want(409).Says("开始日期")
	o.Program("zhuangzijin").Call("DELETE", at, nil).Want(404)
	o.Program("shanzian").Call("DELETE", at, nil).Want(403)
	o.xu.Call("DELETE", at, nil).Want(204)
	o.xu.Get(at).Want(404)
}

// Eight at once: one name is kept once, and one of eight renames counts.
func TestTemplatesByEightAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	kept := together(8, func(int) int {
		return o.xu.Call("POST", "/templates", object{"project_id": p.ID, "org_id": o.Org("GW"), "name": "同名"}).Code
	})
	if kept[201] != 1 || kept[409] != 7 {
		t.Errorf("kept: %v", kept)
	}
	tp := o.keep("改名", "GW")
	renamed := together(8, func(i int) int {
		return o.xu.Call("PATCH", fmt.Sprintf("/templates/%d", tp.ID), object{"name": fmt.Sprint("名称", i), "revision": 0}).Code
	})
	if renamed[200] != 1 || renamed[409] != 7 {
		t.Errorf("renamed: %v", renamed)
	}
	made := together(8, func(int) int {
		return o.xu.Call("POST", fmt.Sprintf("/templates/%d/projects", tp.ID), object{"code": "P90", "org_id": o.Org("GW"), "start_on": "2022-07-01"}).Code
	})
	if n := count[project.Project](o, "code = ?", "P90"); made[201] != 1 || made[409] != 7 || n != 1 {
		t.Errorf("%d made: %v", n, made)
	}
}

// By page: keep the project, find the template, fill in when it begins.
func TestTemplateByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	page := o.Browser("xumuye")
	page.Get("/templates").Want(200).Says("还没有模板")
	form := page.Get(p.path()).Want(200).Says("存为模板").Form("form-keep-project")
	form.Set("name", "")
	page.Submit(form).Want(422).Says("模板名称须为1至100个字")
	form.Set("name", "支委会建设")
	page.Submit(form).Want(303)
	page.Get("/templates").Want(200).Says("支委会建设", "市直机关工委及下级", "梳理分析、补缺换届")
	var kept struct{ Items []shownTemplate }
	o.xu.Get("/templates").Want(200).Into(&kept)
	use := page.Get(fmt.Sprintf("/templates?form=use-%d", kept.Items[0].ID)).Want(200).Form(fmt.Sprintf("form-use-%d", kept.Items[0].ID))
	use.Set("start_on", "")
	page.Submit(use).Want(422).Says("请填写开始日期")
	use.Set("start_on", "2022-07-01")
	use.Set("code", "P31")
	made := page.Submit(use).Want(303)
	page.Get(made.Header().Get("Location")).Want(200).Says("P31", "2022-07-29")
	rename := page.Get(fmt.Sprintf("/templates?form=rename-%d", kept.Items[0].ID)).Want(200).Form(fmt.Sprintf("form-rename-%d", kept.Items[0].ID))
	rename.Set("name", "改过的名")
	page.Submit(rename).Want(303)
	page.Submit(page.Get("/templates").Want(200).Says("改过的名").Form(fmt.Sprintf("/templates/%d?_method=DELETE", kept.Items[0].ID))).Want(303)
	page.Get("/templates").Want(200).Says("还没有模板")
	o.Browser("hanzhiyuan").Get("/templates").Want(403)
}

// templateOfD07 is a template of a unit, for tests of who reaches it.
func templateOfD07(app *testkit.City) int64 {
	var made struct{ ID int64 }
	app.Program("xumuye").Call("POST", "/templates", object{"project_id": foreignProject(app, "P27").ID, "org_id": app.Org("D07"), "name": "住建"}).Want(201).Into(&made)
	return made.ID
}
