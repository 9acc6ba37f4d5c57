package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

// cardsIn are the names of the projects in a column of the board, as somebody sees it.
func cardsIn(app *testkit.City, login, column string) string {
	body := app.Browser(login).Get("/projects/board").Want(200).Body.String()
	_, body, found := strings.Cut(body, `data-column="`+column+`">`)
	if !found {
		return ""
	}
	body, _, _ = strings.Cut(body, "</section>")
	var names []string
	for _, part := range strings.Split(body, "<h3><a")[1:] {
		_, name, _ := strings.Cut(part, ">")
		name, _, _ = strings.Cut(name, "<")
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// TestBoardMovesAreVerbs takes a project across the board, column by column.
func TestBoardMovesAreVerbs(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	body := p03(app)
	body["name"], body["code"] = "支委会建设", "P30"
	body["start_on"], body["due_on"] = "2022-06-15", "2022-12-31"
	for i, stage := range body["stages"].([]object) {
		stage["start_on"], stage["due_on"] = "2022-06-15", fmt.Sprintf("2022-%02d-30", 9+i)
	}
	var p madeProject
	app.Program("xumuye").Call("POST", "/projects", body).Want(201).Into(&p)
	move := func(login, to, reason string) *testkit.Reply {
		return app.Browser(login).Post(fmt.Sprintf("/projects/%d/column", p.ID), url.Values{"to": {to}, "reason": {reason}, "back": {"/projects/board?year=2022"}})
	}
	for _, row := range []struct {
		name, login, to, reason string
		status                  int
		says, column            string
	}{
		{"a draft cannot run", "xumuye", "running", "", 409, "不能从“草拟、退回、中止”移到“推进中”", "at_rest"},
		{"a draft cannot be closed", "xumuye", "finished", "", 409, "不能直接变为“结项”", "at_rest"},
		{"others than the owner cannot submit it", "shimuyun", "in_review", "", 403, "没有", "at_rest"},
		{"the owner submits", "xumuye", "in_review", "", 303, "", "in_review"},
		{"nobody decides on what one has submitted", "xumuye", "running", "", 403, "须由其他审批人办理", "in_review"},
		{"a return needs a reason", "mengshuqin", "at_rest", "", 422, "退回理由", "in_review"},
		{"the approver returns", "mengshuqin", "at_rest", "目标不够具体", 303, "", "at_rest"},
		{"it is submitted again", "xumuye", "in_review", "", 303, "", "in_review"},
		{"and approved", "mengshuqin", "running", "", 303, "", "running"},
		{"a light is not to be moved to", "xumuye", "overdue", "", 409, "由进度和时限算出", "running"},
		{"it stands there already", "xumuye", "running", "", 409, "已在“推进中”一栏", "running"},
		{"the first stage is handed in", "xumuye", "in_review", "", 303, "", "in_review"},
		{"the reviewer returns it", "mengshuqin", "pressing", "缺两个支部的材料", 303, "", "pressing"},
		{"it is handed in again", "xumuye", "in_review", "", 303, "", "in_review"},
		{"and taken back by who handed it in", "xumuye", "running", "", 303, "", "pressing"},
		{"and once more", "xumuye", "in_review", "", 303, "", "in_review"},
		{"and accepted", "mengshuqin", "running", "", 303, "", "running"},
		{"halting needs a reason", "mengshuqin", "at_rest", "", 422, "中止理由", "running"},
		{"it is halted", "mengshuqin", "at_rest", "防汛", 303, "", "at_rest"},
		{"and goes on", "mengshuqin", "running", "", 303, "", "running"},
		{"closing takes more than a drag", "mengshuqin", "finished", "", 409, "不能直接变为“结项”", "running"},
		{"no such column", "mengshuqin", "nowhere", "", 422, "没有这一栏", "running"},
		{"who does not see it", "zhuangzijin", "in_review", "", 404, "", "running"},
	} {
		reply := move(row.login, row.to, row.reason)
		if reply.Code != row.status {
			t.Fatalf("%s: %d, not %d: %s", row.name, reply.Code, row.status, reply.Body)
		}
		reply.Says(row.says)
		if got := cardsIn(app, "mengshuqin", row.column); got != "支委会建设" {
			t.Fatalf("%s: %s has %q", row.name, row.column, got)
		}
	}
}

// TestBoardTwoPeople has somebody move a card as it stood before another moved it.
func TestBoardTwoPeople(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var p madeProject
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	path := fmt.Sprintf("/projects/%d/column", p.ID)
	program := app.Program("xumuye")
	program.Call("POST", path, object{"to": "in_review", "verb": "提交第1阶段“梳理分析”审核"}).Want(409)
	program.Call("POST", path, object{"to": "in_review", "verb": "申报立项"}).Want(200).Says(`"state":"submitted"`)
	app.Browser("xumuye").Send("POST", path, "application/x-www-form-urlencoded", "to=overdue", "HX-Request: true").Want(409).Says("由进度和时限算出").Lacks("<html")
}

// TestBoardOffersWhatOneMayDo looks at the menu of a card as different people see it.
func TestBoardOffersWhatOneMayDo(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var p madeProject
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	app.Browser("xumuye").Get("/projects/board").Want(200).Says("申报立项", "移到…", `data-column="at_rest"`)
	app.Browser("shimuyun").Get("/projects/board").Want(200).Lacks("申报立项", "移到…")
	app.Browser("mengshuqin").Get("/projects/board?light=late").Want(200).Lacks("支委会建设").Says("没有逾期的项目")
	app.Browser("zhuangzijin").Get("/projects/board").Want(200).Lacks("支委会建设")
}
