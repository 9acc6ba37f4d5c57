package notice

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
)

// ChannelChange is what of a channel can be set; nil leaves it as it is. An
// empty address or secret leaves it too: neither is shown to be sent back.
type ChannelChange struct {
	Name            *string
	Address, Secret string
	Account         *string
	Agent           *int64
	OrgID           *int64 // 0 for persons
	Names           *bool
	Enabled         *bool
}

// AddChannel sets up a channel of a kind.
func AddChannel(tx *models.Tx, kind ChannelKind, set ChannelChange) (*Channel, error) {
	if err := tx.Require(models.Enter, models.Channels, 0); err != nil {
		return nil, err
	}
	c := &Channel{Kind: kind, Enabled: true}
	if !slices.Contains(ChannelKinds, kind) {
		wrong := models.FieldErrors{}
		wrong.Add("kind", "请选择渠道类型")
		return nil, wrong.Err("请选择渠道类型。")
	}
	if err := c.take(tx, set, Settings{}); err != nil {
		return nil, err
	}
	if err := models.In[Channel](tx).Create(tx.Ctx, c); err != nil {
		return nil, err
	}
	if err := c.keepSettings(tx, set); err != nil {
		return nil, err
	}
	return c, c.record(tx, "新建发送渠道", "", language.Quote(c.Name))
}

// Change alters the channel as it was at the revision.
func (c *Channel) Change(tx *models.Tx, set ChannelChange, revision int) error {
	if err := tx.Require(models.Enter, models.Channels, 0); err != nil {
		return err
	}
	if c.Kind == Email && (set.Address+set.Secret != "" || set.Account != nil || set.Agent != nil || set.OrgID != nil) {
		return models.Fail(models.Invalid, "邮件服务器由运行维护人员用启动参数设置，这里只能改名称、启用和停用。")
	}
	known, err := c.Settings(tx)
	if err != nil {
		return err
	}
	before := models.JSON(c)
	if err := c.take(tx, set, known); err != nil {
		return err
	}
	n, err := models.In[Channel](tx).Where("id = ? AND revision = ?", c.ID, revision).
		Set(models.Assign("name", c.Name), models.Assign("account", c.Account), models.Assign("agent", c.Agent), models.Assign("org_id", c.OrgID),
			models.Assign("names", c.Names), models.Assign("enabled", c.Enabled), models.Assign("held_until", nil), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	c.Revision = revision + 1
	if err := c.keepSettings(tx, set); err != nil {
		return err
	}
	detail := language.Quote(c.Name)
	if set.Address+set.Secret != "" {
		detail = language.Phrase{"%s（更换了地址或密钥）", c.Name}
	}
	return c.record(tx, "修改发送渠道", before, detail)
}

// take puts a change into the channel, and refuses what cannot work.
func (c *Channel) take(tx *models.Tx, set ChannelChange, known Settings) error {
	take(&c.Name, set.Name)
	take(&c.Account, set.Account)
	take(&c.Agent, set.Agent)
	take(&c.Names, set.Names)
	take(&c.Enabled, set.Enabled)
	if set.OrgID != nil {
		if c.OrgID = set.OrgID; *set.OrgID == 0 {
			c.OrgID = nil
		}
	}
	if set.Address != "" {
		known.Address = set.Address
	}
	if set.Secret != "" {
		known.Secret = set.Secret
	}
	wrong := models.FieldErrors{}
	if c.Name = strings.TrimSpace(c.Name); c.Name == "" || utf8.RuneCountInString(c.Name) > 60 {
		wrong.Add("name", "名称须为1至60个字")
	}
	c.checkSettings(known, wrong)
	if err := c.checkAudience(tx, wrong); err != nil {
		return err
	}
	return wrong.Err("发送渠道的设置有误，请按提示修改。")
}

// checkSettings looks for what the kind needs, and at how an address is written;
// where it leads is judged when a message goes there.
func (c *Channel) checkSettings(s Settings, wrong models.FieldErrors) {
	trait := c.Trait()
	given := map[string]bool{"address": s.Address != "", "secret": s.Secret != "", "account": strings.TrimSpace(c.Account) != "", "agent": c.Agent != 0}
	labels := map[string]language.Word{"address": "地址", "secret": "密钥", "account": trait.Account, "agent": "应用编号（AgentId）"}
	for _, field := range []string{"address", "account", "agent", "secret"} {
		switch {
		case slices.Contains(trait.Needs, field) && !given[field]:
			wrong.Add(field, "请填写%s", labels[field])
		case !slices.Contains(trait.Needs, field) && !slices.Contains(trait.Takes, field) && given[field]:
			wrong.Add(field, "%s不用填写这一项", trait.Name)
		}
	}
	if len(s.Address) > 1000 || len(s.Secret) > 300 || len(c.Account) > 100 || c.Agent < 0 {
		wrong.Add("address", "地址、密钥或编号过长，请核对")
	}
	if s.Address == "" {
		return
	}
	u, err := url.Parse(s.Address)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		wrong.Add("address", "地址须以 https:// 或 http:// 开头，写完整")
	case u.User != nil || u.Fragment != "":
		wrong.Add("address", "地址中不能有用户名、密码或 #")
	case trait.Account != "" && u.RawQuery != "":
		wrong.Add("address", "这里只填平台的网址，如 https://qyapi.weixin.qq.com")
	}
}

func (c *Channel) checkAudience(tx *models.Tx, wrong models.FieldErrors) error {
	trait := c.Trait()
	switch {
	case c.OrgID == nil && !trait.Person:
		wrong.Add("org_id", "请选择这个群属于哪个组织")
	case c.OrgID != nil && !trait.Group:
		wrong.Add("org_id", "%s发给个人，不用选择组织", trait.Name)
	case c.OrgID != nil:
		n, err := models.In[models.Org](tx).Where("id = ?", *c.OrgID).Count(tx.Ctx, "id")
		if err != nil {
			return err
		}
		if n == 0 {
			wrong.Add("org_id", "没有这个组织，请重新选择")
		}
	}
	return nil
}

// keepSettings encrypts a new address and secret.
func (c *Channel) keepSettings(tx *models.Tx, set ChannelChange) (err error) {
	if set.Address != "" {
		c.Address, err = tx.Lock(set.Address, c.column("address"))
	}
	if set.Secret != "" && err == nil {
		c.Secret, err = tx.Lock(set.Secret, c.column("secret"))
	}
	if err != nil || set.Address+set.Secret == "" {
		return err
	}
	_, err = models.In[Channel](tx).Where("id = ?", c.ID).Set(models.Assign("address", c.Address), models.Assign("secret", c.Secret)).Update(tx.Ctx)
	return err
}

// MayTry stops who may not send a test message.
func MayTry(tx *models.Tx) error { return tx.Require(models.Enter, models.Channels, 0) }

// Tried puts a test message that has gone out over a channel into the trail.
func Tried(tx *models.Tx, channel int64, to string) error {
	topic := subject("channels", channel)
	return tx.Record(models.Entry{Verb: "发送测试消息", Subject: topic, Topic: topic, Detail: language.Quote(to)})
}

func (c *Channel) record(tx *models.Tx, verb, before string, detail language.Phrase) error {
	topic := subject("channels", c.ID)
	e := models.Entry{Verb: verb, Subject: topic, Topic: topic, Detail: detail, Before: before, After: models.JSON(c)}
	if c.OrgID != nil {
		e.OrgID = *c.OrgID
	}
	return tx.Record(e)
}

// take sets a field that was given.
func take[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}
