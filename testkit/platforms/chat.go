package platforms

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// text is the message of WeCom and DingTalk.
type text struct {
	Type string `json:"msgtype"`
	Text struct {
		Content string `json:"content"`
	} `json:"text"`
}

// WeCom has a robot at /cgi-bin/webhook/send and an application.
func WeCom(t testing.TB, now func() time.Time) *Server {
	fails := saying("errcode", "errmsg")
	return start(t, now, func(s *Server, mux *http.ServeMux) {
		mux.HandleFunc("POST /cgi-bin/webhook/send", func(w http.ResponseWriter, r *http.Request) {
			var m text
			switch {
			case r.URL.Query().Get("key") != RobotKey:
				fails(w, 93000, "invalid webhook url, hint: "+r.URL.RawQuery)
			case !read(r, &m) || m.Type != "text" || m.Text.Content == "" || len(m.Text.Content) > 2048:
				fails(w, 40058, "invalid Request Parameter")
			default:
				s.keep(Message{Text: m.Text.Content})
				fails(w, 0, "ok")
			}
		})
		mux.HandleFunc("GET /cgi-bin/gettoken", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("corpid") != AppID || r.URL.Query().Get("corpsecret") != Secret {
				fails(w, 40001, "invalid credential "+r.URL.Query().Get("corpsecret"))
				return
			}
			answer(w, map[string]any{"errcode": 0, "errmsg": "ok", "access_token": s.fresh(), "expires_in": 7200})
		})
		mux.HandleFunc("POST /cgi-bin/message/send", func(w http.ResponseWriter, r *http.Request) {
			var m struct {
				text
				To    string `json:"touser"`
				Agent int    `json:"agentid"`
				Check int    `json:"enable_duplicate_check"`
			}
			switch {
			case !s.known(r.URL.Query().Get("access_token")):
				fails(w, 42001, "access_token expired")
			case !read(r, &m) || m.Type != "text" || len(m.Text.Content) > 2048 || m.Check != 1:
				fails(w, 40058, "invalid Request Parameter")
			case m.Agent != Agent:
				fails(w, 40056, "invalid agentid")
			case m.To != Person:
				answer(w, map[string]any{"errcode": 0, "errmsg": "ok", "invaliduser": m.To})
			default:
				s.keep(Message{To: m.To, Text: m.Text.Content, ID: m.Text.Content})
				answer(w, map[string]any{"errcode": 0, "errmsg": "ok", "msgid": "xxxx"})
			}
		})
	})
}

// DingTalk has a signed robot at /robot/send and an application.
func DingTalk(t testing.TB, now func() time.Time) *Server {
	fails := saying("errcode", "errmsg")
	return start(t, now, func(s *Server, mux *http.ServeMux) {
		mux.HandleFunc("POST /robot/send", func(w http.ResponseWriter, r *http.Request) {
			q, m := r.URL.Query(), text{}
			ms, err := strconv.ParseInt(q.Get("timestamp"), 10, 64)
			want := base64.StdEncoding.EncodeToString(mac(Secret, q.Get("timestamp")+"\n"+Secret))
			switch {
			case q.Get("access_token") != RobotKey:
				fails(w, 300005, "token is not exist")
			case err != nil || now().Sub(time.UnixMilli(ms)).Abs() > time.Hour:
				fails(w, 310000, "invalid timestamp")
			case q.Get("sign") != want:
				fails(w, 310000, "sign not match, more: "+q.Get("sign"))
			case !read(r, &m) || m.Type != "text" || m.Text.Content == "":
				fails(w, 40035, "param error")
			default:
				s.keep(Message{Text: m.Text.Content})
				fails(w, 0, "ok")
			}
		})
		mux.HandleFunc("GET /gettoken", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("appkey") != AppID || r.URL.Query().Get("appsecret") != Secret {
				fails(w, 40089, "不合法的corpid或corpsecret")
				return
			}
			answer(w, map[string]any{"errcode": 0, "errmsg": "ok", "access_token": s.fresh(), "expires_in": 7200})
		})
		mux.HandleFunc("POST /topapi/message/corpconversation/asyncsend_v2", func(w http.ResponseWriter, r *http.Request) {
			var m struct {
				Agent int    `json:"agent_id"`
				To    string `json:"userid_list"`
				Msg   text   `json:"msg"`
			}
			switch {
			case !s.known(r.URL.Query().Get("access_token")):
				answer(w, map[string]any{"errcode": 88, "sub_code": "40014", "sub_msg": "不合法的access_token", "errmsg": "ding talk error"})
			case !read(r, &m) || m.Agent != Agent || m.Msg.Type != "text" || m.Msg.Text.Content == "" || len(m.Msg.Text.Content) > 2048:
				fails(w, 40035, "param error")
			case m.To != Person:
				fails(w, 33012, "无效的USERID")
			default:
				s.keep(Message{To: m.To, Text: m.Msg.Text.Content, ID: m.Msg.Text.Content})
				answer(w, map[string]any{"errcode": 0, "task_id": 256271667526, "request_id": "x"})
			}
		})
	})
}

// Feishu has a signed robot at /open-apis/bot/v2/hook/KEY and an application.
func Feishu(t testing.TB, now func() time.Time) *Server {
	fails := saying("code", "msg")
	return start(t, now, func(s *Server, mux *http.ServeMux) {
		mux.HandleFunc("POST /open-apis/bot/v2/hook/{key}", func(w http.ResponseWriter, r *http.Request) {
			var m struct {
				Stamp   string `json:"timestamp"`
				Sign    string `json:"sign"`
				Type    string `json:"msg_type"`
				Content struct {
					Text string `json:"text"`
				} `json:"content"`
			}
			ok := read(r, &m)
			seconds, err := strconv.ParseInt(m.Stamp, 10, 64)
			switch {
			case r.PathValue("key") != RobotKey:
				fails(w, 19001, "param invalid: incoming webhook access token invalid")
			case !ok || m.Type != "text" || m.Content.Text == "":
				fails(w, 9499, "Bad Request")
			case err != nil || now().Sub(time.Unix(seconds, 0)).Abs() > time.Hour ||
				m.Sign != base64.StdEncoding.EncodeToString(mac(m.Stamp+"\n"+Secret, "")):
				fails(w, 19021, "sign match fail or timestamp is not within one hour from current time")
			default:
				s.keep(Message{Text: m.Content.Text})
				answer(w, map[string]any{"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": map[string]any{}, "msg": "success"})
			}
		})
		mux.HandleFunc("POST /open-apis/auth/v3/tenant_access_token/internal", func(w http.ResponseWriter, r *http.Request) {
			var app struct {
				ID     string `json:"app_id"`
				Secret string `json:"app_secret"`
			}
			if !read(r, &app) || app.ID != AppID || app.Secret != Secret {
				fails(w, 10014, "app secret invalid")
				return
			}
			answer(w, map[string]any{"code": 0, "msg": "ok", "tenant_access_token": s.fresh(), "expire": 7200})
		})
		mux.HandleFunc("POST /open-apis/im/v1/messages", func(w http.ResponseWriter, r *http.Request) {
			var m struct {
				To      string `json:"receive_id"`
				Type    string `json:"msg_type"`
				Content string `json:"content"`
				ID      string `json:"uuid"`
			}
			var content struct{ Text string }
			switch {
			case len(r.Header.Get("Authorization")) < 8 || !s.known(r.Header.Get("Authorization")[len("Bearer "):]):
				w.WriteHeader(http.StatusBadRequest)
				fails(w, 99991663, "Invalid access token for authorization.")
			case !read(r, &m) || m.Type != "text" || json.Unmarshal([]byte(m.Content), &content) != nil || len(m.ID) > 50:
				w.WriteHeader(http.StatusBadRequest)
				fails(w, 230001, "Your request contains an invalid request parameter")
			case m.To != Person || r.URL.Query().Get("receive_id_type") != "user_id":
				w.WriteHeader(http.StatusBadRequest)
				fails(w, 230013, "Bot has NO availability to this user")
			default:
				s.keep(Message{To: m.To, Text: content.Text, ID: m.ID})
				answer(w, map[string]any{"code": 0, "msg": "success", "data": map[string]any{"message_id": "om_x"}})
			}
		})
	})
}

// Webhook takes signed JSON at any path, and a key it has had only once.
func Webhook(t testing.TB, now func() time.Time) *Server {
	return start(t, now, func(s *Server, mux *http.ServeMux) {
		mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			stamp := r.Header.Get("Luoshi-Timestamp")
			if err != nil || r.Header.Get("Luoshi-Signature") != "sha256="+hex.EncodeToString(mac(Secret, stamp+"."+string(body))) {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			var m struct{ To string }
			json.Unmarshal(body, &m)
			s.keep(Message{To: m.To, Text: string(body), ID: r.Header.Get("Idempotency-Key"), Header: r.Header})
			w.WriteHeader(http.StatusAccepted)
		})
	})
}

func mac(key, message string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	io.WriteString(h, message)
	return h.Sum(nil)
}
