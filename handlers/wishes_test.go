package handlers_test

import (
	"fmt"
	"net/url"
	"testing"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
)

func wishCalls(app *testkit.City) []call {
	app.Seed(func(tx *models.Tx) error {
		return notice.Send(tx, notice.Notice{Key: "milestone-overdue/1@2022-06-10/milestones/1", Rule: "milestone-overdue", Subject: "milestones/1", DueOn: "2022-06-10", Title: language.Quote("逾期")},
			userID(app, "tongjianing"))
	})
	app.Seed(func(tx *models.Tx) error {
		climbed := notice.Notice{Key: "milestone-overdue/15@2022-06-10/milestones/1", Rule: "milestone-overdue", Subject: "milestones/1", DueOn: "2022-06-10", Title: language.Quote("逾期")}
		if err := notice.SendAll(tx, []notice.Reminder{{Notice: climbed, To: []notice.To{{UserID: userID(app, "wenlixin"), Daily: true}}}}); err != nil {
			return err
		}
		return notice.Escalate(notice.NewReading(tx), tx.Today())
	})
	return []call{
		{"wenlixin", "GET", "/notices?limit=1", nil, 200, "climbed=items.0.id"},
		{"wenlixin", "GET", "/notices/{climbed}", nil, 200, "thing=items.0.id"},
		{"wenlixin", "POST", "/notices/{climbed}/acknowledgement", object{"item": "{thing}", "note": "本周补齐"}, 200, ""},
		{"wenlixin", "POST", "/notices/{climbed}/acknowledgement", object{"item": "{thing}"}, 409, ""},
		{"wenlixin", "POST", "/notices/{climbed}/acknowledgement", object{"item": 77}, 404, ""},
		{"wenlixin", "POST", "/notices/{climbed}/acknowledgement", nil, 409, ""},
		{"tongjianing", "GET", "/notices?limit=1", nil, 200, "overdue=items.0.id"},
		{"tongjianing", "POST", "/notices/{overdue}/acknowledgement", object{"note": "本周补齐"}, 200, ""},
		{"tongjianing", "POST", "/notices/{overdue}/acknowledgement", nil, 409, ""},
		{"zhuangzijin", "POST", "/notices/{overdue}/acknowledgement", nil, 404, ""},
		{"tongjianing", "GET", "/me/reminders", nil, 200, ""},
		{"tongjianing", "PUT", "/me/reminders", object{"quiet_from": "22:00", "quiet_to": "07:00", "urgent_through": true, "channels": object{"talk": 0, "due": 1, "overdue": nil}}, 200, ""},
		{"tongjianing", "PUT", "/me/reminders", object{"quiet_from": "22:00"}, 422, ""},
		{"shimuyun", "POST", "/mutes", object{"rule": "milestone-due", "org_id": "{B0702}", "note": "防汛"}, 201, "mute=id"},
		{"shimuyun", "POST", "/mutes", object{"rule": "milestone-due", "org_id": "{B0702}", "note": "防汛"}, 409, ""},
		{"shimuyun", "POST", "/mutes", object{"rule": "milestone-overdue", "org_id": "{B0702}", "note": "防汛"}, 422, ""},
		{"shimuyun", "POST", "/mutes", object{"rule": "milestone-due", "org_id": "{B1001}", "note": "防汛"}, 404, ""},
		{"shanzian", "POST", "/mutes", object{"rule": "milestone-due", "org_id": "{B0702}", "note": "防汛"}, 403, ""},
		{"shanzian", "GET", "/mutes", nil, 200, ""},
		{"linyuan", "GET", "/mutes", nil, 401, ""},
		{"shanzian", "DELETE", "/mutes/{mute}", nil, 403, ""},
		{"zhuangzijin", "DELETE", "/mutes/{mute}", nil, 404, ""},
		{"shimuyun", "DELETE", "/mutes/{mute}", nil, 200, ""},
		{"shimuyun", "DELETE", "/mutes/{mute}", nil, 409, ""},
		{"xumuye", "POST", "/reminders/{rule}/pause", object{"note": "口径调整"}, 200, ""},
		{"admin", "POST", "/reminders/{rule}/pause", object{"note": "口径调整"}, 409, ""},
		{"admin", "POST", "/reminders/{rule}/pause", object{}, 422, ""},
		{"tongjianing", "DELETE", "/reminders/{rule}/pause", nil, 404, ""},
		{"admin", "DELETE", "/reminders/{rule}/pause", nil, 200, ""},
		{"admin", "DELETE", "/reminders/{rule}/pause", nil, 409, ""},
	}
}

func TestPeopleChooseOnThePage(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	b := c.Browser("tongjianing")
	b.Get("/me/reminders").Want(200).Says("评论、提及", "通常的渠道（邮件）", "只在站内", "免打扰从")
	form := url.Values{"channel_due": {"usual"}, "channel_talk": {"0"}, "channel_overdue": {"1"}, "quiet_from": {"22:00"}, "quiet_to": {""}, "urgent_through": {"false"}}
	b.Post("/me/reminders?_method=PUT", form).Want(422).Says("两个都填")
	form.Set("quiet_to", "07:00")
	b.Post("/me/reminders?_method=PUT", form).Want(303)
	b.Get("/me/reminders").Says(`value="22:00"`, `value="07:00"`)
	var kept struct {
		Kinds []struct {
			Kind    string
			Channel *int64
		}
		Through bool `json:"urgent_through"`
	}
	c.Program("tongjianing").Get("/me/reminders").Want(200).Into(&kept)
	chosen := map[string]string{}
	for _, k := range kept.Kinds {
		if k.Channel != nil {
			chosen[k.Kind] = fmt.Sprint(*k.Channel)
		}
	}
	if fmt.Sprint(chosen) != "map[overdue:1 talk:0]" || kept.Through {
		t.Errorf("%v %v", chosen, kept.Through)
	}
	c.Program("tongjianing").Call("PUT", "/me/reminders", object{"channels": object{"due": 99}}).Want(422).Says("现在不能发给您")
	c.Program("tongjianing").Call("PUT", "/me/reminders", object{"channels": object{"gossip": 0}}).Want(422)
	c.Browser("admin").Get("/me/reminders").Want(200).Says("没有登记邮箱和平台账号")
	c.Browser("linyuan").Get("/me/reminders").Want(200)
}

func TestOfEightWhoMuteOneDoes(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	codes := make(chan int, 8)
	for range 8 {
		p := c.Program("shimuyun")
		go func() {
			codes <- p.Call("POST", "/mutes", object{"rule": "theme-plan", "org_id": c.Org("D07"), "note": "防汛"}).Code
		}()
	}
	count := map[int]int{}
	for range 8 {
		count[<-codes]++
	}
	if count[201] != 1 || count[409] != 7 {
		t.Error(count)
	}
	var n int
	c.Seed(func(tx *models.Tx) error {
		return tx.Raw(&n, "SELECT COUNT(*) FROM audit WHERE verb = '设置提醒免打扰'")
	})
	if n != 1 {
		t.Errorf("%d lines in the trail", n)
	}
}

func TestMutingOnThePage(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	deputy := c.Browser("shimuyun")
	deputy.Get("/mutes").Want(200).Says("没有免打扰", "设置免打扰")
	deputy.Get("/mutes?form=mute").Want(200).Says("B0702", "主题党日尚未安排").Lacks("阶段、节点逾期", "B1001")
	deputy.Post("/mutes", url.Values{"rule": {"theme-plan"}, "org_id": {fmt.Sprint(c.Org("B0702"))}, "note": {"防汛"}}).Want(303)
	deputy.Get("/mutes").Says("免打扰中", "施慕云", "防汛", "取消免打扰")
	c.Browser("shanzian").Get("/mutes").Want(200).Says("防汛").Lacks("取消免打扰", "设置免打扰")
	c.Browser("qishaochuan").Get("/mutes").Want(200).Lacks("防汛")
	c.Browser("linyuan").Get("/mutes").Want(403)
	deputy.Post("/mutes/1?_method=DELETE", nil).Want(303)
	deputy.Get("/mutes").Says("已取消").Lacks("免打扰中")
}

func TestPausingARuleOnThePage(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	officer := c.Browser("xumuye")
	officer.Get("/jobs?form=pause&rule=milestone-due").Want(200).Says("暂停规则：阶段、节点将到期")
	officer.Post("/reminders/milestone-due/pause", url.Values{"note": {""}}).Want(422).Says("请写明暂停原因")
	officer.Post("/reminders/milestone-due/pause", url.Values{"note": {"口径调整"}}).Want(303)
	c.Browser("admin").Get("/jobs").Says("规则“阶段、节点将到期", "许牧野", "口径调整", "现在没有人收到")
	c.Browser("tongjianing").Get("/reminders").Want(200).Says("已暂停")
	officer.Post("/reminders/open-month/pause", url.Values{"note": {"x"}}).Want(409).Says("每日事务")
	officer.Post("/reminders/nothing/pause", url.Values{"note": {"x"}}).Want(404)
	officer.Post("/reminders/milestone-due/pause?_method=DELETE", nil).Want(303)
	c.Browser("admin").Get("/jobs").Lacks("现在没有人收到")
}

func TestWhoIsToldOfAnOverdueThingTakesItInHand(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	c.Seed(func(tx *models.Tx) error {
		n := notice.Notice{Key: "milestone-overdue/5@2022-06-10/milestones/1", Rule: "milestone-overdue", Subject: "milestones/1", DueOn: "2022-06-10", Title: language.Quote("逾期")}
		return notice.Send(tx, n, userID(c, "tongjianing"), userID(c, "xumuye"))
	})
	b := c.Browser("tongjianing")
	b.Get("/notices/2").Want(200).Says("已知悉，我来处理")
	b.Post("/notices/2/acknowledgement", url.Values{"note": {"本周补齐"}}).Want(303)
	b.Get("/notices/2").Says("童佳宁", "本周补齐", "顺延 5 个工作日").Lacks("我来处理</button>")
	c.Browser("xumuye").Get("/notices/1").Says("本周补齐", "我来处理</button>")
}
