package channels

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// feishu answers as open.feishu.cn lists; Lark, its edition abroad, in the same
// way. 9499 says both "bad request" and "too many requests".
var feishu = platform{
	name:  "飞书",
	stale: []int{99991661, 99991663, 99991664, 99991671, 99991677},
	often: map[int]time.Duration{9499: time.Minute, 11232: time.Minute, 230020: time.Minute, 99991400: time.Minute},
	final: []int{10003, 10014, 19001, 19002, 19021, 19022, 19024, 230001, 230002, 230006, 230013, 99991672, 99992351, 99992352, 99992353},
}

// FeishuBase is where applications of Feishu ask; Lark's is https://open.larksuite.com.
const FeishuBase = "https://open.feishu.cn"

// FeishuRobot writes into the group that has the robot. It cannot tell a repetition.
type FeishuRobot struct {
	Web     *Web
	Address Secret // with the robot's token
	Secret  Secret // of its signature; "" for a robot that is known by keyword or address
}

// Send returns nil once Feishu has taken the message.
func (c FeishuRobot) Send(ctx context.Context, m Message) error {
	body := map[string]any{"msg_type": "text", "content": map[string]any{"text": words(m)}}
	if c.Secret != "" {
		stamp := strconv.FormatInt(c.Web.Now().Unix(), 10)
		body["timestamp"] = stamp
		body["sign"] = base64.StdEncoding.EncodeToString(signed(stamp+"\n"+string(c.Secret), "")) // the key signs nothing: so it is described
	}
	return c.Web.robot(ctx, feishu, string(c.Address), body, c.Address, c.Secret)
}

// FeishuApp writes to a person in the name of an application.
type FeishuApp struct {
	Web    *Web
	Base   string // FeishuBase, or Lark's
	AppID  string
	Secret Secret
}

// Send returns nil once Feishu has taken the message; a repetition within an hour
// it knows by the uuid.
func (c FeishuApp) Send(ctx context.Context, m Message) error {
	if m.Address == "" {
		return permanent{fmt.Errorf("飞书账号“%s”无效，请更正该人员的账号", m.Address)}
	}
	text, err := json.Marshal(map[string]string{"text": words(m)})
	if err != nil {
		return permanent{err}
	}
	base := strings.TrimSuffix(c.Base, "/")
	body := map[string]any{"receive_id": m.Address, "msg_type": "text", "content": string(text), "uuid": fmt.Sprintf("%x", sha256.Sum256([]byte(m.ID)))[:32]}
	_, err = c.Web.application(ctx, feishu, "feishu "+base+" "+c.AppID, c.Secret,
		func() (reply, error) {
			return c.Web.post(ctx, base+"/open-apis/auth/v3/tenant_access_token/internal",
				map[string]string{"app_id": c.AppID, "app_secret": string(c.Secret)}, nil)
		},
		func(token string) (reply, error) {
			return c.Web.post(ctx, base+"/open-apis/im/v1/messages?receive_id_type="+idType(m.Address), body, http.Header{"Authorization": {"Bearer " + token}})
		})
	return err
}

// idType tells the kinds of a person's id on Feishu apart.
func idType(id string) string {
	switch {
	case strings.HasPrefix(id, "ou_"):
		return "open_id"
	case strings.HasPrefix(id, "on_"):
		return "union_id"
	case strings.Contains(id, "@"):
		return "email"
	}
	return "user_id"
}
