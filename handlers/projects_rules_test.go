package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
)

// told counts the notices of a rule.
func (o *office) told(rule string) (n int64) {
	o.T.Helper()
	o.Seed(func(tx *models.Tx) (err error) {
		n, err = models.In[notice.Receipt](tx).Where("notice_id IN (SELECT id FROM notices WHERE rule = ?)", rule).Count(tx.Ctx, "id")
		return err
	})
	return n
}

// A02: the five questions, and A03, A04: what makes a road of stages.
func TestA02SubmissionAsksFiveQuestions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	stage := func(name, due string, weight int) object {
		return object{"name": name, "goal": "目标", "measures": []string{"措施"}, "start_on": "2022-03-01", "due_on": due, "weight": weight}
	}
	with := func(change object, stages ...object) object {
		change["stages"] = stages
		return change
	}
	good := []object{stage("一", "2022-06-30", 50), stage("二", "2022-11-30", 50)}
	for i, c := range []struct {
		name   string
		change object
		says   string
	}{
		{"A02 nobody is named", with(object{"owner_post_id": 0}, good...), "缺少：谁来干"},
		{"A02 two questions are open", with(object{"objective": "", "target": " "}, good...), "缺少：干什么、干到什么程度"},
		{"A02 how is open", with(object{"measures": []string{}}, good...), "缺少：怎么干"},
		{"A02 no date", with(object{"due_on": "", "start_on": ""}, good...), "缺少：何时完成"},
		{"A03 one stage is no road", with(object{}, stage("一", "2022-06-30", 100)), "至少分为2个阶段"},
		{"A04 weights of 90", with(object{}, stage("一", "2022-06-30", 30), stage("二", "2022-06-30", 30), stage("三", "2022-06-30", 30)), "合计须为100，现为90"},
		{"A04 a stage without a goal", with(object{}, stage("一", "2022-06-30", 50), object{"name": "二", "measures": "m", "start_on": "2022-03-01", "due_on": "2022-06-30", "weight": 50}), "第2阶段缺少目标"},
		{"A04 a stage without measures", with(object{}, stage("一", "2022-06-30", 50), object{"name": "二", "goal": "g", "start_on": "2022-03-01", "due_on": "2022-06-30", "weight": 50}), "第2阶段缺少措施"},
		{"a stage later than the project", with(object{}, stage("一", "2022-06-30", 50), stage("二", "2022-12-01", 50)), "晚于项目时限"},
	} {
		c.change["code"] = fmt.Sprintf("T%d", i)
		p := o.create(c.change)
		if reply := o.xu.Call("POST", p.at("submission"), nil); reply.Code != 422 || !strings.Contains(reply.Body.String(), c.says) {
			t.Errorf("%s: got %d %.300s", c.name, reply.Code, reply.Body)
		}
	}
	for name, change := range map[string]object{
		"A02 ends before it begins":       {"due_on": "2022-02-01"},
		"A03 a loop of dependencies":      with(object{}, object{"name": "一", "after": []int{2}}, object{"name": "二", "after": []int{1}}),
		"A03 a stage that does not exist": with(object{}, object{"name": "一", "after": []int{7}}),
		"a day that does not exist":       {"due_on": "2022-02-30"},
		"a post that does not exist":      {"owner_post_id": 99999},
		"an owner who would review":       {"reviewer_post_id": o.Post("GW", "组织科科长")},
		"a sort that does not exist":      {"type": "secret"},
	} {
		body := p03(o.City)
		for k, v := range change {
			body[k] = v
		}
		if reply := o.xu.Call("POST", "/projects", body); reply.Code != 422 || !strings.Contains(reply.Body.String(), `"fields"`) {
			t.Errorf("%s: got %d %.300s", name, reply.Code, reply.Body)
		}
	}
}

// A03, A04: the timetable in order, and progress by weight.
func TestA04ProgressByWeight(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	var list struct{ Items []shownStage }
	o.meng.Get(fmt.Sprintf("/stages?project_id=%d", p.ID)).Want(200).Into(&list)
	if len(list.Items) != 4 || list.Items[0].DueOn != "2022-03-31" || list.Items[3].DueOn != "2022-11-30" {
		t.Fatalf("A03 the four dates in order: %+v", list.Items)
	}
	o.xu.Call("POST", p.Stages[1].at("submission"), nil).Want(409).Says("第1阶段")
	o.finish(p.Stages[0])
	o.finish(p.Stages[1])
	if now := o.show(p); now.Percent != 50 || now.State != "in_progress" {
		t.Fatalf("A04 two of four stages: %+v", now)
	}
	o.xu.Call("POST", p.Stages[2].at("progress"), object{"text": "开题", "percent": 100}).Want(422).Says("100%")
	o.xu.Call("POST", p.Stages[2].at("progress"), object{"text": strings.Repeat("长", 301), "percent": 5}).Want(422).Says("300")
	o.xu.Call("POST", p.Stages[2].at("progress"), object{"text": "已抽查2个", "percent": 40}).Want(201).Says(`"state":"active"`, "已抽查2个")
	if now := o.show(p); now.Percent != 60 {
		t.Fatalf("A04 got %d%%", now.Percent)
	}
}

// A05: checked by another than the owner, improved, verified by another again.
func TestA05CheckAndImprove(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	notMet := object{"result": "not_met", "problems": []string{"B0302 未补缺", "B0702 未换届"}, "due_on": "2022-07-29", "owner_post_id": o.Post("DZ07", "党组书记")}
	o.xu.Call("POST", p.Stages[0].at("checks"), notMet).Want(403).Says("责任人")
	o.han.Call("POST", p.Stages[0].at("checks"), object{"result": "not_met"}).Want(422).Says("问题")
	o.finish(p.Stages[0])
	var check struct{ Improvements []struct{ ID int64 } }
	o.han.Call("POST", p.Stages[0].at("checks"), notMet).Want(201).Into(&check)
	now := o.show(p)
	if now.State != "improving" || now.Stages[0].State != "improving" || now.Stages[0].Percent != 99 || len(check.Improvements) != 2 {
		t.Fatalf("got %+v", now)
	}
	at := func(i int, what string) string {
		return fmt.Sprintf("/improvements/%d/%s", check.Improvements[i].ID, what)
	}
	wen := o.Program("wenlixin")
	wen.Call("POST", at(0, "submission"), nil).Want(422).Says("改进情况")
	wen.Call("POST", at(0, "submission"), object{"note": "已补选"}).Want(200)
	wen.Call("POST", at(0, "verification"), nil).Want(403)
	o.han.Call("POST", at(0, "return"), object{"reason": "缺少会议记录"}).Want(200).Says("缺少会议记录")
	wen.Call("POST", at(0, "submission"), object{"note": "已补会议记录"}).Want(200)
	o.han.Call("POST", at(0, "verification"), nil).Want(200)
	o.han.Call("POST", at(0, "verification"), nil).Want(409)
	o.finish(p.Stages[0])
	if now := o.show(p); now.State != "improving" {
		t.Fatal("one improvement is still open")
	}
	wen.Call("POST", at(1, "submission"), object{"note": "已换届"}).Want(200)
	o.han.Call("POST", at(1, "verification"), nil).Want(200)
	if now := o.show(p); now.State != "in_progress" {
		t.Fatalf("got %s", now.State)
	}
	if opened, checker, verified := o.told("improvement-opened"), o.told("improvement-submitted"), o.told("improvement-verified"); opened != 2 || checker != 3 || verified != 2 {
		t.Errorf("told %d owners, %d times the checker, %d times of the end", opened, checker, verified)
	}
}

// A06: a date moves only by request, and its first value stays.
func TestA06Extensions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	second := p.Stages[1]
	o.xu.Call("PATCH", p.path(), object{"due_on": "2022-12-31", "revision": p.Revision}).Want(403).Says("申请延期")
	o.xu.Call("PUT", p.at("stages"), object{"revision": p.Revision, "stages": []object{}}).Want(403)
	ask := func(day string) object {
		return object{"new_due_on": day, "reason": "汛期党员分散在岗", "progress": "人选已报", "measures": "合并召开"}
	}
	o.xu.Call("POST", second.at("extensions"), object{"new_due_on": "2022-07-15"}).Want(422).Says("延期原因", "目前进展", "新的推进措施")
	o.xu.Call("POST", second.at("extensions"), ask("2022-06-30")).Want(422).Says("须晚于")
	o.xu.Call("POST", second.at("extensions"), ask("2022-12-15")).Want(422).Says("晚于项目时限")
	var e struct{ ID int64 }
	o.xu.Call("POST", second.at("extensions"), ask("2022-07-15")).Want(201).Into(&e)
	o.xu.Call("POST", second.at("extensions"), ask("2022-07-20")).Want(409)
	if now := o.show(p); now.Stages[1].DueOn != "2022-06-30" {
		t.Fatal("until approved the present date counts")
	}
	decide := fmt.Sprintf("/extensions/%d/", e.ID)
	o.xu.Call("POST", decide+"approval", nil).Want(403)
	o.meng.Call("POST", decide+"return", nil).Want(422)
	o.meng.Call("POST", decide+"approval", object{"note": "同意"}).Want(200).Says(`"state":"approved"`)
	o.meng.Call("POST", decide+"approval", nil).Want(409)
	if s := o.show(p).Stages[1]; s.DueOn != "2022-07-15" || s.FirstDueOn != "2022-06-30" || s.OwedOn != "2022-07-15" || s.Extensions != 1 {
		t.Fatalf("got %+v", s)
	}
	o.xu.Call("POST", p.at("extensions"), ask("2022-12-20")).Want(201).Into(&e)
	o.meng.Call("POST", fmt.Sprintf("/extensions/%d/return", e.ID), object{"reason": "年内须完成"}).Want(200).Says("年内须完成")
	if now := o.show(p); now.DueOn != "2022-11-30" {
		t.Fatal("a refused request moves nothing")
	}
	if asked := o.told("extension-requested"); asked != 2 {
		t.Errorf("the approver was told %d times", asked)
	}
}

// A06: lights and timeliness at the edges of the day, and owners told once.
func TestA06LightsAndDueNotices(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(nil)
	if told := o.told("milestone-due"); told != 1 { // the second stage, 11 working days ahead; the first is late already
		t.Fatalf("on approval the owner was told of %d milestones", told)
	}
	for _, c := range []struct{ name, now, tone, text, timeliness string }{
		{"the day it is due", "2022-06-30 08:30", "warn", "临期", "未到期"},
		{"ten minutes into the next", "2022-07-01 00:10", "late", "逾期 1 个工作日", "逾期未完成"},
		{"two weeks on", "2022-07-14 08:30", "late", "逾期 10 个工作日", "逾期未完成"},
	} {
		o.Clock.Set(c.now)
		s := o.show(p).Stages[1]
		if s.Light.Tone != c.tone || !strings.HasPrefix(s.Light.Text, c.text) || s.Timeliness != c.timeliness {
			t.Errorf("%s: got %+v %s", c.name, s.Light, s.Timeliness)
		}
	}
	o.xu.Get("/milestones?owner=me&overdue=true").Want(200).Says("补缺换届", "梳理分析").Lacks("运行规范")
}

// A07: not accepted goes back with the reason; a service project needs to ask those it serves.
func TestA07Acceptance(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.approved(object{"type": "service"})
	for _, s := range p.Stages {
		o.finish(s)
	}
	o.han.Call("POST", p.Stages[0].at("checks"), object{"result": "met"}).Want(201)
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(200)
	o.xu.Call("POST", p.at("acceptance"), object{"outcome": "好", "conclusion": "excellent"}).Want(403)
	accept := object{"outcome": "帮办1200件", "conclusion": "failed"}
	o.meng.Call("POST", p.at("acceptance"), accept).Want(422).Says("原因", "满意度")
	accept["satisfaction"] = object{"source": "回访", "sample": 300, "percent": 91.5}
	accept["reason"] = "满意度未达98%"
	o.meng.Call("POST", p.at("acceptance"), accept).Want(200).Says(`"state":"improving"`, "满意度未达98%")
	o.xu.Call("POST", p.at("acceptance-request"), nil).Want(200)
	accept["conclusion"] = "qualified"
	o.meng.Call("POST", p.at("acceptance"), accept).Want(200).Says(`"state":"closed"`, `"percent":91.5`)
	o.xu.Call("POST", p.Stages[0].at("progress"), object{"text": "再报", "percent": 10}).Want(409)
}
