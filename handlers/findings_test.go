package handlers_test

import (
	"fmt"
	"net/url"
	"sync"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/testkit"
)

type shownFinding struct {
	ID       int64
	State    string
	Overdue  bool
	Mended   bool
	DueOn    string `json:"due_on"`
	Revision int
	Project  *struct {
		ID         int64
		Code, Name string
		State      string
	}
}

// aFinding is a problem of B0702, whose secretary answers for it.
func aFinding(app *testkit.City) object {
	return object{"org_id": app.Org("B0702"), "text": "5月份支委会未按月召开", "basis": "支部工作条例第十二条", "source": "self_check",
		"found_on": "2022-06-10", "owner_post_id": app.Post("B0702", "书记")}
}

// closeProject takes a draft of a unit under the work committee all the way to acceptance.
func closeProject(app *testkit.City, owner string, id int64) {
	own, meng := app.Program(owner), app.Program("mengshuqin")
	at := fmt.Sprintf("/projects/%d", id)
	var p shown
	own.Get(at).Want(200).Into(&p)
	own.Call("PATCH", at, object{"measures": []string{"逐项整改"}, "target": "2项问题全部整改", "due_on": "2022-12-20", "start_on": "2022-06-01", "revision": p.Revision}).Want(200).Into(&p)
	stage := func(name, start, due string) object {
		return object{"name": name, "goal": "完成", "measures": []string{"措施"}, "weight": 50, "start_on": start, "due_on": due}
	}
	own.Call("PUT", at+"/stages", object{"revision": p.Revision, "stages": []object{stage("排查", "2022-06-01", "2022-07-29"), stage("整改", "2022-08-01", "2022-12-20")}}).Want(200)
	own.Call("POST", at+"/submission", nil).Want(200)
	meng.Call("POST", at+"/approval", nil).Want(200).Into(&p)
	own.Call("POST", at+"/start", nil).Want(200)
	for _, s := range p.Stages {
		own.Call("POST", fmt.Sprintf("/milestones/%d/submission", s.ID), nil).Want(200)
		meng.Call("POST", fmt.Sprintf("/milestones/%d/approval", s.ID), nil).Want(200)
	}
	meng.Call("POST", fmt.Sprintf("/milestones/%d/checks", p.Stages[0].ID), object{"result": "met"}).Want(201)
	own.Call("POST", at+"/acceptance-request", nil).Want(200)
	meng.Call("POST", at+"/acceptance", object{"outcome": "全部整改到位", "conclusion": "qualified"}).Want(200)
}

func TestA10AProblemBecomesATaskInOneClick(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	finder, owner := app.Program("shimuyun"), app.Program("shanzian")
	var f shownFinding
	finder.Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	if f.State != "open" || f.DueOn != "2022-07-01" {
		t.Fatalf("15 working days after 10 June is 1 July: %+v", f)
	}
	at := fmt.Sprintf("/findings/%d", f.ID)
	owner.Get("/notices").Says("有一个问题请您整改")
	var p struct {
		ID                                         int64
		Code, Type, Origin, Objective, Name, State string
		DueOn                                      string `json:"due_on"`
		OrgID                                      int64  `json:"org_id"`
		Owner                                      struct {
			PostID int64 `json:"post_id"`
		}
		Source struct{ Finding struct{ ID int64 } }
	}
	owner.Call("POST", at+"/project", nil).Want(201).Into(&p)
	if p.State != "draft" || p.Type != "rectification" || p.Origin != "self_check" || p.Objective != "5月份支委会未按月召开" || p.OrgID != app.Org("B0702") ||
		p.DueOn != "2022-07-01" || p.Owner.PostID != app.Post("B0702", "书记") || p.Source.Finding.ID != f.ID {
		t.Errorf("not carried over: %+v", p)
	}
	owner.Get(at).Want(200).Into(&f)
	if f.State != "tasked" || f.Project == nil || f.Project.ID != p.ID {
		t.Errorf("the problem does not know its task: %+v", f)
	}
	app.Browser("shanzian").Get(fmt.Sprintf("/projects/%d", p.ID)).Want(200).Says("任务由来", "5月份支委会未按月召开", at)
	app.Browser("shanzian").Get(at).Want(200).Says(fmt.Sprintf(`href="/projects/%d"`, p.ID))
	owner.Call("POST", at+"/project", nil).Want(409)
}

// What a check or a bulletin finds says what is to be done, and reaches somebody
// even when it names nobody.
func TestAnOrderReachesTheSecretary(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Seed(func(tx *models.Tx) error {
		return supervision.Create(tx, &supervision.Finding{OrgID: app.Org("B0702"), Text: "未召开支委会", Basis: "支部工作条例第十二条", Requirement: "补开支委会，报排定日期",
			Source: project.FromBulletin, SourceSubject: "bulletins/3", FoundOn: "2022-06-09"})
	})
	owner := app.Program("shanzian")
	owner.Get("/notices").Says("有一个问题请您整改，时限2022年6月30日", "整改要求：补开支委会")
	owner.Get("/findings").Says(`"requirement":"补开支委会，报排定日期"`, `"source":"bulletin"`, `"source_name":"工作通报"`, `"source_subject":"bulletins/3"`)
	app.Program("qishaochuan").Get("/notices").Lacks("整改")
}

func TestA10WhoFoundItClosesItNeverItsOwner(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	finder, owner := app.Program("shimuyun"), app.Program("shanzian")
	var f shownFinding
	finder.Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	at := fmt.Sprintf("/findings/%d", f.ID)
	var p shown
	owner.Call("POST", at+"/project", nil).Want(201).Into(&p)
	done := object{"result": "已补开，纪要齐全"}
	finder.Call("POST", at+"/closing", done).Want(409).Says("结项后才能销号")
	closeProject(app, "shanzian", p.ID)
	finder.Get("/findings?state=mended").Want(200).Says(`"mended":true`)
	for _, row := range []struct {
		who  string
		body object
		want int
	}{
		{"shanzian", done, 403},     // owes it
		{"wenlixin", done, 403},     // only sees it
		{"zhuangzijin", done, 404},  // does not see it
		{"shimuyun", object{}, 422}, // no result
		{"shimuyun", object{"result": "好", "revision": 99}, 409},
		{"shimuyun", done, 200},
		{"shimuyun", done, 409},
	} {
		app.Program(row.who).Call("POST", at+"/closing", row.body).Want(row.want)
	}
	finder.Get(at).Says(`"state":"closed"`, `"closed_by":"施慕云"`)
}

func TestA10WhatTheWorkCommitteeFoundTheUnitDoesNotClose(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	var f shownFinding
	app.Program("hanzhiyuan").Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	at := fmt.Sprintf("/findings/%d/closing", f.ID)
	app.Program("shimuyun").Call("POST", at, object{"result": "已整改"}).Want(403)
	app.Program("mengshuqin").Call("POST", at, object{"result": "已整改"}).Want(200)
}

func TestA10ADeletedDraftOpensTheProblemAgain(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("shimuyun")
	var f shownFinding
	c.Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	at := fmt.Sprintf("/findings/%d", f.ID)
	var p shown
	c.Call("POST", at+"/project", nil).Want(201).Into(&p)
	c.Call("DELETE", fmt.Sprintf("/projects/%d", p.ID), nil).Want(204)
	c.Get(at).Want(200).Says(`"state":"open"`, `"project":null`)
	c.Call("POST", at+"/project", nil).Want(201)
}

func TestA10ManyProblemsAtOnce(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c, b := app.Program("shimuyun"), app.Browser("shimuyun")
	var ids []int64
	for i := range 3 {
		body := aFinding(app)
		body["text"] = fmt.Sprintf("问题%d", i+1)
		var f shownFinding
		c.Call("POST", "/findings", body).Want(201).Into(&f)
		ids = append(ids, f.ID)
	}
	b.Get(fmt.Sprintf("/findings/chosen?id=%d&id=%d", ids[0], ids[1])).Want(200).Says("问题1", "问题2", "确认转为整改项目").Lacks("问题3")
	b.Post("/findings/projects", url.Values{"ids": {fmt.Sprint(ids[0]), fmt.Sprint(ids[1])}}).Want(303)
	c.Get("/findings?state=tasked").Says("问题1", "问题2").Lacks("问题3")
	c.Call("POST", "/findings/projects", object{"ids": ids}).Want(409).Says("问题1") // all or nothing
	c.Get("/findings?state=open").Says("问题3").Lacks("问题1")
	c.Call("POST", "/findings/projects", object{"ids": []int64{}}).Want(422)
	app.Program("zhuangzijin").Call("POST", "/findings/projects", object{"ids": ids[2:]}).Want(404)
}

func TestA10EightClicksMakeOneTask(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("shimuyun")
	var f shownFinding
	c.Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	codes := make([]int, 8)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() { codes[i] = c.Call("POST", fmt.Sprintf("/findings/%d/project", f.ID), nil).Code })
	}
	wg.Wait()
	made := 0
	for _, code := range codes {
		if code == 201 {
			made++
		} else if code != 409 {
			t.Errorf("answered with %d", code)
		}
	}
	if made != 1 {
		t.Errorf("%d tasks", made)
	}
}

func TestA10TheListOfProblems(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("mengshuqin")
	for org, body := range map[string]object{
		"B0702": {"text": "一", "source": "patrol", "due_on": "2022-06-13"},
		"B1001": {"text": "二", "source": "masses", "due_on": "2022-06-30"},
		"B0203": {"text": "三", "source": "patrol", "due_on": "2022-07-30"},
	} {
		body["org_id"], body["found_on"] = app.Org(org), "2022-06-01"
		c.Call("POST", "/findings", body).Want(201)
	}
	for query, want := range map[string][]string{
		"":                                       {"一", "二", "三"},
		"?source=patrol":                         {"一", "三"},
		"?state=overdue":                         {"一"},
		"?due_from=2022-06-20&due_to=2022-06-30": {"二"},
		"?q=治安":                                  {"三"},
		"?state=closed":                          nil,
		fmt.Sprintf("?org=%d", app.Org("D07")):   {"一"},
	} {
		var list struct{ Items []struct{ Text string } }
		c.Get("/findings" + query).Want(200).Into(&list)
		var got []string
		for _, f := range list.Items {
			got = append(got, f.Text)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s lists %v, not %v", query, got, want)
		}
	}
	for _, bad := range []string{"?source=rumour", "?state=lost", "?due_from=june", "?org=x", "?cursor=x", "?limit=0"} {
		c.Get("/findings" + bad).Want(422)
	}
	var first struct{ Next string }
	c.Get("/findings?limit=2").Says(`"一"`, `"二"`).Into(&first)
	c.Get("/findings?limit=2&cursor=" + first.Next).Says(`"三"`).Lacks(`"一"`)
	app.Program("tongjianing").Get("/findings").Says(`"二"`).Lacks(`"一"`, `"三"`)
	app.Program("linyuan").Get("/findings").Want(403)
	app.Browser("mengshuqin").Get("/findings").Want(200).Says("问题清单", "今年任务的来源", "住建局市政房产服务中心党支部")
}

func TestA10AProblemIsCheckedAndCorrected(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	c := app.Program("shimuyun")
	for field, value := range map[string]any{"text": "", "source": "rumour", "found_on": "2022-06-16", "due_on": "2022-06-09", "owner_post_id": 1 << 40} {
		body := aFinding(app)
		body[field] = value
		var wrong struct{ Fields map[string]string }
		if c.Call("POST", "/findings", body).Want(422).Into(&wrong); wrong.Fields[field] == "" {
			t.Errorf("%s: %v", field, wrong.Fields)
		}
	}
	foreign := aFinding(app)
	foreign["org_id"] = app.Org("B1001")
	c.Call("POST", "/findings", foreign).Want(403)
	var f shownFinding
	app.Program("hanzhiyuan").Call("POST", "/findings", aFinding(app)).Want(201).Into(&f)
	at := fmt.Sprintf("/findings/%d", f.ID)
	change := object{"due_on": "2022-12-30", "revision": f.Revision}
	c.Call("PATCH", at, change).Want(403) // who owes it does not put it off
	app.Program("mengshuqin").Call("PATCH", at, object{"due_on": "2022-12-30"}).Want(422)
	app.Program("mengshuqin").Call("PATCH", at, change).Want(200).Says("2022-12-30", "5月份支委会未按月召开")
	app.Program("mengshuqin").Call("PATCH", at, change).Want(409)
	b := app.Browser("mengshuqin")
	b.Get("/findings/new").Want(200).Says("登记问题")
	b.Post("/findings", url.Values{"org_id": {fmt.Sprint(app.Org("B0702"))}, "text": {"材料不规范"}, "source": {"rumour"}}).Want(422).Says("材料不规范", "请从列表中选择问题来源")
	b.Post(at+"/closing", url.Values{"revision": {"1"}}).Want(422).Says("请写明整改结果")
}

// A decision on record becomes a project in one click; each leads to the other.
func TestADecisionBecomesAProject(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	body := minutes(app, orglife.CommitteeMeeting, "2022-06-07")
	body["decisions"] = "组织微心愿认领\n7月举办党务培训"
	c, b := app.Program("tongjianing"), app.Browser("tongjianing")
	var made struct{ ID int64 }
	c.Call("POST", "/activities", body).Want(201).Into(&made)
	at := fmt.Sprintf("/activities/%d", made.ID)
	b.Get(at).Want(200).Says("议定事项的落实", "转为项目")
	var p struct {
		ID           int64
		Name, Origin string
		Source       struct{ Activity struct{ ID int64 } }
	}
	c.Call("POST", at+"/projects", object{"decision": "7月举办党务培训"}).Want(201).Into(&p)
	if p.Name != "7月举办党务培训" || p.Origin != "meeting" || p.Source.Activity.ID != made.ID {
		t.Errorf("got %+v", p)
	}
	c.Get(at).Says(fmt.Sprintf(`"projects":[{"id":%d`, p.ID))
	b.Get(at).Says(fmt.Sprintf(`href="/projects/%d"`, p.ID))
	b.Get(fmt.Sprintf("/projects/%d", p.ID)).Says("任务由来", fmt.Sprintf(`href="%s"`, at))
	c.Call("POST", at+"/projects", object{"decision": "7月举办党务培训"}).Want(409)
	c.Call("POST", at+"/projects", object{"decision": "别的事"}).Want(422)
	app.Program("xumuye").Get(fmt.Sprintf("/projects/%d", p.ID)).Says(`"activity":null`) // sees the project, not the minutes
	app.Program("xumuye").Call("POST", at+"/projects", object{"decision": "组织微心愿认领"}).Want(404)
}

func TestSourcesOfTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(object{"code": "P21", "origin": "superior"})
	o.create(object{"code": "P22", "origin": "debrief"})
	o.create(object{"code": "P23"})
	o.xu.Get("/projects?origin=superior").Says(`"P21"`, `"origin_name":"上级部署"`).Lacks(`"P22"`, `"P23"`)
	o.xu.Get("/projects?origin=rumour").Want(422)
	o.xu.Get("/projects/origins?year=2022").Says(`{"origin":"superior","name":"上级部署","count":1}`, `{"origin":"debrief","name":"述职反馈","count":1}`, `{"origin":"","name":"未注明","count":1}`)
	o.xu.Get("/projects/origins?year=june").Want(422)
	o.xu.Call("PATCH", p.path(), object{"origin": "rumour", "revision": p.Revision}).Want(422).Says("origin")
	o.xu.Call("PATCH", p.path(), object{"origin": "masses", "revision": p.Revision}).Want(200).Says("群众意见")
	b := o.Browser("xumuye")
	b.Get("/projects?origin=masses").Want(200).Says("P21", "来源：群众意见").Lacks("P22")
	b.Get(p.path()).Says("群众意见")
	b.Get("/findings").Want(200).Says("群众意见 <b>1</b>")
}
