package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"luoshi/testkit"
)

func TestTodayShowsWhatWaitsForWhom(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu, meng := app.Browser("xumuye"), app.Browser("mengshuqin")
	press(t, xu, page, "submit-project", nil).Want(303)
	meng.Get("/").Want(200).Says("孟书琴同志，今天需要您办理 1 件", "审批立项：《支委会建设规范提升》", "待我审批", "全市", "在等我", "许牧野 · 支委会建设规范提升")
	xu.Get("/").Want(200).Says("有审批权限的同志 · 支委会建设规范提升", "已等", "0 个工作日")
	press(t, meng, page, "approve-project", nil).Want(303)
	xu.Get("/").Want(200).Says("许牧野同志，今天需要您办理 1 件，关注 1 件", "P03 第1阶段“梳理分析”", "逾期 51 个工作日", "P03 第2阶段“补缺换届”", "6月30日 周四", "还剩 11 个工作日").Lacks("第3阶段")

	press(t, xu, page, "submit-"+stage(t, xu, page, 1), nil).Want(303)
	app.Clock.Set("2022-06-17 09:00")
	xu, meng = app.Browser("xumuye"), app.Browser("mengshuqin")
	meng.Get("/").Says("审核里程碑：第1阶段“梳理分析”", "许牧野 6月15日提交", "请于6月20日 周一前答复", "2 个工作日", "去审核")
	xu.Get("/").Says("孟书琴 · 第1阶段“梳理分析”", "2 个工作日")

	var view struct {
		Head string
		Todo []struct {
			Kind, Title, Link string
			DueOn             string `json:"due_on"`
			Light             struct{ Tone, Text string }
		}
		WaitingForMe []object `json:"waiting_for_me"`
	}
	app.Program("mengshuqin").Get("/me/today").Want(200).Into(&view)
	if len(view.Todo) != 1 || view.Todo[0].Kind != "review" || view.Todo[0].DueOn != "2022-06-20" || view.Todo[0].Light.Tone != "info" || len(view.WaitingForMe) != 1 {
		t.Errorf("got %+v", view)
	}
}

func TestTodayOfEachRole(t *testing.T) {
	t.Parallel()
	app := testkit.NewCity(t)
	app.Tick() // opens the month's duties
	for _, c := range []struct {
		name, login string
		says, lacks []string
	}{
		{"a secretary sees the branch's month", "wenlixin", []string{"本支部本月", "支委会（每月1次）", "主题党日（每月2次）", "住建局机关党支部", "记一次活动", "接下来会提醒我什么"}, []string{"全市"}},
		{"the work committee sees the city", "mengshuqin", []string{"全市", "已逾期 0", "今天没有需要您办理的事项"}, []string{"本支部本月", "记一次活动"}},
		{"a member is asked nothing", "linyuan", []string{"林远同志，今天没有需要您办理的事项"}, []string{"全市", "本支部本月", "记一次活动", "接下来会提醒我什么"}},
		{"an administrator gets accounts and jobs", "admin", []string{"账号管理", "后台任务"}, []string{"今天要我办", "全市", "谁在等谁"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := app.Browser(c.login)
			var reply *testkit.Reply
			b.Get("/") // working days and rules are kept for a minute
			queries := app.Queries(func() { reply = b.Get("/").Want(200) })
			main, _, _ := strings.Cut(reply.Body.String()[strings.Index(reply.Body.String(), "<main"):], "</main>")
			for _, text := range c.says {
				if !strings.Contains(main, text) {
					t.Errorf("lacks %q: %s", text, main)
				}
			}
			for _, text := range c.lacks {
				if strings.Contains(main, text) {
					t.Errorf("has %q: %s", text, main)
				}
			}
			if len(queries) > 15 { // signing in and the frame included
				t.Errorf("%d queries:\n%s", len(queries), strings.Join(queries, "\n"))
			}
		})
	}
}

func TestTodayShowsAReturnedProject(t *testing.T) {
	t.Parallel()
	app, page := drafted(t)
	xu := app.Browser("xumuye")
	press(t, xu, page, "submit-project", nil).Want(303)
	press(t, app.Browser("mengshuqin"), page, "return-project", url.Values{"reason": {"目标要能检验"}}).Want(303)
	xu.Get("/").Want(200).Says("修改后再申报：《支委会建设规范提升》", "去修改")
	xu.Get(page).Want(200).Says("目标要能检验", "申报立项")
}
