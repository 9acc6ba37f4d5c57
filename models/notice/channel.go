package notice

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// Channel is a way out of the house as the administrators have set it up.
type Channel struct {
	ID       int64
	Kind     ChannelKind
	Name     string
	Address  string `json:"-"` // encrypted: that of a robot is as good as a password; "" for the platform's own
	Account  string // of an application: its enterprise, key or number
	Agent    int64  // of an application of WeCom or DingTalk
	Secret   string `json:"-"` // encrypted
	OrgID    *int64 // whose group it writes to; nil for one that writes to persons
	Names    bool   // persons may be named
	Enabled  bool
	Revision int

	PausedAt  *time.Time // nothing leaves while it is set, and nothing is lost
	PausedBy  string
	PauseNote string
	Gathering string `json:"-"` // see GatherOn; "" when nothing is to be gathered

	Recent    string     `json:"-"` // when the latest messages left, for the platform's limit
	HeldUntil *time.Time `json:"-"` // the platform wants to be left alone until then
	SentAt    *time.Time `json:"-"`
	FailedAt  *time.Time `json:"-"`
	Error     string     `json:"-"` // of the latest failure

	Org *models.Org `json:"-"`
}

// EmailChannel is the channel whose settings are the operator's, by flags; it is
// always there.
const EmailChannel int64 = 1

// ChannelKind is what a channel leads to.
type ChannelKind string

const (
	Email         ChannelKind = "email"
	WeComRobot    ChannelKind = "wecom-robot"
	WeComApp      ChannelKind = "wecom-app"
	DingTalkRobot ChannelKind = "dingtalk-robot"
	DingTalkApp   ChannelKind = "dingtalk-app"
	FeishuRobot   ChannelKind = "feishu-robot"
	FeishuApp     ChannelKind = "feishu-app"
	Webhook       ChannelKind = "webhook"
)

// Trait is what goes for all channels of a kind.
type Trait struct {
	Name      language.Word
	Group     bool // it may write to an organisation's group
	Person    bool // it may write to persons
	Needs     []string
	Takes     []string      // besides
	Account   language.Word // what the platform calls an application's account
	PerMinute int           // how many messages may leave in any minute; 0 for no limit
}

// robotsPace keeps robots under the twenty messages a minute that WeCom and
// DingTalk allow each; Feishu's would take more than anybody reads.
const robotsPace = 18

// Traits are those of each kind.
var Traits = map[ChannelKind]Trait{
	Email:         {Name: "邮件", Person: true},
	WeComRobot:    {Name: "企业微信群机器人", Group: true, Needs: []string{"address"}, PerMinute: robotsPace},
	WeComApp:      {Name: "企业微信应用", Person: true, Needs: []string{"account", "agent", "secret"}, Takes: []string{"address"}, Account: "企业 ID（corpid）"},
	DingTalkRobot: {Name: "钉钉群机器人", Group: true, Needs: []string{"address"}, Takes: []string{"secret"}, PerMinute: robotsPace},
	DingTalkApp:   {Name: "钉钉应用（工作通知）", Person: true, Needs: []string{"account", "agent", "secret"}, Takes: []string{"address"}, Account: "AppKey"},
	FeishuRobot:   {Name: "飞书群机器人", Group: true, Needs: []string{"address"}, Takes: []string{"secret"}, PerMinute: robotsPace},
	FeishuApp:     {Name: "飞书应用", Person: true, Needs: []string{"account", "secret"}, Takes: []string{"address"}, Account: "App ID"},
	Webhook:       {Name: "通用接口（webhook）", Group: true, Person: true, Needs: []string{"address", "secret"}},
}

// ChannelKinds lists those that can be set up, in the order in which they are shown.
var ChannelKinds = []ChannelKind{WeComRobot, WeComApp, DingTalkRobot, DingTalkApp, FeishuRobot, FeishuApp, Webhook}

// Trait is what goes for the channel's kind.
func (c *Channel) Trait() Trait { return Traits[c.Kind] }

// Grouped reports whether the channel writes to a group rather than to persons.
func (c *Channel) Grouped() bool { return c.OrgID != nil }

// Channels lists all of them for who looks after them.
func Channels(tx *models.Tx) ([]Channel, error) {
	if err := tx.Require(models.View, models.Channels, 0); err != nil {
		return nil, err
	}
	return models.In[Channel](tx).Preload("Org", nil).Order("id").Find(tx.Ctx)
}

// FindChannel finds one for who looks after them.
func FindChannel(tx *models.Tx, id int64) (*Channel, error) {
	if !tx.Can(models.View, models.Channels, 0) {
		return nil, models.Missing
	}
	c, err := models.In[Channel](tx).Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &c, err
}

// OpenChannels lists, for the program itself, those that messages may be queued
// for; a paused one too, for what it has may still help when it goes on.
func OpenChannels(tx *models.Tx) ([]Channel, error) {
	return models.In[Channel](tx).Preload("Org", nil).Where("enabled = ?", true).Order("id").Find(tx.Ctx)
}

// Settings are the channel's secrets in the clear.
type Settings struct{ Address, Secret string }

// Settings decrypts what only the sender has to know.
func (c *Channel) Settings(tx *models.Tx) (s Settings, err error) {
	if s.Address, err = tx.Unlock(c.Address, c.column("address")); err == nil {
		s.Secret, err = tx.Unlock(c.Secret, c.column("secret"))
	}
	return s, err
}

func (c *Channel) column(name string) string { return fmt.Sprintf("channels/%d/%s", c.ID, name) }

// Masked is the address as pages show it: where it leads, and its last four
// characters to tell two robots apart.
func (s Settings) Masked() string {
	u, err := url.Parse(s.Address)
	if s.Address == "" || err != nil {
		return ""
	}
	masked := u.Scheme + "://" + u.Host
	if rest := strings.TrimPrefix(s.Address, masked); len(rest) > 16 {
		return masked + "/…" + rest[len(rest)-4:]
	}
	return masked + "/…"
}

// Audiences lists the organisations whose group a channel may write to: their
// names alone, for an administrator who sees nothing else of them.
func Audiences(tx *models.Tx) ([]models.Org, error) {
	if err := tx.Require(models.View, models.Channels, 0); err != nil {
		return nil, err
	}
	return models.In[models.Org](tx).Select("id", "code", "name").Order("path").Find(tx.Ctx)
}
