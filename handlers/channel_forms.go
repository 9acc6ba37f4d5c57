package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// addressHints say where an address is to be found.
var addressHints = map[notice.ChannelKind]word{
	notice.WeComRobot:    "群设置里添加机器人后给出的 Webhook 地址，整条复制，以 https://qyapi.weixin.qq.com 开头",
	notice.DingTalkRobot: "智能群助手里添加自定义机器人后给出的 Webhook 地址，以 https://oapi.dingtalk.com 开头",
	notice.FeishuRobot:   "群机器人里添加自定义机器人后给出的 Webhook 地址，以 https://open.feishu.cn 或 https://open.larksuite.com 开头",
	notice.Webhook:       "接收方的网址；格式见使用说明",
	notice.WeComApp:      "一般不填；自建（政务）版填写其网址",
	notice.DingTalkApp:   "一般不填；专属版填写其网址",
	notice.FeishuApp:     "一般不填；Lark 填 https://open.larksuite.com",
}

// channelForm asks for what the kind needs; what is secret is never sent back.
func (r *Request) channelForm(tx *models.Tx, v channelView, f views.Form) (*views.Form, error) {
	trait := notice.Traits[v.Kind]
	asks := func(field string) bool {
		return slices.Contains(trait.Needs, field) || slices.Contains(trait.Takes, field)
	}
	fresh := v.ID == 0
	if !fresh && len(trait.Needs) > 0 {
		f.Text = "地址和密钥不再显示；不填则不变。"
	}
	f.Fields = []views.Field{{Name: "name", Label: "名称", Must: true, Value: v.Name, Hint: "让大家认得出，如 住建局工作群"}}
	if asks("address") {
		f.Fields = append(f.Fields, views.Field{Name: "address", Label: "地址", Must: fresh && slices.Contains(trait.Needs, "address"), Hint: addressHints[v.Kind]})
	}
	if asks("account") {
		f.Fields = append(f.Fields, views.Field{Name: "account", Label: trait.Account, Must: true, Value: v.Account})
	}
	if asks("agent") {
		f.Fields = append(f.Fields, views.Field{Name: "agent", Label: "应用编号（AgentId）", Type: "number", Must: true, Value: orBlank(v.Agent)})
	}
	if asks("secret") {
		hint := word("机器人安全设置里“加签”的密钥；用关键词的不填，关键词须是“提醒”或“工作提示”")
		if slices.Contains(trait.Needs, "secret") {
			hint = "加密保存，不再显示"
		}
		f.Fields = append(f.Fields, views.Field{Name: "secret", Label: "密钥", Type: "password", Must: fresh && slices.Contains(trait.Needs, "secret"), Complete: "off", Hint: hint})
	}
	if trait.Group {
		field, err := audienceField(tx, trait, v.OrgID)
		if err != nil {
			return nil, err
		}
		f.Fields = append(f.Fields, field)
	}
	if v.Kind != notice.Email {
		names := either("names", "消息里写姓名吗", "写", "不写", v.Names)
		names.Hint = "消息离开本单位的网络，默认不写姓名"
		f.Fields = append(f.Fields, names)
	}
	if !fresh {
		f.Fields = append(f.Fields, either("enabled", "使用这个渠道吗", "启用", "停用", v.Enabled))
	}
	f = forgetting(r.fill(f), "secret", "address")
	return &f, nil
}

// either is a field of two answers, of which one is always sent.
func either(name string, label, yes, no word, is bool) views.Field {
	return views.Field{Name: name, Label: label, Type: "radio", Options: []views.Option{{Value: "true", Name: yes, Chosen: is}, {Value: "false", Name: no, Chosen: !is}}}
}

func orBlank(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// audienceField asks whose group the channel writes to.
func audienceField(tx *models.Tx, trait notice.Trait, chosen *int64) (views.Field, error) {
	orgs, err := notice.Audiences(tx)
	f := views.Field{Name: "org_id", Label: "发给哪个组织的群", Type: "select", Must: !trait.Person, Options: []views.Option{{Value: "0", Name: word("请选择")}},
		Hint: "群里收到这个组织及其下级的汇总：到期、逾期和组织生活"}
	if trait.Person {
		f.Options[0].Name = word("不发给群，逐人发送")
	}
	for _, o := range orgs {
		f.Options = append(f.Options, views.Option{Value: fmt.Sprint(o.ID), Name: typed(o.Code + " " + o.Name), Chosen: chosen != nil && *chosen == o.ID})
	}
	return f, err
}

// testForm sends one message: to the administrator, unless another is named.
func (r *Request) testForm(tx *models.Tx, c *notice.Channel) *views.Form {
	f := views.Form{ID: "test", Title: "发一条测试消息", Action: fmt.Sprintf("/channels/%d/test", c.ID), Button: "发送测试消息", Text: "立即发出，十秒内得到结果。"}
	if !c.Grouped() {
		f.Fields = []views.Field{{Name: "to", Label: "收件人在平台上的账号", Must: true, Value: notice.AddressesOf(tx.Actor).Over(c.Kind), Hint: "邮件填邮箱地址"}}
	}
	f = r.fill(f)
	return &f
}

// pauseForm asks why something is to be silent.
func pauseForm(action string, text word) views.Form {
	return views.Form{ID: "pause", Title: "暂停", Action: action, Button: "暂停", Text: text, Fields: []views.Field{{Name: "note", Label: "暂停原因", Must: true}}}
}

func (s *Server) pauseChannel(r *Request) (Answer, error) {
	var form struct {
		Note string `form:"note" json:"note" binding:"max=200" label:"暂停原因"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.channelUpdate(func(tx *models.Tx, c *notice.Channel) error { return c.Pause(tx, form.Note) })
	}
	if err != nil {
		return r.again("pause", err, s.showChannelPage)
	}
	return s.channelDone(r, "已暂停。")
}

func (s *Server) resumeChannel(r *Request) (Answer, error) {
	err := r.channelUpdate(func(tx *models.Tx, c *notice.Channel) error { return c.Resume(tx) })
	if err != nil {
		return Answer{}, err
	}
	return s.channelDone(r, "已恢复，一分钟内继续发送。")
}

func (r *Request) channelUpdate(work func(*models.Tx, *notice.Channel) error) error {
	return r.Update(func(tx *models.Tx) error {
		c, err := notice.FindChannel(tx, r.ID())
		if err != nil {
			return err
		}
		return work(tx, c)
	})
}
