package channels

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// wecom answers as developer.work.weixin.qq.com/document/path/90313 lists.
var wecom = platform{
	name:  "企业微信",
	stale: []int{40014, 42001},
	often: map[int]time.Duration{45009: time.Minute, 45033: time.Minute},
	final: []int{40001, 40003, 40008, 40013, 40031, 40035, 40056, 44004, 45002, 48002, 60011, 60020, 81013, 82001, 93000, 301002},
}

// WeComBase is where applications of WeCom ask, unless it runs in a house of its own.
const WeComBase = "https://qyapi.weixin.qq.com"

// WeComRobot writes into the group that has the robot. It cannot tell a repetition.
type WeComRobot struct {
	Web     *Web
	Address Secret // with the robot's key
}

// Send returns nil once WeCom has taken the message.
func (c WeComRobot) Send(ctx context.Context, m Message) error {
	body := map[string]any{"msgtype": "text", "text": map[string]any{"content": words(m)}}
	return c.Web.robot(ctx, wecom, string(c.Address), body, c.Address)
}

// WeComApp writes to a person in the name of an application.
type WeComApp struct {
	Web    *Web
	Base   string // WeComBase, or that of the house
	CorpID string
	Agent  int64
	Secret Secret
}

// Send returns nil once WeCom has taken the message. A repetition within half an
// hour is the same to the byte, by which WeCom tells it.
func (c WeComApp) Send(ctx context.Context, m Message) error {
	body := map[string]any{"touser": m.Address, "msgtype": "text", "agentid": c.Agent, "text": map[string]any{"content": words(m)},
		"safe": 0, "enable_duplicate_check": 1, "duplicate_check_interval": 1800}
	if strings.ContainsAny(m.Address, "|@") || m.Address == "" { // several people, or everybody
		return permanent{fmt.Errorf("企业微信账号“%s”无效，请更正该人员的账号", m.Address)}
	}
	base := strings.TrimSuffix(c.Base, "/")
	a, err := c.Web.application(ctx, wecom, "wecom "+base+" "+c.CorpID, c.Secret,
		func() (reply, error) {
			query := url.Values{"corpid": {c.CorpID}, "corpsecret": {string(c.Secret)}}
			return c.Web.do(ctx, http.MethodGet, base+"/cgi-bin/gettoken?"+query.Encode(), nil, nil)
		},
		func(token string) (reply, error) {
			return c.Web.post(ctx, base+"/cgi-bin/message/send?access_token="+url.QueryEscape(token), body, nil)
		})
	if err == nil && a.InvalidUser+a.UnlicensedUser != "" {
		return permanent{fmt.Errorf("企业微信中没有账号“%s”，或不在应用的可见范围内", m.Address)}
	}
	return err
}
