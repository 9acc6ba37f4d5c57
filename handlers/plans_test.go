package handlers_test

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/testkit"
)

type plan struct {
	ID, Revision int
	State        string
	Rows         []struct {
		Month         int
		Held, Topic   string
		Comment       string
		HeldOn        string `json:"held_on"`
		CommitteeText string `json:"committee"`
	}
}

// planCity is the small city on a day, asked for duties from long ago.
func planCity(t *testing.T, clock string) *testkit.City {
	t.Helper()
	c := testkit.NewCity(t)
	c.Clock.Set(clock)
	c.Seed(func(tx *models.Tx) error {
		_, err := models.In[models.Rule](tx).Where("valid_from = ?", testkit.DutiesBegin).Update(tx.Ctx, "valid_from", "2000-01-01")
		return err
	})
	return c
}

func TestPlanByAPI(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-18 09:00")
	clerk, office := c.Program("yanchuxia"), c.Program("xumuye")
	body := object{"org_id": c.Org("B1001"), "year": 2022}
	c.Program("shanzian").Call("POST", "/plans", body).Want(404)
	c.Program("linyuan").Call("POST", "/plans", body).Want(403)
	clerk.Call("POST", "/plans", object{"org_id": c.Org("B1001"), "year": 2031}).Want(422).Says("只能编制2022年或2023年的计划")
	clerk.Call("POST", "/plans", object{"org_id": c.Org("B1001"), "year": 2022, "again": true}).Want(404).Says("没有2021年的计划可以沿用")
	var p plan
	clerk.Call("POST", "/plans", body).Want(201).Into(&p)
	clerk.Call("POST", "/plans", body).Want(409)
	path := fmt.Sprintf("/plans/%d", p.ID)
	if len(p.Rows) != 12 || p.Rows[1].Held != "02-07 下午 (02-05春节顺延)" || p.Rows[1].HeldOn != "2022-02-07" {
		t.Errorf("%+v", p.Rows)
	}
	c.Program("shanzian").Get(path).Want(404)
	clerk.Call("PATCH", path, object{"rows": []object{{"month": 3, "topic": "学雷锋"}}}).Want(422).Says("revision")
	clerk.Call("PATCH", path, object{"rows": []object{{"month": 3, "held": "04-07"}}, "revision": 0}).Want(422).Says("held-3", "“04-07”不在3月")
	clerk.Call("PATCH", path, object{"rows": []object{{"month": 3, "topic": "学雷锋", "held": "3月8日"}}, "revision": 0, "submit": true}).Want(200).Into(&p).
		Says("主题党日3月8日不是固定日（3月7日）")
	if p.State != "submitted" || p.Rows[2].Topic != "学雷锋" || p.Rows[2].HeldOn != "2022-03-08" {
		t.Errorf("%+v", p)
	}
	clerk.Call("PATCH", path, object{"rows": []object{}, "revision": 1}).Want(409)
	clerk.Call("POST", path+"/approval", nil).Want(403)
	office.Call("POST", path+"/return", object{}).Want(422).Says("reason")
	office.Call("POST", path+"/return", object{"comments": object{"3": "应在固定日"}}).Want(200).Into(&p)
	if p.State != "returned" || p.Rows[2].Comment != "应在固定日" {
		t.Errorf("%+v", p)
	}
	clerk.Get("/notices").Want(200).Says("建议调整", "3月：应在固定日")
	clerk.Call("POST", path+"/submission", nil).Want(200)
	clerk.Call("DELETE", path+"/submission", nil).Want(200)
	clerk.Call("POST", path+"/submission", nil).Want(200).Into(&p)
	office.Get("/notices").Want(200).Says("提交了2022年主题党日计划，请审核")
	office.Get("/plans?state=submitted").Want(200).Says(`"org_code":"B1001"`).Lacks("B0702")
	office.Call("POST", "/plans/approvals", object{"plans": []object{{"id": p.ID, "revision": p.Revision - 1}}}).Want(409).Says("已有变化")
	office.Call("POST", "/plans/approvals", object{"plans": []object{{"id": p.ID, "revision": p.Revision}}}).Want(200).Says("approved")
	office.Call("POST", path+"/approval", nil).Want(409)
	clerk.Get("/activities?state=planned&from=2022-02-01&to=2022-02-28").Want(200).Says("2022-02-07")
	clerk.Get("/notices").Want(200).Says("计划已通过")
	clerk.Call("DELETE", path+"?revision=9", nil).Want(409)
	for who, says := range map[string]string{"linyuan": "approved", "hanzhiyuan": "approved", "luchengyue": "approved"} {
		c.Program(who).Get(path).Want(200).Says(says)
	}
	c.Program("admin").Get(path).Want(404)
	c.Program("admin").Get("/plans").Want(403)
}

func TestPlanPages(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-18 09:00")
	clerk, office := c.Browser("yanchuxia"), c.Browser("xumuye")
	clerk.Get("/plans").Want(200).Says("2022年主题党日计划", "按固定日生成", "导入表格").Lacks("沿用上年主题", "住建局")
	clerk.Post("/plans", url.Values{"org_id": {fmt.Sprint(c.Org("B1001"))}, "year": {"2022"}}).Want(303)
	page := clerk.Get("/plans/1").Want(200).Says("保存并提交审核", `value="02-07 下午 (02-05春节顺延)"`, "删除草稿")
	if n := strings.Count(page.Body.String(), `name="held"`); n != 12 {
		t.Errorf("%d months", n)
	}
	form := url.Values{"revision": {"0"}, "submit": {"true"}}
	for i := range 12 {
		form.Add("held", fmt.Sprintf("%02d-15", i+1))
		form.Add("topic", "主题")
	}
	form["held"][2] = "三月中旬"
	clerk.Post("/plans/1?_method=PATCH", form).Want(422).Says("3月“主题党日(固定日)”：“三月中旬”没有以日期开头", `value="三月中旬"`, `value="04-15"`)
	form["held"][2] = "03-15"
	clerk.Post("/plans/1?_method=PATCH", form).Want(303)
	clerk.Get("/plans/1").Want(200).Says("撤回修改", "03-15").Lacks("保存并提交审核", "退回修改")
	office.Get("/plans").Want(200).Says("待我审核", "全部通过（1份）")
	office.Get("/plans/1").Want(200).Says("逐月审核", "退回修改", "主题党日3月15日不是固定日（3月7日）")
	office.Post("/plans/1/return", url.Values{"comment": make([]string, 12)}).Want(422).Says("请写明需要调整什么")
	comments := make([]string, 12)
	comments[2] = "应在固定日"
	office.Post("/plans/1/return", url.Values{"comment": comments}).Want(303)
	clerk.Get("/plans/1").Want(200).Says("建议调整", "应在固定日", "保存并提交审核")
	c.Browser("linyuan").Get("/plans/1").Want(200).Lacks("<input class=\"in k-held\"")
	office.Get("/plans?year=2023").Want(200).Says("尚未编制")
	office.Get("/plans?year=later").Want(422)
	office.Get("/plans?state=odd").Want(422)
}

// TestPlanWorkbook brings the office's sheet in and takes it out again.
func TestPlanWorkbook(t *testing.T) {
	t.Parallel()
	c := planCity(t, "2022-01-04 09:00")
	clerk := c.Program("tongjianing")
	given, err := os.ReadFile("../documents/testdata/theme-party-day-plan-2022-B1001.xlsx")
	testkit.Must(t, err)
	send := func(who *testkit.Client, content []byte, fields map[string]string) *testkit.Reply {
		kind, body := testkit.FileForm(t, "plan.xlsx", content, fields)
		return who.Send("POST", "/plans/import", kind, body)
	}
	send(c.Program("shanzian"), given, nil).Want(422).Says("不是由您编制计划的党支部")
	send(clerk, given, map[string]string{"year": "2023"}).Want(422).Says("表格标题是2022年")
	send(clerk, []byte("no workbook"), nil).Want(422).Says("不是 Excel 工作簿")
	clerk.Call("POST", "/plans/import", object{}).Want(422).Says("请选择表格文件")
	var p plan
	send(clerk, given, nil).Want(201).Into(&p).Says("02-07 下午 (02-05周六春节假期顺延)", "党员大会(四季度)")
	send(clerk, given, map[string]string{"org_id": fmt.Sprint(c.Org("B1001"))}).Want(201).Into(&p) // again, in place of the draft
	out := clerk.Get(fmt.Sprintf("/plans/%d/export", p.ID)).Want(200)
	if name := out.Header().Get("Content-Disposition"); !strings.Contains(name, ".xlsx") {
		t.Error(name)
	}
	again := send(clerk, out.Body.Bytes(), nil).Want(201)
	var q plan
	again.Into(&q)
	if fmt.Sprint(p.Rows) != fmt.Sprint(q.Rows) {
		t.Errorf("got %+v, want %+v", q.Rows, p.Rows)
	}
	lines := []string{"月\t支委会(会前研究)\t主题党日(固定日)\t主题\t形式\t第二次(市级要求)\t兼作"}
	for m := 1; m <= 12; m++ {
		lines = append(lines, fmt.Sprintf("%d\t%02d-10\t%02d-15\t主题%d\t学习\t\t—", m, m, m, m))
	}
	clerk.Call("POST", "/plans/import", object{"text": strings.Join(lines, "\r\n"), "year": 2022}).Want(201).Says("主题12")
	lines[4] = strings.Replace(lines[4], "04-15", "15号", 1)
	clerk.Call("POST", "/plans/import", object{"text": strings.Join(lines, "\n"), "year": 2022}).Want(422).Says("第5行C列“15号”没有以日期开头")
	clerk.Call("POST", fmt.Sprintf("/plans/%d/submission", p.ID), nil).Want(200)
	send(clerk, given, nil).Want(409)
}

func TestThemeLibrary(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	office, clerk := c.Program("xumuye"), c.Program("tongjianing")
	clerk.Get("/themes").Want(200).Says("学雷锋志愿服务")
	clerk.Call("POST", "/themes", object{"month": 7, "topic": "新主题"}).Want(403)
	office.Call("POST", "/themes", object{"month": 13, "topic": ""}).Want(422).Says("month", "topic")
	var theme struct{ ID, Revision int }
	office.Call("POST", "/themes", object{"month": 7, "topic": "新主题", "form": "参观学习"}).Want(201).Into(&theme)
	path := fmt.Sprintf("/themes/%d", theme.ID)
	office.Call("PATCH", path, object{"valid_to": "2022-06-30"}).Want(422)
	office.Call("PATCH", path, object{"valid_to": "2022-06-30", "revision": 0}).Want(200).Says(`"offered":true`)
	office.Call("PATCH", path, object{"valid_to": "2022-07-30", "revision": 0}).Want(409)
	office.Call("PATCH", "/themes/99999", object{"revision": 0}).Want(404)
	b := c.Browser("xumuye")
	b.Get("/themes").Want(200).Says("增加主题", "新主题")
	b.Get("/themes?form=theme&theme="+fmt.Sprint(theme.ID)).Want(200).Says("修改主题", `value="新主题"`)
	b.Post("/themes", url.Values{"month": {"7"}, "topic": {""}, "valid_from": {"2022-06-15"}}).Want(422).Says("请填写主题")
	c.Browser("tongjianing").Get("/themes").Want(200).Lacks("增加主题")
}
