package channels_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/channels"
	"luoshi/testkit/platforms"
)

var noon = time.Date(2026, 6, 30, 4, 0, 0, 0, time.UTC)

func atNoon() time.Time { return noon }

// allowed is a web that may go to the server, and nowhere else inside the house.
func allowed(at netip.AddrPort, now func() time.Time) *channels.Web {
	return channels.NewWeb(channels.Guard{Allow: []channels.Opening{{Prefix: netip.PrefixFrom(at.Addr(), 32), Port: at.Port()}}}, now)
}

// way is a channel with the server it leads to.
type way struct {
	name   string
	start  func(testing.TB, func() time.Time) *platforms.Server
	open   func(*channels.Web, *platforms.Server, channels.Secret) channels.Channel
	person bool
}

// ways are all channels by HTTP.
var ways = []way{
	{"WeCom robot", platforms.WeCom, func(w *channels.Web, s *platforms.Server, _ channels.Secret) channels.Channel {
		return channels.WeComRobot{Web: w, Address: channels.Secret(s.URL + "/cgi-bin/webhook/send?key=" + platforms.RobotKey)}
	}, false},
	{"WeCom application", platforms.WeCom, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.WeComApp{Web: w, Base: s.URL, CorpID: platforms.AppID, Agent: platforms.Agent, Secret: secret}
	}, true},
	{"DingTalk robot", platforms.DingTalk, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.DingTalkRobot{Web: w, Address: channels.Secret(s.URL + "/robot/send?access_token=" + platforms.RobotKey), Secret: secret}
	}, false},
	{"DingTalk application", platforms.DingTalk, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.DingTalkApp{Web: w, Base: s.URL + "/", AppKey: platforms.AppID, Agent: platforms.Agent, Secret: secret}
	}, true},
	{"Feishu robot", platforms.Feishu, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.FeishuRobot{Web: w, Address: channels.Secret(s.URL + "/open-apis/bot/v2/hook/" + platforms.RobotKey), Secret: secret}
	}, false},
	{"Feishu application", platforms.Feishu, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.FeishuApp{Web: w, Base: s.URL, AppID: platforms.AppID, Secret: secret}
	}, true},
	{"webhook", platforms.Webhook, func(w *channels.Web, s *platforms.Server, secret channels.Secret) channels.Channel {
		return channels.Webhook{Web: w, Address: channels.Secret(s.URL + "/luoshi"), Secret: secret}
	}, false},
}

// message is one for the way's reader.
func (w way) message() channels.Message {
	m := reminder
	m.Address, m.Name = "", ""
	if w.person {
		m.Address, m.Name = platforms.Person, "王芳"
	}
	return m
}

func TestMessagesArrive(t *testing.T) {
	t.Parallel()
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			server := w.start(t, atNoon)
			channel := w.open(allowed(server.At(), atNoon), server, platforms.Secret)
			for range 2 { // the second as after a crash
				if err := channel.Send(t.Context(), w.message()); err != nil {
					t.Fatal(err)
				}
			}
			took := server.Messages()
			if len(took) != 2 || took[0].To != w.message().Address || took[0].ID != took[1].ID {
				t.Fatalf("took %+v", took)
			}
			for _, part := range []string{"里程碑“社区报到”将于2026-07-04到期", "联系人：李强", reminder.Link} {
				if !strings.Contains(took[0].Text, strings.ReplaceAll(part, "&", `\u0026`)) {
					t.Errorf("no %q in %s", part, took[0].Text)
				}
			}
			if tokens := server.Tokens(); w.person && len(tokens) != 1 {
				t.Errorf("fetched %d tokens", len(tokens))
			}
		})
	}
}

func TestTheWebhooksKeyIsThatOfTheMessage(t *testing.T) {
	t.Parallel()
	w := ways[len(ways)-1]
	server := w.start(t, atNoon)
	if err := w.open(allowed(server.At(), atNoon), server, platforms.Secret).Send(t.Context(), channels.Message{ID: "digest/2026-06-30/7/12", Title: "一"}); err != nil {
		t.Fatal(err)
	}
	if m := server.Messages()[0]; m.ID != "digest/2026-06-30/7/12" || m.Header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("%+v", m)
	}
}

// failing is what a far end does, and what is made of it.
type failing struct {
	name      string
	fault     http.HandlerFunc
	permanent bool
	wait      time.Duration
}

func TestWhatTheFarEndDoes(t *testing.T) {
	t.Parallel()
	general := []failing{
		{"a fault of its own may pass", platforms.Status(500), false, 0},
		{"a fault of its own, with a pause", platforms.Status(503, [2]string{"Retry-After", "90"}), false, 90 * time.Second},
		{"too many requests, with a pause", platforms.Status(429, [2]string{"Retry-After", "60"}), false, time.Minute},
		{"too many requests, until a time", platforms.Status(429, [2]string{"Retry-After", noon.Add(5 * time.Minute).Format(http.TimeFormat)}), false, 5 * time.Minute},
		{"too many requests, without a word", platforms.Status(429), false, time.Minute},
		{"a broken connection may pass", platforms.Reset, false, 0},
		{"not found is for good", platforms.Status(404), true, 0},
		{"a redirection is not followed", platforms.Status(302, [2]string{"Location", "http://127.0.0.1:1/"}), true, 0},
	}
	own := map[string][]failing{
		"WeCom": {
			{"45009 waits", platforms.Says(`{"errcode":45009,"errmsg":"api freq out of limit"}`), false, time.Minute},
			{"-1 may pass", platforms.Says(`{"errcode":-1,"errmsg":"system busy"}`), false, 0},
			{"81013 is for good", platforms.Says(`{"errcode":81013,"errmsg":"user & party & tag all invalid"}`), true, 0},
			{"no JSON may pass", platforms.Says(`<html>`), false, 0},
			{"no code may pass", platforms.Says(`{}`), false, 0},
		},
		"DingTalk": {
			{"130101 waits for its ten minutes", platforms.Says(`{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}`), false, 10 * time.Minute},
			{"310000 is for good", platforms.Says(`{"errcode":310000,"errmsg":"keywords not in content"}`), true, 0},
			{"143103 behind 88 waits", platforms.Says(`{"errcode":88,"sub_code":"143103","errmsg":"x"}`), false, time.Minute},
		},
		"Feishu": {
			{"19021 is for good", platforms.Says(`{"code":19021,"msg":"sign match fail"}`), true, 0},
			{"9499 waits", platforms.Says(`{"code":9499,"msg":"too many request"}`), false, time.Minute},
			{"11232 waits", platforms.Says(`{"code":11232,"msg":"frequency limited"}`), false, time.Minute},
			{"99991400 with HTTP 400 waits as told", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("x-ogw-ratelimit-reset", "120")
				w.WriteHeader(http.StatusBadRequest)
				fmt.Fprint(w, `{"code":99991400,"msg":"request trigger frequency limit"}`)
			}, false, 2 * time.Minute},
		},
	}
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			server := w.start(t, atNoon)
			channel := w.open(allowed(server.At(), atNoon), server, platforms.Secret)
			for _, f := range append(slices.Clone(general), own[strings.Fields(w.name)[0]]...) {
				server.Break(f.fault)
				err := channel.Send(t.Context(), w.message())
				if err == nil || channels.Permanent(err) != f.permanent || channels.Wait(err) != f.wait {
					t.Errorf("%s: %v; permanent %v, wait %v", f.name, err, channels.Permanent(err), channels.Wait(err))
				}
				keepsSecrets(t, err, channel)
			}
			server.Break(nil)
			if err := channel.Send(t.Context(), w.message()); err != nil {
				t.Errorf("mended, but: %v", err)
			}
		})
	}
}

// keepsSecrets fails when an error or a printed channel holds what is secret.
func keepsSecrets(t *testing.T, err error, channel channels.Channel) {
	t.Helper()
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("failed", "error", err, "channel", channel)
	printed := fmt.Sprintf("%v %+v %#v %s %v %+v %#v", err, err, err, log.String(), channel, channel, channel)
	for _, secret := range []string{platforms.Secret, platforms.RobotKey, "token-a"} {
		if strings.Contains(printed, secret) {
			t.Errorf("prints %s: %s", secret, printed)
		}
	}
}

func TestAWrongSecretIsForGood(t *testing.T) {
	t.Parallel()
	for _, w := range ways {
		if w.name == "WeCom robot" {
			continue // its key is in the address
		}
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			server := w.start(t, atNoon)
			err := w.open(allowed(server.At(), atNoon), server, "SEC-wrong").Send(t.Context(), w.message())
			if !channels.Permanent(err) || strings.Contains(err.Error(), "SEC-wrong") {
				t.Error(err)
			}
		})
	}
	server := platforms.WeCom(t, atNoon)
	err := channels.WeComRobot{Web: allowed(server.At(), atNoon), Address: channels.Secret(server.URL + "/cgi-bin/webhook/send?key=wrong-key")}.Send(t.Context(), reminder)
	if !channels.Permanent(err) {
		t.Error(err)
	}
}

func TestAClockThatIsWrongSpoilsTheSignature(t *testing.T) {
	t.Parallel()
	for _, w := range []way{ways[2], ways[4]} {
		server := w.start(t, func() time.Time { return noon.Add(2 * time.Hour) })
		if err := w.open(allowed(server.At(), atNoon), server, platforms.Secret).Send(t.Context(), w.message()); !channels.Permanent(err) {
			t.Errorf("%s: %v", w.name, err)
		}
	}
}

func TestATokenIsKeptUntilItExpiresOrIsRevoked(t *testing.T) {
	t.Parallel()
	for _, w := range ways {
		if !w.person {
			continue
		}
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			now := noon
			clock := func() time.Time { return now }
			server := w.start(t, clock)
			channel := w.open(allowed(server.At(), clock), server, platforms.Secret)
			send := func(wantTokens int) {
				t.Helper()
				if err := channel.Send(t.Context(), w.message()); err != nil {
					t.Fatal(err)
				}
				if got := len(server.Tokens()); got != wantTokens {
					t.Fatalf("%d tokens, want %d", got, wantTokens)
				}
			}
			send(1)
			now = now.Add(time.Hour)
			send(1)
			now = now.Add(56 * time.Minute) // four minutes before the end
			send(2)
			server.Revoke()
			send(4) // the revoked one, and a fresh one
		})
	}
}

func TestOfSeveralSendersOneFetchesTheToken(t *testing.T) {
	t.Parallel()
	w := ways[1]
	server := w.start(t, atNoon)
	channel := w.open(allowed(server.At(), atNoon), server, platforms.Secret)
	sent := make(chan error)
	for range 8 {
		go func() { sent <- channel.Send(t.Context(), w.message()) }()
	}
	for range 8 {
		if err := <-sent; err != nil {
			t.Error(err)
		}
	}
	if n := len(server.Tokens()); n != 1 {
		t.Errorf("fetched %d tokens", n)
	}
}

func TestAPersonWhoIsNotThereIsForGood(t *testing.T) {
	t.Parallel()
	for _, w := range ways {
		if !w.person {
			continue
		}
		server := w.start(t, atNoon)
		channel := w.open(allowed(server.At(), atNoon), server, platforms.Secret)
		for _, who := range []string{"nobody", "", "@all", "wangfang|lisi", "wangfang,lisi"} {
			m := w.message()
			m.Address = who
			if err := channel.Send(t.Context(), m); !channels.Permanent(err) {
				t.Errorf("%s, to %q: %v", w.name, who, err)
			}
		}
		if len(server.Messages()) != 0 {
			t.Errorf("%s took %v", w.name, server.Messages())
		}
	}
}

func TestTitlesCallNobodyAndFit(t *testing.T) {
	t.Parallel()
	for _, w := range ways[:6] {
		server := w.start(t, atNoon)
		m := w.message()
		m.Title, m.Body = `到期<@all><at user_id="all">全体</at>`+"\r\n第二行", strings.Repeat("逾期事项", 900)
		if err := w.open(allowed(server.At(), atNoon), server, platforms.Secret).Send(t.Context(), m); err != nil {
			t.Fatal(w.name, err)
		}
		text := server.Messages()[0].Text
		if strings.ContainsAny(text, "<>\r") || len(text) > 2048 || !strings.HasSuffix(text, "…\n"+m.Link) {
			t.Errorf("%s: %d bytes: %s", w.name, len(text), text)
		}
	}
}

func TestASlowAnswerIsLeft(t *testing.T) {
	t.Parallel()
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			server := w.start(t, atNoon)
			drip, begun := server.Drip()
			server.Break(drip)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			sent := make(chan error, 1)
			go func() { sent <- w.open(allowed(server.At(), atNoon), server, platforms.Secret).Send(ctx, w.message()) }()
			<-begun
			cancel()
			left(t, sent, context.Canceled)
		})
	}
}

func TestLittleOfALongAnswerIsRead(t *testing.T) {
	t.Parallel()
	w := ways[0]
	server := w.start(t, atNoon)
	written := 0
	done := make(chan struct{})
	server.Break(func(rw http.ResponseWriter, r *http.Request) {
		defer close(done)
		platforms.Endless(&written)(rw, r)
	})
	if err := w.open(allowed(server.At(), atNoon), server, "").Send(t.Context(), w.message()); err == nil || channels.Permanent(err) {
		t.Error(err)
	}
	<-done
	if written >= 32<<20 {
		t.Errorf("all %d bytes were taken", written)
	}
}
