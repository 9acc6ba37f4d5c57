package channels

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// platform is one of those that answer HTTP 200 whatever happens, and a code in
// the body. Codes in none of the lists are failures that may pass.
type platform struct {
	name  string
	done  []int                 // besides 0: the person has it already
	stale []int                 // the application's token is not known any more
	often map[int]time.Duration // too much was sent: how long to wait
	final []int                 // trying again cannot help
}

// answer is the body of any of them.
type answer struct {
	ErrCode *int   `json:"errcode"` // WeCom, DingTalk
	SubCode string `json:"sub_code"`
	Code    *int   `json:"code"`       // Feishu
	Status  *int   `json:"StatusCode"` // Feishu robots of old
	ErrMsg  string `json:"errmsg"`
	Msg     string `json:"msg"`

	InvalidUser    string `json:"invaliduser"`
	UnlicensedUser string `json:"unlicenseduser"`

	Token       string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
	TenantToken string `json:"tenant_access_token"`
	Expire      int    `json:"expire"`
}

// code is what the platform says, and whether it says anything.
func (a answer) code() (int, bool) {
	for _, c := range []*int{a.ErrCode, a.Code, a.Status} {
		if c != nil {
			if sub, err := strconv.Atoi(a.SubCode); err == nil && *c == 88 { // DingTalk: "see sub_code"
				return sub, true
			}
			return *c, true
		}
	}
	return 0, false
}

// errStale is the failure of a request whose token was not known.
var errStale = errors.New("访问令牌已失效")

// judge reads an answer: the code first, since some say "too often" with HTTP 400.
func (p platform) judge(r reply, now time.Time, secrets ...Secret) (a answer, err error) {
	_ = json.Unmarshal(r.body, &a) // an answer that is no JSON has no code
	code, says := a.code()
	if !says {
		if err := r.byStatus(now); err != nil {
			return a, err
		}
		return a, fmt.Errorf("%s的应答无法识别", p.name)
	}
	if code == 0 || slices.Contains(p.done, code) {
		return a, nil
	}
	failure := fmt.Errorf("%s应答 %d：%s", p.name, code, cut(without(strings.TrimSpace(a.ErrMsg+a.Msg), secrets...), 200))
	wait, often := p.often[code]
	switch {
	case slices.Contains(p.stale, code):
		return a, fmt.Errorf("%w：%w", errStale, failure)
	case slices.Contains(p.final, code):
		return a, permanent{failure}
	case often || r.status == 429:
		return a, TooOften(failure, max(wait, r.pause(now), time.Minute))
	}
	return a, failure
}

// robot posts to a group's robot, which is known by its address alone.
func (w *Web) robot(ctx context.Context, p platform, address string, body map[string]any, secrets ...Secret) error {
	r, err := w.post(ctx, address, body, nil)
	if err == nil {
		_, err = p.judge(r, w.Now(), secrets...)
	}
	return err
}

// longest is what a text may have on every platform, in bytes, with some left
// over: WeCom cuts at 2048, DingTalk refuses more.
const longest = 2000

// words are a message as plain text that fits; the link survives.
func words(m Message) string {
	text := plain(m.Title)
	if m.Body != "" {
		text += "\n" + plain(m.Body)
	}
	if m.Link == "" {
		return cut(text, longest)
	}
	return cut(text, longest-len(m.Link)-1) + "\n" + m.Link
}

// plain leaves nothing that a platform takes for markup: <@all> and <at user_id="all">
// would call a whole group.
func plain(text string) string {
	return strings.NewReplacer("<", "＜", ">", "＞", "\r\n", "\n", "\r", "\n", "\x00", "").Replace(text)
}

// cut shortens a text to so many bytes without breaking a character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	const mark = "…"
	at := max(most-len(mark), 0)
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return text[:at] + mark
}
