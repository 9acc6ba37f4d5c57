package handlers_test

import (
	"fmt"
	"net/url"
	"testing"
)

// Review in rounds: two clocks, reasons kept, never one's own.
func TestReviewRounds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(object{"stages": []object{
		{"name": "一", "goal": "g", "measures": "m", "start_on": "2022-06-01", "due_on": "2022-06-20", "weight": 50},
		{"name": "二", "goal": "g", "measures": "m", "start_on": "2022-06-01", "due_on": "2022-11-30", "weight": 50}}})
	s := p.Stages[0]
	o.meng.Call("POST", s.at("approval"), nil).Want(409)
	o.xu.Call("POST", s.at("submission"), object{"note": "请审核", "percent": 70}).Want(200)
	o.xu.Call("POST", s.at("progress"), object{"text": "再报", "percent": 80}).Want(409).Says("正在审核")
	o.xu.Call("POST", s.at("approval"), nil).Want(403)
	o.Program("shimuyun").Call("POST", s.at("approval"), nil).Want(403)
	o.xu.Call("DELETE", s.at("submission"), nil).Want(200).Says(`"state":"planned"`, `"decision":"withdrawn"`)
	o.xu.Call("POST", s.at("submission"), nil).Want(200)
	o.Clock.Set("2022-06-17 10:00") // two working days later
	o.meng.Call("POST", s.at("return"), nil).Want(422).Says("退回理由")
	var now shownStage
	o.meng.Call("POST", s.at("return"), object{"reason": "B0302 尚未补缺"}).Want(200).Into(&now)
	if now.State != "improving" || now.OwedOn != "2022-06-22" || now.DueOn != "2022-06-20" {
		t.Fatalf("the owner's clock stood for two days: %+v", now)
	}
	o.Clock.Set("2022-06-22 17:00")
	o.xu.Call("POST", s.at("submission"), nil).Want(200)
	o.Clock.Set("2022-06-27 09:00")
	o.meng.Call("POST", s.at("approval"), nil).Want(200).Into(&now)
	if now.Timeliness != "按时完成" || now.DoneOn != "2022-06-22" || len(now.Rounds) != 3 || now.Rounds[1].Reason != "B0302 尚未补缺" || now.Rounds[0].DueOn != "2022-06-27" {
		t.Fatalf("got %+v", now)
	}
	if told := o.told("review-submitted"); told != 3 {
		t.Errorf("the reviewer was told %d times", told)
	}
	if told := o.told("review-returned") + o.told("review-approved"); told != 2 {
		t.Errorf("the owner was told %d times", told)
	}
}

// Nodes hang on a stage, and hold up its acceptance by name.
func TestNodes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.finish(p.Stages[0])
	node := object{"stage_id": p.Stages[1].ID, "name": "B0302补缺", "due_on": "2022-07-01", "owner_post_id": o.Post("B0702", "书记")}
	o.xu.Call("POST", p.at("milestones"), node).Want(422).Says("晚于第2阶段时限")
	node["due_on"] = "2022-06-17"
	var n shownStage
	o.xu.Call("POST", p.at("milestones"), node).Want(201).Into(&n)
	o.xu.Call("POST", p.Stages[1].at("submission"), nil).Want(200)
	o.meng.Call("POST", p.Stages[1].at("approval"), nil).Want(409).Says("B0302补缺")
	shan := o.Program("shanzian")
	shan.Get(p.path()).Want(200) // has something of one's own in it
	shan.Call("POST", n.at("submission"), object{"note": "已补选"}).Want(200)
	shan.Call("POST", n.at("approval"), nil).Want(403)
	o.meng.Call("POST", n.at("approval"), nil).Want(200)
	o.meng.Call("POST", p.Stages[1].at("approval"), nil).Want(200)
}

// A suspended project stands still: no work, no reviews, no reminders, until it is resumed.
func TestSuspension(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	o.xu.Call("POST", p.Stages[0].at("submission"), nil).Want(200)
	o.meng.Call("POST", p.at("suspension"), nil).Want(422).Says("中止理由")
	o.meng.Call("POST", p.at("suspension"), object{"reason": "机构调整"}).Want(200).Says(`"state":"suspended"`, "机构调整")
	o.meng.Call("POST", p.Stages[0].at("return"), object{"reason": "再核对"}).Want(409).Says("中止")
	o.xu.Call("POST", p.Stages[1].at("progress"), object{"text": "再报", "percent": 10}).Want(409).Says("中止")
	o.Clock.Set("2022-08-01 09:00")
	o.meng.Get("/milestones?overdue=true").Want(200).Lacks("补缺换届")
	o.meng.Call("POST", p.at("resumption"), nil).Want(200).Says(`"state":"in_progress"`)
	o.meng.Get("/milestones?overdue=true").Want(200).Says("补缺换届").Lacks("梳理分析")
	o.meng.Call("POST", p.Stages[0].at("return"), object{"reason": "再核对"}).Want(200)
}

// A check that finds a finished project wanting reopens the stage, and its clock.
func TestCheckBeforeAcceptance(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	for _, s := range p.Stages {
		o.finish(s)
	}
	o.han.Call("POST", p.Stages[0].at("checks"), object{"result": "met"}).Want(201)
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(200)
	o.han.Call("POST", p.Stages[3].at("checks"), object{"result": "not_met", "problems": []string{"没有形成制度"}, "due_on": "2022-07-29"}).Want(201)
	if now := o.show(p); now.State != "improving" || now.Stages[3].State != "improving" || now.Percent != 100 && now.Percent != 99 {
		t.Fatalf("got %+v", now)
	}
	o.xu.Get("/milestones?owner=me&state=improving").Want(200).Says("总结巩固")
	o.meng.Call("POST", p.at("acceptance"), object{"outcome": "好", "conclusion": "excellent"}).Want(409)
}

// The pages' forms do what the API does.
func TestProjectForms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	xu := o.Browser("xumuye")
	form := url.Values{"year": {"2022"}, "code": {"P05"}, "name": {"发展党员规范化"}, "type": {"key"}, "objective": {"规范"}, "measures": {"培训\n互审"},
		"target": {"新发展32名"}, "metric_name": {"新发展"}, "metric_target": {"32"}, "org_id": {fmt.Sprint(o.Org("GW"))},
		"owner_post_id": {fmt.Sprint(o.Post("GW", "组织科科长"))}, "start_on": {"2022-03-01"}, "due_on": {"2022-11-30"},
		"cooperating":   {fmt.Sprint(o.Org("D07")), fmt.Sprint(o.Org("D02"))},
		"stages.0.name": {"培训"}, "stages.0.goal": {"人人会"}, "stages.0.measures": {"集中培训"}, "stages.0.weight": {"40"},
		"stages.0.start_on": {"2022-03-01"}, "stages.0.due_on": {"2022-06-30"},
		"stages.1.name": {"互审"}, "stages.1.goal": {"无差错"}, "stages.1.measures": {"交叉互审"}, "stages.1.weight": {"60"},
		"stages.1.start_on": {"2022-07-01"}, "stages.1.due_on": {"2022-11-30"}, "stages.1.after": {"1"}, "stages.2.name": {""}}
	at := xu.Post("/projects", form).Want(303).Header().Get("Location")
	var p shown
	o.xu.Get(at).Want(200).Says("互审", `"target":32`, "市公安局机关党委").Into(&p)
	if len(p.Stages) != 2 || len(p.Stages[1].DependsOn) != 1 {
		t.Fatalf("got %+v", p)
	}
	xu.Post(at+"?_method=PATCH", url.Values{"name": {"发展党员更规范"}, "revision": {"0"}, "cooperating": {""}}).Want(303)
	o.xu.Get(at).Want(200).Says("发展党员更规范", "交叉互审").Lacks("市公安局机关党委")
	xu.Post(at+"/submission", nil).Want(303)
	o.Browser("mengshuqin").Post(at+"/approval", url.Values{"note": {"同意"}}).Want(303)
	xu.Post(p.Stages[0].at("progress"), url.Values{"text": {"已培训2期"}, "percent": {"50"}}).Want(303)
	xu.Post(p.Stages[0].at("submission"), url.Values{"note": {"请审核"}, "percent": {"90"}}).Want(303)
	xu.Post(p.Stages[0].at("submission")+"?_method=DELETE", nil).Want(303)
	xu.Get(fmt.Sprintf("/milestones/%d", p.Stages[0].ID)).Want(303)
	o.xu.Call("DELETE", at, nil).Want(409)
	draft := o.create(object{"code": "P06"})
	xu.Post(draft.path()+"?_method=DELETE", nil).Want(303)
	o.xu.Get(draft.path()).Want(404)
}
