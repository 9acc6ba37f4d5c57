package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/models/orglife"
	"luoshi/testkit"
)

// tag adds a tag to a dictionary and returns its number.
func tag(app *testkit.City, kind, name string) int64 {
	var made struct{ ID int64 }
	app.Program("mengshuqin").Call("POST", "/tags", object{"kind": kind, "name": name}).Want(201).Into(&made)
	return made.ID
}

type placed struct {
	shown
	Together int
	Ticks    []struct {
		Tick    string
		Done    bool
		Records []struct {
			Source, Text, On, Link string
			LinkID                 int64 `json:"link_id"`
		}
	}
}

// underWay takes a project of B1001 through its approval.
func underWay(app *testkit.City, code string, also object) (p placed) {
	body := foreignBody(app, code)
	for k, v := range also {
		body[k] = v
	}
	program := app.Program("xumuye")
	program.Call("POST", "/projects", body).Want(201).Into(&p)
	program.Call("POST", p.path()+"/submission", nil).Want(200)
	app.Program("mengshuqin").Call("POST", p.path()+"/approval", nil).Want(200).Into(&p)
	return p
}

// A08: each of the four ticks has a real record behind it; a project without a
// check shows three of four, and names the one that is missing.
func TestA08TogetherWithBusiness(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := underWay(app, "P51", object{"business": object{"name": "审批流程再造", "unit": "市行政审批服务局"}})
	owner := app.Program("tongjianing")
	owner.Call("POST", fmt.Sprintf("/milestones/%d/progress", p.Stages[0].ID), object{"text": "已梳理事项清单", "percent": 40}).Want(201)
	page := app.Browser("mengshuqin")
	page.Get(p.path()).Want(200).Says("审批流程再造", "2/4 同", "缺同检查、同考核", "立项审批，连同业务工作一并部署（孟书琴）", "填报进展：已梳理事项清单（童佳宁）")
	owner.Call("POST", fmt.Sprintf("/milestones/%d/submission", p.Stages[0].ID), object{"note": "请审核"}).Want(200)
	app.Program("mengshuqin").Call("POST", fmt.Sprintf("/milestones/%d/approval", p.Stages[0].ID), nil).Want(200)
	page.Get(p.path()).Says("3/4 同", "缺同检查", "审核通过（孟书琴）", "提交审核（童佳宁）").Lacks("同检查、")
	page.Get("/projects?year=2022&lacks=inspected").Says("P51")
	page.Get("/projects?year=2022&has=inspected").Lacks("P51")

	app.Program("hanzhiyuan").Call("POST", fmt.Sprintf("/milestones/%d/checks", p.Stages[0].ID), object{"result": "met"}).Want(201)
	page.Get(p.path()).Says("4/4 同", "检查：达标（韩知远）")
	page.Get("/projects?year=2022&has=inspected").Says("P51")
	app.Program("mengshuqin").Get("/projects/integration").Says(`"linked":1,"deployed":1,"pushed":1,"inspected":1,"assessed":1`)
	page.Get("/projects/integration").Says("1 个项目中 1 个关联了业务工作（100%）", "/projects?unit="+url.QueryEscape("市行政审批服务局")+"&amp;year=2022")
	page.Get("/projects?year=2022&unit=" + url.QueryEscape("市行政审批服务局")).Says("P51")
	page.Get("/projects?year=2022&unit=" + url.QueryEscape("市公安局")).Lacks("P51")
}

// A08: a meeting that exists is named as the record of 同部署; nothing is entered twice.
func TestA08MeetingDeploys(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := underWay(app, "P52", nil)
	program := app.Program("xumuye")
	meeting := minutes(app, orglife.CommitteeMeeting, "2022-06-03")
	var decided struct{ ID int64 }
	app.Program("tongjianing").Call("POST", "/activities", meeting).Want(201).Into(&decided)
	program.Call("PUT", p.path()+"/business", object{"name": "审批流程再造", "unit": "市行政审批服务局", "tags": []int64{}, "revision": p.Revision}).Want(200).Into(&p)
	if p.Ticks[0].Done {
		t.Errorf("named after the approval, and yet deployed with it: %+v", p.Ticks[0])
	}
	program.Call("POST", p.path()+"/links", object{"activity_id": decided.ID}).Want(422) // the committee's minutes are not the office's to see
	owner := app.Program("tongjianing")
	owner.Call("POST", p.path()+"/links", object{"activity_id": decided.ID}).Want(201).Into(&p)
	deployed := p.Ticks[0]
	if !deployed.Done || deployed.Records[0].Source != "meeting" || deployed.Records[0].On != "2022-06-03" || deployed.Records[0].Link != fmt.Sprintf("/activities/%d", decided.ID) {
		t.Errorf("the meeting is not the record of 同部署: %+v", deployed)
	}
	app.Browser("tongjianing").Get(p.path()).Says("1/4 同", "市行政审批服务局党支部 支委会", "2022-06-03", "取消关联")
	owner.Call("DELETE", fmt.Sprintf("/activities/%d?revision=0", decided.ID), nil).Want(204)
	owner.Get(p.path()).Into(&p)
	if p.Ticks[0].Done {
		t.Error("a meeting that is no longer on record still stands for 同部署")
	}
}

func TestA08OnlyWhatWasHeldDeploys(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	p := underWay(app, "P53", nil)
	planned := minutes(app, orglife.ThemeDay, "2022-06-20")
	planned["held"] = false
	var plan struct{ ID int64 }
	app.Program("tongjianing").Call("POST", "/activities", planned).Want(201).Into(&plan)
	app.Program("tongjianing").Call("POST", p.path()+"/links", object{"activity_id": plan.ID}).Want(409).Says("还没有记录")
}

// A09: a tag that is retired stays with the projects that have it, and no other may choose it.
func TestA09RetiredTagStaysWithOldProjects(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id := tag(app, "central_work", "双招双引")
	old := underWay(app, "P54", object{"tags": []int64{id}})
	app.Browser("xumuye").Get("/projects/new").Says("双招双引")
	app.Program("mengshuqin").Call("PATCH", fmt.Sprintf("/tags/%d", id), object{"retired": true, "revision": 0}).Want(200).Says(`"retired_on":"2022-06-15"`)

	app.Browser("xumuye").Get("/projects/new").Lacks("双招双引")
	body := foreignBody(app, "P55")
	body["tags"] = []int64{id}
	program := app.Program("xumuye")
	program.Call("POST", "/projects", body).Want(422).Says("已停用", `"tags"`)
	program.Call("PUT", old.path()+"/business", object{"name": "", "unit": "", "tags": []int64{id}, "revision": old.Revision}).Want(200).Says("双招双引")
	page := app.Browser("mengshuqin")
	page.Get("/projects?tag=" + url.QueryEscape("双招双引")).Says("P54")
	page.Get("/projects/integration").Says("双招双引", "已停用")
	page.Get(old.path()).Says("双招双引（已停用）")
}

// A12: the three values of 三个表率 can each be filtered and are counted.
func TestA12ExamplesAreCounted(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	page := app.Browser("mengshuqin")
	names := []string{"学习贯彻", "保持一致", "贯彻落实"}
	for i, name := range names {
		underWay(app, fmt.Sprintf("P6%d", i), object{"tags": []int64{tag(app, "example", name)}, "name": name + "项目"})
	}
	for i, name := range names {
		page.Get("/projects?tag="+url.QueryEscape(name)).Says(name+"项目").Lacks(names[(i+1)%3]+"项目", names[(i+2)%3]+"项目")
		app.Program("mengshuqin").Get("/projects/integration?year=2022").Says(`"name":"` + name + `","projects":1`)
	}
}

// The form of a project asks for all this in a fieldset of its own, and keeps what was typed.
func TestA08TheFormAsksForBusiness(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	id := tag(app, "central_work", "新旧动能转换")
	page := app.Browser("xumuye")
	form := url.Values{"year": {"2022"}, "code": {"P71"}, "name": {"表单项目"}, "org_id": {fmt.Sprint(app.Org("B1001"))}, "business_name": {"项目审批提速"}, "tags": {"0", fmt.Sprint(id)}}
	page.Post("/projects", form).Want(422).Says("请填写业务部门", "项目审批提速", "表单项目")
	form.Set("business_unit", "市行政审批服务局")
	made := page.Post("/projects", form).Want(303).Header().Get("Location")
	page.Get(made).Says("项目审批提速", "新旧动能转换", "0/4 同")
	page.Get(made+"/edit").Says("项目审批提速", "业务关联和标签")
}
