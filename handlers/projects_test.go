package handlers_test

import (
	"fmt"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

type object = map[string]any

// shown is what tests read of a project.
type shown struct {
	ID       int64
	State    string
	Percent  int
	Revision int
	Reason   string
	DueOn    string `json:"due_on"`
	FirstDue string `json:"first_due_on"`
	Light    struct{ Tone, Text string }
	Stages   []shownStage
	Nodes    []shownStage
}

type shownStage struct {
	ID         int64
	Name       string
	State      string
	Percent    int
	Timeliness string
	StartOn    string  `json:"start_on"`
	DueOn      string  `json:"due_on"`
	FirstDueOn string  `json:"first_due_on"`
	OwedOn     string  `json:"owed_on"`
	DoneOn     string  `json:"done_on"`
	Extensions int     `json:"extensions"`
	DependsOn  []int64 `json:"depends_on"`
	Light      struct{ Tone, Text string }
	Rounds     []struct {
		ID       int64
		Number   int
		Decision string
		Reason   string
		DueOn    string `json:"due_on"`
	}
	Progress []struct{ Text string }
}

// p03 is a project with four stages, led by the work committee.
func p03(app *testkit.City) object {
	stage := func(name, start, due string, weight int, after ...int) object {
		return object{"name": name, "goal": "目标", "measures": []string{"措施"}, "start_on": start, "due_on": due, "weight": weight, "after": after}
	}
	return object{"year": 2022, "code": "P03", "name": "支委会建设规范提升", "type": "key", "category": "规范提升",
		"objective": "该设的设起来", "measures": []string{"逐一梳理配备", "补缺"}, "target": "按月召开率≥98%",
		"org_id": app.Org("GW"), "owner_post_id": app.Post("GW", "组织科科长"), "reviewer_post_id": app.Post("GW", "常务副书记"),
		"start_on": "2022-03-01", "due_on": "2022-11-30", "cooperating": []int64{app.Org("D07")},
		"stages": []object{
			stage("梳理分析", "2022-03-01", "2022-03-31", 25), stage("补缺换届", "2022-04-01", "2022-06-30", 25, 1),
			stage("运行规范", "2022-07-01", "2022-09-30", 25, 2), stage("总结巩固", "2022-10-01", "2022-11-30", 25, 3)}}
}

// office is the city with those who work on the project: xu owns it, meng reviews and approves.
type office struct {
	*testkit.City
	xu, meng, han *testkit.Client
}

func newOffice(t *testing.T) *office {
	app := testkit.NewCity(t)
	return &office{app, app.Program("xumuye"), app.Program("mengshuqin"), app.Program("hanzhiyuan")}
}

// create drafts a project, changed by with.
func (o *office) create(with object) (p shown) {
	body := p03(o.City)
	for k, v := range with {
		body[k] = v
	}
	o.xu.Call("POST", "/projects", body).Want(201).Into(&p)
	return p
}

// approved is a project that has been taken on.
func (o *office) approved(with object) shown {
	p := o.create(with)
	o.xu.Call("POST", p.at("submission"), nil).Want(200)
	o.meng.Call("POST", p.at("approval"), nil).Want(200).Into(&p)
	return p
}

func (p shown) at(what string) string { return fmt.Sprintf("/projects/%d/%s", p.ID, what) }

func (p shown) path() string { return fmt.Sprintf("/projects/%d", p.ID) }

func (s shownStage) at(what string) string { return fmt.Sprintf("/milestones/%d/%s", s.ID, what) }

func (o *office) show(p shown) shown {
	var now shown
	o.meng.Get(fmt.Sprintf("/projects/%d", p.ID)).Want(200).Into(&now)
	return now
}

// finish hands a stage in and has it accepted.
func (o *office) finish(s shownStage) {
	o.xu.Call("POST", s.at("submission"), object{"note": "请审核"}).Want(200)
	o.meng.Call("POST", s.at("approval"), object{"note": "同意"}).Want(200)
}

func TestProjectCreateAndShow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	if p.State != "draft" || len(p.Stages) != 4 || len(p.Stages[1].DependsOn) != 1 || p.Stages[1].DependsOn[0] != p.Stages[0].ID {
		t.Fatalf("got %+v", p)
	}
	o.xu.Call("POST", "/projects", p03(o.City)).Want(409).Says("P03")
	o.Program("shimuyun").Get("/projects?year=2022&q=支委").Want(200).Says("P03") // cooperates
	o.Program("weichanggeng").Get("/projects").Want(200).Lacks("P03")
	for _, login := range []string{"weichanggeng", "linyuan", "tongjianing"} {
		o.Program(login).Get(fmt.Sprintf("/projects/%d", p.ID)).Want(404)
		o.Program(login).Get(fmt.Sprintf("/milestones/%d", p.Stages[0].ID)).Want(404)
		o.Program(login).Call("POST", p.Stages[0].at("progress"), object{"text": "x", "percent": 1}).Want(404)
		o.Program(login).Get(p.at("log")).Want(404)
	}
	o.Program("shimuyun").Call("POST", p.at("submission"), nil).Want(403) // sees it, does not run it
}

// A01: the whole way of a project, and the flow's word at every step.
func TestA01Flow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.create(nil)
	o.xu.Call("POST", p.at("submission"), nil).Want(200).Says(`"state":"submitted"`)
	o.xu.Call("POST", p.at("approval"), nil).Want(403)
	o.meng.Call("POST", p.at("return"), nil).Want(422).Says("退回理由")
	o.meng.Call("POST", p.at("return"), object{"reason": "目标不够具体"}).Want(200).Says(`"state":"returned"`, "目标不够具体")
	o.xu.Call("POST", p.at("submission"), nil).Want(200)
	o.meng.Call("POST", p.at("approval"), nil).Want(200).Says(`"state":"approved"`)
	o.xu.Call("POST", p.at("start"), nil).Want(200).Says(`"state":"in_progress"`)
	for _, s := range p.Stages {
		o.finish(s)
	}
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(409).Says("检查记录")
	o.han.Call("POST", p.at("check"), nil).Want(200).Says(`"state":"under_check"`)
	var check struct{ Improvements []struct{ ID int64 } }
	o.han.Call("POST", p.Stages[1].at("checks"), object{"result": "mostly_met", "problems": []string{"B0302 未补缺"}, "due_on": "2022-07-29"}).
		Want(201).Into(&check)
	if now := o.show(p); now.State != "improving" || now.Percent != 100 {
		t.Fatalf("got %+v", now)
	}
	improvement := fmt.Sprintf("/improvements/%d/", check.Improvements[0].ID)
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(409).Says("B0302 未补缺")
	o.xu.Call("POST", improvement+"submission", object{"note": "已补选"}).Want(200)
	o.han.Call("POST", improvement+"verification", nil).Want(200).Says(`"state":"verified"`)
	if now := o.show(p); now.State != "in_progress" {
		t.Fatalf("with nothing left to improve the project is %s", now.State)
	}
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(200).Says(`"state":"pending_acceptance"`)
	o.meng.Call("POST", p.at("acceptance"), object{"outcome": "召开率98.6%", "conclusion": "excellent"}).Want(200).Says(`"state":"closed"`)
	o.meng.Get(p.at("log")+"?limit=3").Want(200).Says("验收结项", `"next":"`)
}

// A01: each illegal jump is refused in words.
func TestA01IllegalJumps(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	verbs := map[string]func(p shown) *testkit.Reply{
		"submission": func(p shown) *testkit.Reply { return o.xu.Call("POST", p.at("submission"), nil) },
		"approval":   func(p shown) *testkit.Reply { return o.meng.Call("POST", p.at("approval"), nil) },
		"return":     func(p shown) *testkit.Reply { return o.meng.Call("POST", p.at("return"), object{"reason": "不妥"}) },
		"start":      func(p shown) *testkit.Reply { return o.xu.Call("POST", p.at("start"), nil) },
		"check":      func(p shown) *testkit.Reply { return o.han.Call("POST", p.at("check"), nil) },
		"suspension": func(p shown) *testkit.Reply {
			return o.meng.Call("POST", p.at("suspension"), object{"reason": "不妥"})
		},
		"resumption":         func(p shown) *testkit.Reply { return o.meng.Call("POST", p.at("resumption"), nil) },
		"acceptance-request": func(p shown) *testkit.Reply { return o.xu.Call("POST", p.at("acceptance-request"), nil) },
		"acceptance": func(p shown) *testkit.Reply {
			return o.meng.Call("POST", p.at("acceptance"), object{"outcome": "好", "conclusion": "excellent"})
		},
		"PATCH": func(p shown) *testkit.Reply {
			return o.xu.Call("PATCH", p.path(), object{"name": "新", "revision": 0})
		},
		"DELETE": func(p shown) *testkit.Reply { return o.xu.Call("DELETE", p.path(), nil) },
	}
	for state, illegal := range map[string][]string{
		"draft":              {"approval", "return", "start", "check", "suspension", "resumption", "acceptance-request", "acceptance"},
		"submitted":          {"submission", "start", "check", "suspension", "resumption", "acceptance-request", "acceptance", "PATCH", "DELETE"},
		"returned":           {"approval", "return", "start", "check", "suspension", "resumption", "acceptance-request", "acceptance", "DELETE"},
		"approved":           {"submission", "approval", "return", "check", "resumption", "acceptance-request", "acceptance", "PATCH", "DELETE"},
		"in_progress":        {"submission", "approval", "return", "start", "resumption", "acceptance", "PATCH", "DELETE"},
		"under_check":        {"submission", "approval", "return", "start", "check", "resumption", "acceptance-request", "acceptance", "PATCH", "DELETE"},
		"improving":          {"submission", "approval", "return", "start", "resumption", "acceptance", "PATCH", "DELETE"},
		"pending_acceptance": {"submission", "approval", "return", "start", "check", "suspension", "resumption", "acceptance-request", "PATCH", "DELETE"},
		"suspended":          {"submission", "approval", "return", "start", "check", "suspension", "acceptance-request", "acceptance", "PATCH", "DELETE"},
		"closed":             {"submission", "approval", "return", "start", "check", "suspension", "resumption", "acceptance-request", "acceptance", "PATCH", "DELETE"},
	} {
		p := o.create(object{"code": state})
		o.put(p, state)
		for _, verb := range illegal {
			reply := verbs[verb](p)
			if reply.Code != 409 {
				t.Errorf("%s from %s: got %d %.200s", verb, state, reply.Code, reply.Body)
			}
		}
		if now := o.show(p); now.State != state {
			t.Errorf("%s has become %s", state, now.State)
		}
	}
}

// put sets a project's state by hand.
func (o *office) put(p shown, state string) {
	o.Seed(func(tx *models.Tx) error {
		return tx.Raw(&struct{}{}, "UPDATE projects SET state = ? WHERE id = ?", state, p.ID)
	})
}
