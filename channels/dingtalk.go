package channels

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// dingtalk answers as its tables of error codes list. A robot that wrote more
// than twenty messages in a minute is silenced for ten; 143106 is "had the same
// message today".
var dingtalk = platform{
	name:  "钉钉",
	done:  []int{143106},
	stale: []int{40001, 40014, 42001},
	often: map[int]time.Duration{130101: 10 * time.Minute, 410100: 10 * time.Minute, 90002: 5 * time.Minute, 90018: 5 * time.Minute,
		143103: time.Minute, 143104: time.Minute, 143105: time.Hour},
	final: []int{310000, 300001, 300005, 33012, 34016, 40003, 40035, 40056, 40089, 40096, 60011, 1430000, 1430002},
}

// DingTalkBase is where applications of DingTalk ask.
const DingTalkBase = "https://oapi.dingtalk.com"

// DingTalkRobot writes into the group that has the robot. It cannot tell a repetition.
type DingTalkRobot struct {
	Web     *Web
	Address Secret // with the robot's token
	Secret  Secret // of its signature; "" for a robot that is known by keyword or address
}

// Send returns nil once DingTalk has taken the message.
func (c DingTalkRobot) Send(ctx context.Context, m Message) error {
	address := string(c.Address)
	if c.Secret != "" {
		u, err := checkURL(address)
		if err != nil {
			return err
		}
		stamp := strconv.FormatInt(c.Web.Now().UnixMilli(), 10)
		q := u.Query()
		q.Set("timestamp", stamp)
		q.Set("sign", base64.StdEncoding.EncodeToString(signed(string(c.Secret), stamp+"\n"+string(c.Secret))))
		u.RawQuery = q.Encode()
		address = u.String()
	}
	body := map[string]any{"msgtype": "text", "text": map[string]any{"content": words(m)}}
	return c.Web.robot(ctx, dingtalk, address, body, c.Address, c.Secret)
}

// DingTalkApp sends a person a work notification (工作通知).
type DingTalkApp struct {
	Web    *Web
	Base   string // DingTalkBase
	AppKey string
	Agent  int64
	Secret Secret
}

// Send returns nil once DingTalk has taken the message; the same one to the same
// person on the same day it delivers once.
func (c DingTalkApp) Send(ctx context.Context, m Message) error {
	if strings.Contains(m.Address, ",") || m.Address == "" {
		return permanent{fmt.Errorf("钉钉账号“%s”无效，请更正该人员的账号", m.Address)}
	}
	base := strings.TrimSuffix(c.Base, "/")
	body := map[string]any{"agent_id": c.Agent, "userid_list": m.Address,
		"msg": map[string]any{"msgtype": "text", "text": map[string]any{"content": words(m)}}}
	_, err := c.Web.application(ctx, dingtalk, "dingtalk "+base+" "+c.AppKey, c.Secret,
		func() (reply, error) {
			query := url.Values{"appkey": {c.AppKey}, "appsecret": {string(c.Secret)}}
			return c.Web.do(ctx, http.MethodGet, base+"/gettoken?"+query.Encode(), nil, nil)
		},
		func(token string) (reply, error) {
			return c.Web.post(ctx, base+"/topapi/message/corpconversation/asyncsend_v2?access_token="+url.QueryEscape(token), body, nil)
		})
	return err
}
