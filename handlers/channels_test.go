package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/testkit"
	"luoshi/testkit/platforms"
)

// weComRobot is the form of a robot on a server of the test.
func weComRobot(c *testkit.City, server *platforms.Server) object {
	c.Admit(server.At())
	return object{"kind": "wecom-robot", "name": "审批局工作群", "address": server.URL + "/cgi-bin/webhook/send?key=" + platforms.RobotKey, "org_id": c.Org("B1001")}
}

func channelCalls(app *testkit.City) []call {
	robot := weComRobot(app, platforms.WeCom(app.T, app.Clock.Now))
	return []call{
		{"admin", "POST", "/channels", robot, 201, "channel=id"},
		{"admin", "POST", "/channels", object{"kind": "wecom-app", "name": "x"}, 422, ""},
		{"xumuye", "POST", "/channels", robot, 403, ""},
		{"xumuye", "GET", "/channels", nil, 200, ""},
		{"tongjianing", "GET", "/channels", nil, 403, ""},
		{"tongjianing", "GET", "/channels/{channel}", nil, 404, ""},
		{"xumuye", "GET", "/channels/{channel}", nil, 200, ""},
		{"admin", "POST", "/channels/{channel}/test", nil, 200, ""},
		{"xumuye", "POST", "/channels/{channel}/test", nil, 403, ""},
		{"xumuye", "POST", "/channels/{channel}/pause", object{"note": "平台维护"}, 200, ""},
		{"xumuye", "POST", "/channels/{channel}/pause", object{"note": "平台维护"}, 409, ""},
		{"xumuye", "POST", "/channels/{channel}/pause", object{}, 422, ""},
		{"xumuye", "DELETE", "/channels/{channel}/pause", nil, 200, ""},
		{"admin", "DELETE", "/channels/{channel}/pause", nil, 409, ""},
		{"admin", "PATCH", "/channels/{channel}", object{"name": "工作群", "enabled": true, "revision": 0}, 200, ""},
		{"admin", "PATCH", "/channels/{channel}", object{"name": "工作群", "revision": 0}, 409, ""},
		{"admin", "PATCH", "/channels/{channel}", object{"name": "", "revision": 1}, 422, ""},
		{"xumuye", "PATCH", "/channels/{channel}", object{"name": "工作群", "revision": 1}, 403, ""},
	}
}

func TestAChannelIsSetUpOnThePage(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	server := platforms.DingTalk(t, c.Clock.Now)
	c.Admit(server.At())
	admin := c.Browser("admin")
	admin.Get("/channels").Want(200).Says("邮件", "钉钉群机器人", "还没有发过")
	admin.Get("/channels?form=channel&kind=dingtalk-robot").Want(200).Says("加签", "B1001 市行政审批服务局党支部").Lacks("AppKey")
	form := url.Values{"kind": {"dingtalk-robot"}, "name": {"审批局工作群"}, "address": {server.URL + "/robot/send?access_token=" + platforms.RobotKey}, "secret": {"SEC-first"}, "org_id": {"0"}}
	admin.Post("/channels", form).Want(422).Says("请选择这个群属于哪个组织").Lacks("SEC-first", platforms.RobotKey)
	form.Set("org_id", fmt.Sprint(c.Org("B1001")))
	page := admin.Post("/channels", form).Want(303).Header().Get("Location")
	admin.Get(page).Want(200).Says("http://127.0.0.1", "…"+platforms.RobotKey[len(platforms.RobotKey)-4:], "已保存", "发送测试消息").Lacks("SEC-first", platforms.RobotKey)
	admin.Post(page+"/test", url.Values{}).Want(409).Says("没有发出", "310000").Lacks("SEC-first", platforms.RobotKey)
	admin.Get(page).Says("上次失败", "310000")
	admin.Post(page+"?_method=PATCH", url.Values{"name": {"审批局工作群"}, "secret": {platforms.Secret}, "revision": {"0"}}).Want(303)
	admin.Post(page+"/test", url.Values{}).Want(303)
	if got := server.Messages(); len(got) != 1 || !strings.Contains(got[0].Text, "测试消息") {
		t.Errorf("the group got %+v", got)
	}
	admin.Get("/jobs").Want(200).Says("审批局工作群", "正常").Lacks(platforms.Secret, platforms.RobotKey)

	officer := c.Browser("xumuye")
	officer.Get(page).Want(200).Says("暂停原因").Lacks("发送测试消息", platforms.Secret)
	officer.Post(page+"/pause", url.Values{"note": {"平台维护"}}).Want(303)
	admin.Get("/jobs").Says("发送渠道“审批局工作群”由许牧野于", "平台维护", "已暂停")
	officer.Post(page+"/pause?_method=DELETE", nil).Want(303)
	c.Browser("tongjianing").Get("/channels").Want(403)
	c.Browser("tongjianing").Get(page).Want(404)
}

func TestSecretsOfChannelsAreNowhere(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	server := platforms.WeCom(t, c.Clock.Now)
	c.Admit(server.At())
	app := object{"kind": "wecom-app", "name": "企业微信", "address": server.URL, "account": platforms.AppID, "agent": platforms.Agent, "secret": platforms.Secret}
	admin := c.Program("admin")
	admin.Call("POST", "/channels", app).Want(201).Lacks(platforms.Secret)
	admin.Call("POST", "/channels", weComRobot(c, server)).Want(201).Lacks(platforms.RobotKey)
	admin.Get("/channels").Want(200).Says(`"has_secret":true`).Lacks(platforms.Secret, platforms.RobotKey)
	c.Program("auditor").Get("/audit").Want(200).Says("新建发送渠道").Lacks(platforms.Secret, platforms.RobotKey)
	c.Seed(func(tx *models.Tx) error {
		list, err := models.In[notice.Channel](tx).Find(tx.Ctx)
		for _, ch := range list {
			if row := fmt.Sprintf("%+v", ch); strings.Contains(row, platforms.Secret) || strings.Contains(row, platforms.RobotKey) {
				t.Errorf("the database holds it in the clear: %s", row)
			}
		}
		return err
	})
}

func TestWhatAChannelNeeds(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	admin := c.Program("admin")
	robot := func(change object) object {
		o := object{"kind": "feishu-robot", "name": "群", "address": "https://open.feishu.cn/open-apis/bot/v2/hook/x", "org_id": c.Org("B1001")}
		for k, v := range change {
			o[k] = v
		}
		return o
	}
	for _, w := range []struct {
		name  string
		body  object
		field string
	}{
		{"a kind", object{"name": "x", "kind": "pigeon"}, "kind"},
		{"and not a second mail server", object{"name": "x", "kind": "email"}, "kind"},
		{"a name", robot(object{"name": " "}), "name"},
		{"an address", robot(object{"address": ""}), "address"},
		{"one of the web", robot(object{"address": "ftp://open.feishu.cn/x"}), "address"},
		{"with a host", robot(object{"address": "https:///x"}), "address"},
		{"without a password in it", robot(object{"address": "https://u:p@open.feishu.cn/x"}), "address"},
		{"a group for a robot", robot(object{"org_id": 0}), "org_id"},
		{"one that is there", robot(object{"org_id": 999999}), "org_id"},
		{"no account for a robot", robot(object{"account": "x"}), "account"},
		{"an account, a number and a secret for an application", object{"name": "x", "kind": "dingtalk-app"}, "agent"},
		{"no group for an application", object{"name": "x", "kind": "feishu-app", "account": "cli_x", "secret": "s", "org_id": c.Org("B1001")}, "org_id"},
		{"a secret for a webhook", object{"name": "x", "kind": "webhook", "address": "https://receiver.example/in"}, "secret"},
	} {
		var problem struct{ Fields map[string]string }
		admin.Call("POST", "/channels", w.body).Want(422).Into(&problem)
		if problem.Fields[w.field] == "" {
			t.Errorf("%s: %v", w.name, problem.Fields)
		}
	}
	admin.Call("PATCH", "/channels/1", object{"address": "https://mail.example", "revision": 0}).Want(422)
}

func TestATestGoesNowhereInside(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	server := platforms.Webhook(t, c.Clock.Now)
	var made struct{ ID int64 }
	admin := c.Program("admin")
	admin.Call("POST", "/channels", object{"kind": "webhook", "name": "接口", "address": server.URL, "secret": "x", "org_id": c.Org("B1001")}).Want(201).Into(&made)
	admin.Call("POST", fmt.Sprintf("/channels/%d/test", made.ID), nil).Want(409).Says("未连接")
	if n := len(server.Asked()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestOfEightWhoChangeAChannelOneDoes(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	codes := make(chan int, 8)
	for i := range 8 {
		admin := c.Program("admin")
		go func() {
			codes <- admin.Call("PATCH", "/channels/1", object{"name": fmt.Sprint("邮件", i), "revision": 0}).Code
		}()
	}
	count := map[int]int{}
	for range 8 {
		count[<-codes]++
	}
	if count[200] != 1 || count[409] != 7 {
		t.Error(count)
	}
}

func TestAPersonsIDsOnThePlatforms(t *testing.T) {
	t.Parallel()
	c := testkit.NewCity(t)
	id := userID(c, "linyuan")
	admin, path := c.Browser("admin"), fmt.Sprintf("/users/%d", id)
	admin.Post(path+"?_method=PATCH", url.Values{"name": {"林远"}, "wecom_id": {"LinYuan"}, "dingtalk_id": {"manager01"}, "feishu_id": {"ou_x1"}, "revision": {"0"}}).Want(303)
	admin.Get(path).Says("LinYuan", "manager01", "ou_x1")
	admin.Post(path+"?_method=PATCH", url.Values{"name": {"林远"}, "wecom_id": {"@all"}, "revision": {"1"}}).Want(422).Says("平台账号须为")
	admin.Post(path+"?_method=PATCH", url.Values{"name": {"林远"}, "feishu_id": {"a|b"}, "revision": {"1"}}).Want(422)
	c.Program("admin").Get(path).Says(`"wecom_id":"LinYuan"`)
}
