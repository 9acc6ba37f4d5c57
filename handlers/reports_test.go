package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/testkit"
)

// A62: what is sent up once is one row, read on both lines and by nobody else.
func TestA62OneReportTwoLines(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	supervises(app, groupMember(app, "gongmingyuan", "公明远"), "B0701")
	body := p03(app)
	body["code"], body["org_id"], body["owner_post_id"], body["cooperating"] = "P81", app.Org("B0702"), app.Post("B0702", "书记"), []int64{}
	var p shown
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Into(&p)
	owner := app.Program("shanzian")
	owner.Call("POST", p.path()+"/submission", nil).Want(200)
	app.Program("mengshuqin").Call("POST", p.path()+"/approval", nil).Want(200)
	owner.Call("POST", fmt.Sprintf("/milestones/%d/progress", p.Stages[0].ID), object{"text": "已梳理30个支部", "percent": 40}).Want(201)

	type list struct {
		Items []struct {
			ID               int64
			Kind, Line, Text string
			Read             bool
			Reads            []struct{ Name, Line string }
		}
	}
	read := func(login, query string) (l list) {
		app.Program(login).Get("/reports" + query).Want(200).Into(&l)
		return l
	}
	id := read("mengshuqin", "?kind=progress").Items[0].ID
	for login, line := range map[string]string{"mengshuqin": "leading", "hanzhiyuan": "leading", "shimuyun": "leading", "wenlixin": "guiding", "shanzian": "own"} {
		l := read(login, "?kind=progress")
		if len(l.Items) != 1 || l.Items[0].ID != id || l.Items[0].Line != line || !strings.Contains(l.Items[0].Text, "已梳理30个支部") {
			t.Errorf("%s reads on the line %s: %+v", login, line, l.Items)
		}
		if narrowed := read(login, "?kind=progress&line="+line); len(narrowed.Items) != 1 {
			t.Errorf("%s finds %d reports on the line %s", login, len(narrowed.Items), line)
		}
		if app.Program(login).Get(p.path()).Code != 200 {
			t.Errorf("%s does not see the project reported on", login)
		}
	}
	address := fmt.Sprintf("/reports/%d/read", id)
	for _, login := range []string{"leizhenchuan", "zhuangzijin", "tongjianing", "gongmingyuan"} { // other units, and a colleague with another field
		if l := read(login, ""); len(l.Items) != 0 {
			t.Errorf("%s reads %+v", login, l.Items)
		}
		app.Program(login).Call("POST", address, nil).Want(404)
	}
	app.Program("luchengyue").Get("/reports").Want(403)

	owner.Call("POST", address, nil).Want(403).Says("本单位报送")
	for _, login := range []string{"mengshuqin", "wenlixin", "wenlixin"} {
		app.Program(login).Call("POST", address, nil).Want(200)
	}
	l := read("shanzian", "?kind=progress")
	if reads := l.Items[0].Reads; len(reads) != 2 || reads[0].Line == reads[1].Line {
		t.Errorf("one mark of each line: %+v", reads)
	}
	if l := read("wenlixin", "?kind=progress&unread=true"); len(l.Items) != 0 {
		t.Errorf("read, and yet unread: %+v", l.Items)
	}
	if l := read("hanzhiyuan", "?kind=progress&unread=true"); len(l.Items) != 1 || l.Items[0].Read {
		t.Errorf("another reader's mark is one's own: %+v", l.Items)
	}
	app.Browser("wenlixin").Get("/reports").Says("住建局市政房产服务中心党支部", "已梳理30个支部", "孟书琴", "领导", "指导")
	app.Browser("hanzhiyuan").Get("/reports").Says("标为已阅")
}
