package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/testkit"
)

func TestOpenWorkFollowsThePost(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var p madeProject
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	owner := func() string {
		var shown struct{ Owner struct{ Name string } }
		app.Program("mengshuqin").Get(fmt.Sprintf("/projects/%d", p.ID)).Want(200).Into(&shown)
		return shown.Owner.Name
	}
	if owner() != "许牧野" {
		t.Fatalf("before, the owner is %s", owner())
	}
	tenure := fmt.Sprintf("/posts/%d/tenure", app.Post("GW", "组织科科长"))
	app.Program("mengshuqin").Call("POST", tenure, object{"member_id": app.Member("韩知远"), "start_on": "2022-06-15"}).
		Want(200).Says("韩知远", `"end_on":"2022-06-14"`)
	if owner() != "韩知远" {
		t.Errorf("after the handover, the owner is %s", owner())
	}
	app.Program("mengshuqin").Call("DELETE", tenure, object{"last_on": "2022-06-30"}).Want(200)
	app.Program("mengshuqin").Call("DELETE", tenure, object{"last_on": "2022-06-30"}).Want(409).Says("空缺")
}

func TestS26RareCharactersInNames(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := app.Program("mengshuqin")
	for _, name := range []string{"张𠮷", "张𬭎", "张吉"} {
		p.Call("POST", "/members", object{"org_id": app.Org("B1001"), "name": name}).Want(201).Says(name)
	}
	for _, name := range []string{"张𠮷", "张𬭎", "张吉"} {
		var found struct{ Items []struct{ Name string } }
		p.Get("/members?q=" + name).Want(200).Into(&found)
		if len(found.Items) != 1 || found.Items[0].Name != name {
			t.Errorf("looking for %s finds %v", name, found.Items)
		}
	}
}

func TestX9FieldsNobodyAskedForChangeNothing(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	org, user := fmt.Sprintf("/orgs/%d", app.Org("B0702")), fmt.Sprintf("/users/%d", userID(app, "linyuan"))
	p := app.Program("shimuyun")
	p.Call("PATCH", org, object{"revision": 0, "code": "GW", "kind": "work_committee", "path": "/1/", "parent_id": app.Org("GW"), "id": 1}).
		Want(200).Says(`"code":"B0702"`, `"kind":"branch"`, fmt.Sprintf(`"parent_id":%d`, app.Org("D07")))
	admin := app.Program("admin")
	admin.Call("PATCH", user, object{"revision": 0, "login": "admin2", "admin": "audit", "member_id": 1, "password_hash": "x", "system": true}).
		Want(200).Says(`"login":"linyuan"`, `"admin":""`, fmt.Sprintf(`"member_id":%d`, app.Member("林远")))
	p.Call("POST", "/members", object{"org_id": app.Org("B1001"), "name": "外来的人"}).Want(404)
	p.Call("POST", "/posts", object{"org_id": app.Org("D07"), "office": "work_officer"}).Want(422).Says("不设这种职务")
}

func TestAccountsAreForTheAdministrator(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	admin := app.Browser("admin")
	admin.Get("/users").Want(200).Says("tongjianing", "新建账号")
	admin.Get("/users?form=user").Want(200).Says("form-user")
	admin.Get("/orgs").Want(200).Lacks("B1001")
	admin.Get("/members").Want(200).Lacks("林远")
	admin.Get(fmt.Sprintf("/users/%d", userID(app, "linyuan"))).Want(200).Says("重设密码")
	app.Program("admin").Call("POST", "/users", object{"login": "Bad Login", "name": ""}).Want(422)
	app.Program("admin").Call("POST", "/users", object{"login": "newone", "name": "新人"}).Want(201).Says("newone")
	app.Program("admin").Call("POST", "/users", object{"login": "newone", "name": "新人"}).Want(409)
	app.Program("mengshuqin").Call("POST", "/users", object{"login": "newtwo", "name": "新人"}).Want(403)
	app.Browser("shimuyun").Get("/users").Want(200).Says("shanzian").Lacks("tongjianing", "admin@")
	app.Browser("linyuan").Get("/users").Want(403)
}
