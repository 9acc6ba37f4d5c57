package handlers_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"luoshi/testkit"
)

// drafted is a browser's view of P03 as its owner has drafted it.
func drafted(t *testing.T) (app *testkit.City, page string) {
	t.Helper()
	app = testkit.NewCity(t)
	var p struct{ ID int64 }
	app.Program("xumuye").Call("POST", "/projects", p03(app)).Want(201).Into(&p)
	return app, fmt.Sprintf("/projects/%d", p.ID)
}

// press sends the form with this id as a browser without script would: with its hidden fields.
func press(t *testing.T, b *testkit.Client, page, form string, typed url.Values) *testkit.Reply {
	t.Helper()
	body := b.Get(page).Want(200).Body.String()
	for _, f := range regexp.MustCompile(`(?s)<form .*?</form>`).FindAllString(body, -1) {
		if !strings.Contains(f, `name="form" value="`+form+`"`) {
			continue
		}
		sent := url.Values{}
		for _, h := range regexp.MustCompile(`type="hidden" name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(f, -1) {
			sent.Set(h[1], h[2])
		}
		for k, v := range typed {
			sent[k] = v
		}
		return b.Post(regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(f)[1], sent)
	}
	t.Fatalf("no form %q on: %s", form, body)
	return nil
}

// stage is the id of the project's n-th stage, as its forms name it.
func stage(t *testing.T, b *testkit.Client, page string, n int) string {
	t.Helper()
	found := regexp.MustCompile(`<li[^>]* id="milestone-(\d+)"`).FindAllStringSubmatch(b.Get(page).Want(200).Body.String(), -1)
	if len(found) < n {
		t.Fatalf("%d stages on the page", len(found))
	}
	return found[n-1][1]
}

func TestA02ProjectPageAnswersTheFiveQuestions(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	body := app.Browser("xumuye").Get(page).Want(200).Says("草拟", "申报立项", "权重合计 100").Body.String()
	inOrder(t, body, "干什么", "该设的设起来", "怎么干", "逐一梳理配备；补缺", "谁来干", "许牧野", "配合：市住房和城乡建设局党总支", "干到什么程度", "按月召开率≥98%", "何时完成", "2022年11月30日")
	inOrder(t, body, "① 梳理分析", "② 补缺换届", "接 ①", "③ 运行规范", "接 ②", "④ 总结巩固", "接 ③")
	app.Browser("shimuyun").Get(page).Want(200).Lacks("申报立项", "批准立项", "删除草拟")
	app.Browser("weichanggeng").Get(page).Want(404)
}

func TestA06ReviewInRoundsThroughPagesWithoutScript(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu, meng := app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, xu, page, "submit-project", nil).Want(303)
	press(t, meng, page, "approve-project", nil).Want(303)
	s1, s2 := stage(t, xu, page, 1), stage(t, xu, page, 2)
	xu.Get(page).Want(200).Says("立项", "逾期").Lacks(`name="form" value="submit-` + s2 + `"`) // ② waits for ①
	press(t, xu, page, "report-"+s1, url.Values{"percent": {"60"}, "text": {"底数已摸清一半"}}).Want(303)
	xu.Get(page).Want(200).Says("完成 <b>60%</b>", "填报进展　第1阶段“梳理分析” 完成60%：底数已摸清一半")

	app.Clock.Set("2022-06-16 09:00")
	xu, meng = app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, xu, page, "submit-"+s1, url.Values{"note": {"请审核"}}).Want(303)
	xu.Get(page).Says("待审核", "许牧野 6月16日 09:00", "撤回提交").Lacks("approve-" + s1)
	app.Clock.Set("2022-06-20 10:00")
	xu, meng = app.Browser("xumuye"), app.Browser("mengshuqin")
	refused := press(t, meng, page, "return-"+s1, url.Values{"reason": {"  "}}).Want(422)
	refused.Says(`id="form-return-`+s1+`" open`, "退回理由")
	press(t, meng, page, "return-"+s1, url.Values{"reason": {"3个支部的委员数不一致"}}).Want(303)
	meng.Get(page).Says("退回", "3个支部的委员数不一致", "孟书琴 6月20日 10:00", "审 2")
	app.Clock.Set("2022-06-21 10:00")
	xu, meng = app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, xu, page, "submit-"+s1, nil).Want(303)
	app.Clock.Set("2022-06-22 10:00")
	xu, meng = app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, meng, page, "approve-"+s1, url.Values{"note": {"底数清楚"}}).Want(303)
	body := meng.Get(page).Says("① 第 2 轮", "① 第 1 轮", "底数清楚", "审 3", "2 轮审核").Body.String()
	inOrder(t, body, "① 第 2 轮", "通过", "① 第 1 轮", "退回")
	xu.Get(page).Says(`name="form" value="submit-` + s2 + `"`)
}

func TestExtensionAndCheckThroughPages(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu, meng := app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, xu, page, "submit-project", nil).Want(303)
	press(t, meng, page, "approve-project", nil).Want(303)
	s2 := stage(t, xu, page, 2)
	typed := url.Values{"new_due_on": {"2022-06-20"}, "reason": {"汛期公路抢修，党员分散在岗"}, "progress": {"候选人已报"}, "measures": {"与党员大会合并召开"}}
	press(t, xu, page, "extend-"+s2, typed).Want(422).Says("汛期公路抢修，党员分散在岗", "候选人已报", "与党员大会合并召开", `value="2022-06-20"`, "须晚于现在的时限6月30日", `aria-invalid="true"`)
	typed.Set("new_due_on", "2022-07-15")
	press(t, xu, page, "extend-"+s2, typed).Want(303)
	xu.Get(page).Says("延期申请", "待审批", "7月15日", "批准前仍按 6月30日 计时").Lacks("同意延期")
	press(t, meng, page, "grant-1", nil).Want(303)
	xu.Get(page).Says("<b>7月15日</b>", "原定 6月30日", "孟书琴")

	press(t, xu, page, "report-"+s2, url.Values{"percent": {"40"}, "text": {"正在推进"}}).Want(303)
	press(t, app.Browser("hanzhiyuan"), page, "check-"+s2, url.Values{"result": {"not_met"}, "problems": {"B0302未补缺"}}).Want(422).Says("B0302未补缺", "请填写改进时限", "checked")
	press(t, app.Browser("hanzhiyuan"), page, "check-"+s2, url.Values{"result": {"not_met"}, "problems": {"B0302未补缺"}, "due_on": {"2022-07-29"}}).Want(303)
	xu.Get(page).Says("未达标", "B0302未补缺", "许牧野 · 7月29日", "改进中")
	press(t, xu, page, "improved-1", url.Values{"note": {"已补选"}}).Want(303)
	press(t, meng, page, "verify-1", nil).Want(303)
	meng.Get(page).Says("6月15日 孟书琴")
}

func TestProjectPageHasOneNextStep(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu, meng := app.Browser("xumuye"), app.Browser("mengshuqin")
	one := func(who string, b *testkit.Client, most int) {
		t.Helper()
		body := b.Get(page).Want(200).Body.String()
		main, _, _ := strings.Cut(body[strings.Index(body, "<main"):], "</main>")
		if n := strings.Count(main, "btn main"); n > most {
			t.Errorf("%s sees %d main buttons", who, n)
		}
	}
	one("owner", xu, 1)
	press(t, xu, page, "submit-project", nil).Want(303)
	one("approver", meng, 1)
	press(t, meng, page, "approve-project", nil).Want(303)
	one("owner", xu, 1)
	s1 := stage(t, xu, page, 1)
	press(t, xu, page, "submit-"+s1, nil).Want(303)
	one("reviewer", meng, 1)
	part := meng.Post("/milestones/"+s1+"/approval", url.Values{"on": {strings.TrimPrefix(page, "/projects/")}, "form": {"approve-" + s1}}, "HX-Request: true").Want(200).Says("审核通过", `id="rounds"`).Lacks("<html")
	if !strings.HasPrefix(part.Body.String(), `<div id="project">`) {
		t.Error("htmx gets the project alone")
	}
	queries := app.Queries(func() { meng.Get(page).Want(200) })
	if len(queries) > 15 { // signing in and the frame included
		t.Errorf("%d queries:\n%s", len(queries), strings.Join(queries, "\n"))
	}
}

func TestNewProjectFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	xu := app.Browser("xumuye")
	xu.Get("/projects/new").Want(200).Says("干什么", "阶段 ①", "权重合计")
	typed := url.Values{"year": {"2022"}, "code": {"P20"}, "name": {"示范支部创建"}, "type": {"key"}, "org_id": {fmt.Sprint(app.Org("GW"))}, "target": {"进一步提升"},
		"start_on": {"2022-06-01"}, "due_on": {"2022-05-01"}, "stages.0.name": {"摸底"}, "stages.0.weight": {"40"}, "stages.0.due_on": {"2022-07-01"}, "stages.0.start_on": {"2022-06-01"}}
	xu.Post("/projects", typed).Want(422).Says("示范支部创建", `value="摸底"`, "早于开始日期", "权重合计 <b>40</b>", `aria-invalid="true"`)
	typed.Set("due_on", "2022-12-01")
	xu.Post("/projects", typed).Want(303)
	page := "/projects/1"
	xu.Get(page).Want(200).Says("示范支部创建", "① 摸底", page+"/edit")
	xu.Get(page+"/edit").Want(200).Says(`value="摸底"`, "请写明可检验成果", "保存阶段")
	xu.Post(page+"?_method=PATCH", url.Values{"revision": {"0"}, "name": {""}}).Want(422).Says("请填写项目名称")
	app.Browser("linyuan").Get("/projects/new").Want(403)
	app.Browser("linyuan").Get(page + "/edit").Want(404)
}
