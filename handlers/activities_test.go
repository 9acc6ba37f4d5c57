package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/testkit"
)

// lifeCity is the small city with May and June opened.
func lifeCity(t *testing.T) *testkit.City {
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		if _, err := orglife.OpenMonth(tx, "2022-05"); err != nil {
			return err
		}
		_, err := orglife.OpenMonth(tx, "2022-06")
		return err
	})
	return c
}

// minutes is a complete record as a program sends it.
func minutes(c *testkit.City, kind orglife.Type, day string) map[string]any {
	return map[string]any{"org_id": c.Org("B1001"), "type": kind, "held": true, "held_on": day, "starts_at": "15:00", "place": "三楼会议室",
		"topic": "严明纪律", "host": "童佳宁、阎初夏", "content": "学习条例", "decisions": "会议决定甲", "next_step": "无"}
}

type activity struct {
	ID       int64
	Revision int
	Present  int
	Expected int
	Absences []struct{ Name string }
}

func create(c *testkit.City, kind orglife.Type, day string) (a activity) {
	body := minutes(c, kind, day)
	body["absences"] = []map[string]any{{"member_id": c.Member("阎初夏"), "reason": "病假"}}
	c.Program("tongjianing").Call("POST", "/activities", body).Want(201).Into(&a)
	return a
}

func TestWhoReadsMinutes(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	theme, committee := create(c, orglife.ThemeDay, "2022-06-06"), create(c, orglife.CommitteeMeeting, "2022-06-02")
	for _, tt := range []struct {
		name             string
		login            string
		theme, committee int
		named            bool // sees who was absent
	}{
		{"the secretary", "tongjianing", 200, 200, true},
		{"a committee member", "yanchuxia", 200, 200, true},
		{"a member of the branch reads theme days only", "linyuan", 200, 404, false},
		{"the work committee sees that a committee met, not its minutes", "mengshuqin", 200, 404, false},
		{"an inspector", "hanzhiyuan", 404, 404, false},
		{"another branch", "shanzian", 404, 404, false},
		{"the system administrator", "admin", 404, 404, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, b := c.Program(tt.login), c.Browser(tt.login)
			got := p.Get(fmt.Sprintf("/activities/%d", theme.ID)).Want(tt.theme)
			if tt.named {
				got.Says("阎初夏", "病假")
			} else {
				got.Lacks("病假")
			}
			p.Get(fmt.Sprintf("/activities/%d", committee.ID)).Want(tt.committee)
			b.Get(fmt.Sprintf("/activities/%d", theme.ID)).Want(tt.theme)
			list := p.Get("/activities").Want(200)
			if tt.committee != 200 {
				list.Lacks(`"committee-meeting"`)
			}
			if tt.theme != 200 {
				list.Lacks(`"theme-day"`)
			}
		})
	}
	c.Program("mengshuqin").Get("/duties?period=2022-06").Want(200).Says(`"code":"committee-meeting"`, `"state":"done"`)
	c.Program("linyuan").Get("/duties?period=2022-06").Want(200).Says("B1001").Lacks("B0702")
}

func TestWhoRecords(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	a := create(c, orglife.ThemeDay, "2022-06-06")
	path := fmt.Sprintf("/activities/%d", a.ID)
	for _, tt := range []struct {
		login           string
		enter, rewrites int
	}{
		{"linyuan", 403, 403}, {"mengshuqin", 403, 403}, {"yanchuxia", 403, 403}, {"shanzian", 404, 404}, {"admin", 404, 404},
	} {
		p := c.Program(tt.login)
		p.Call("POST", "/activities", minutes(c, orglife.ThemeDay, "2022-06-07")).Want(tt.enter)
		p.Call("PATCH", path, map[string]any{"place": "别处", "revision": 0}).Want(tt.rewrites)
		p.Call("DELETE", path+"?revision=0", nil).Want(tt.rewrites)
	}
	p := c.Program("tongjianing")
	p.Call("PATCH", path, map[string]any{"place": "四楼"}).Want(422).Says("revision")
	p.Call("PATCH", path, map[string]any{"place": "四楼", "revision": 0}).Want(200).Says("四楼", "会议决定甲", "病假")
	p.Call("PATCH", path, map[string]any{"place": "五楼", "revision": 0}).Want(409)
	p.Call("DELETE", path+"?revision=1", nil).Want(204)
	p.Get(path).Want(404)
	p.Get("/duties?period=2022-06").Want(200).Says(`"held":0`).Lacks(`"held":1`)
}

func TestActivityPages(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	b := c.Browser("tongjianing")
	b.Get("/activities").Want(200).Says("市行政审批服务局党支部", "记录主题党日", "记录支委会", "6月6日 周一", "0/2", "逾期")
	empty := b.Get("/activities/new?type=committee-meeting").Want(200).Says("胡青岚", "应到 4 人")
	if n := strings.Count(empty.Body.String(), " required"); n > 8 {
		t.Errorf("%d required fields", n)
	}
	b.Get("/activities/new?plan=1").Want(200).Says("先安排").Lacks("议定事项")
	form := url.Values{"org_id": {fmt.Sprint(c.Org("B1001"))}, "type": {"theme-day"}, "held": {"true"}, "held_on": {"2022-06-20"}, "starts_at": {"15:00"},
		"place": {"三楼<b>"}, "topic": {"严明纪律"}, "host": {"童佳宁"}, "content": {"看过警示片"}, "decisions": {""}, "next_step": {"无"},
		"absent": {"", fmt.Sprintf("%d/公出", c.Member("戴星河"))}}
	refused := b.Post("/activities", form).Want(422).Says("晚于今天", "议定事项，没有的写", "三楼&lt;b&gt;", "看过警示片")
	refused.Says(fmt.Sprintf(`<option value="%d/公出" selected>`, c.Member("戴星河")))
	form.Set("held_on", "2022-06-06")
	form.Set("decisions", "无")
	wrong := url.Values{"absent": {fmt.Sprintf("%d/公出", c.Member("单梓安"))}}
	for field, typed := range form {
		if field != "absent" {
			wrong[field] = typed
		}
	}
	b.Post("/activities", wrong).Want(422).Says("不在应到名单内", "看过警示片")
	b.Post("/activities", form).Want(303)
	b.Post("/activities", form).Want(409).Says("在这个日期和时间已有同类活动", "看过警示片")
	b.Get("/activities").Want(200).Says("严明纪律", "10 / 11", "1/2")
	form.Set("revision", "5")
	form.Set("content", "后来改的")
	b.Post("/activities/1?_method=PATCH", form).Want(409).Says("后来改的", "看过警示片", "改过这项内容")
	c.Browser("mengshuqin").Get("/activities").Want(200).Says("住建局机关党支部", "市统计局党支部", "1/2").Lacks("点此填报")
	c.Browser("linyuan").Get("/activities/1").Want(200).Says("看过警示片").Lacks("公出", "删除")
	c.Browser("xumuye").Get(fmt.Sprintf("/activities?org=%d", c.Org("B0702"))).Want(200).Says("住建局市政房产服务中心党支部", "1月")
	c.Browser("shanzian").Get(fmt.Sprintf("/activities?org=%d", c.Org("B1001"))).Want(404)
	gw := c.Browser("mengshuqin")
	for _, page := range []string{"/activities", "/duties", "/activities/1"} {
		if n := len(c.Queries(func() { gw.Get(page).Want(200) })); n > 15 {
			t.Errorf("%s costs %d queries", page, n)
		}
	}
}

func TestPlanThenRecord(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	b := c.Browser("tongjianing")
	plan := url.Values{"org_id": {fmt.Sprint(c.Org("B1001"))}, "type": {"theme-day"}, "plan": {"1"}, "held_on": {"2022-06-20"}, "starts_at": {"15:00"}, "place": {"三楼"}, "topic": {"纪律"}}
	b.Post("/activities", plan).Want(303)
	b.Get("/activities/1").Want(200).Says("活动安排").Lacks("议题、内容")
	c.Clock.Set("2022-06-21 09:00")
	b = c.Browser("tongjianing")
	b.Get("/activities/1").Want(200).Says("议定事项", "/activities/1/record", "纪律")
	plan.Set("revision", "0")
	b.Post("/activities/1/record", plan).Want(422).Says("请填写主持人")
	for field, text := range map[string]string{"host": "童佳宁", "content": "学习", "decisions": "无", "next_step": "无"} {
		plan.Set(field, text)
	}
	b.Post("/activities/1/record", plan).Want(303)
	c.Program("tongjianing").Get("/activities/1").Want(200).Says(`"state":"held"`, `"recorded_at":"2022-06-21T09:00:00+08:00"`)
}

func TestExemption(t *testing.T) {
	t.Parallel()
	c := lifeCity(t)
	find := func(org string) int64 {
		var list struct {
			Items []struct{ ID int64 }
		}
		c.Program("mengshuqin").Get(fmt.Sprintf("/duties?state=overdue&period=2022-05&org=%d", c.Org(org))).Want(200).Into(&list)
		if len(list.Items) == 0 {
			t.Fatalf("%s has nothing overdue", org)
		}
		return list.Items[0].ID
	}
	reason := map[string]any{"reason": "防汛值守"}
	below, direct := fmt.Sprintf("/duties/%d/exemption", find("B0702")), fmt.Sprintf("/duties/%d/exemption", find("B1001"))
	for _, tt := range []struct {
		name, login, path string
		body              any
		want              int
	}{
		{"not by the branch itself", "shanzian", below, reason, 403},
		{"not by another branch", "tongjianing", below, reason, 404},
		{"not by the work committee over the general branch's head", "mengshuqin", below, reason, 403},
		{"not without a reason", "shimuyun", below, map[string]any{}, 422},
		{"by the general branch's deputy secretary", "shimuyun", below, reason, 200},
		{"not twice", "shimuyun", below, reason, 409},
		{"by the work committee where it leads directly", "mengshuqin", direct, reason, 200},
	} {
		t.Run(tt.name, func(t *testing.T) { c.Program(tt.login).Call("POST", tt.path, tt.body).Want(tt.want) })
	}
	c.Program("shanzian").Get("/notices").Want(200).Says("已免除", "防汛值守")
	testkit.Must(t, c.As("mengshuqin", func(tx *models.Tx) error { // who runs the branch comes to run what leads it too
		post := models.Post{OrgID: c.Org("D07"), Office: models.CommitteeSecretary}
		if err := tx.CreatePost(&post); err != nil {
			return err
		}
		return post.Appoint(tx, &models.Tenure{MemberID: c.Member("温立新"), StartOn: "2022-01-01"})
	}))
	c.Program("wenlixin").Call("POST", fmt.Sprintf("/duties/%d/exemption", find("B0701")), reason).Want(403)
	c.Browser("wenlixin").Get(fmt.Sprintf("/duties?state=overdue&org=%d", c.Org("B0701"))).Want(200).Lacks("form=exempt")
	b := c.Browser("shimuyun")
	b.Get("/duties?state=exempted").Want(200).Says("防汛值守")
	b.Get("/duties?state=overdue").Want(200).Says("form=exempt", "2022年5月未按要求开展")
	b.Get(fmt.Sprintf("/duties?form=exempt&duty=%d", find("B0701"))).Want(200).Says("免除原因")
	b.Post(fmt.Sprintf("/duties/%d/exemption", find("B0701")), url.Values{"reason": {""}}).Want(422).Says("请填写免除原因")
	p := c.Program("mengshuqin")
	p.Get("/duties?state=late").Want(422).Says("state")
	p.Get("/duties?period=2022-6").Want(422).Says("period")
	p.Get("/duties?limit=2").Want(200).Says(`"next":"`)
}
