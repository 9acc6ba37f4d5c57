package channels

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// readAtMost is how much of an answer is read, in bytes: none is worth more.
const readAtMost = 64 << 10

// Web is how messages leave by HTTP: one for a process, which shares its
// connections and the tokens of applications.
type Web struct {
	Guard    Guard
	Resolver *net.Resolver // nil asks the system
	Now      func() time.Time

	client *http.Client
	mu     sync.Mutex
	tokens map[string]*token
}

// NewWeb sends to where the guard lets it; now is the time in signatures.
func NewWeb(guard Guard, now func() time.Time) *Web {
	w := &Web{Guard: guard, Now: now, tokens: map[string]*token{}}
	w.client = &http.Client{
		Transport: &http.Transport{
			Proxy:               nil, // a proxy would be asked for addresses the guard never sees
			DialContext:         w.dial,
			TLSHandshakeTimeout: sendWithin,
			MaxIdleConns:        20,
			MaxIdleConnsPerHost: 2,
			IdleConnTimeout:     time.Minute,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return w
}

func (w *Web) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: connectWithin, Resolver: w.Resolver, Control: w.Guard.control}
	return dialer.DialContext(ctx, network, address)
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post sends a value as JSON.
func (w *Web) post(ctx context.Context, address string, value any, header http.Header) (reply, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return reply{}, permanent{err}
	}
	return w.do(ctx, http.MethodPost, address, body, header)
}

// do asks once. Its errors never name more of the address than the host: the
// rest may be the credential.
func (w *Web) do(ctx context.Context, method, address string, body []byte, header http.Header) (reply, error) {
	u, err := checkURL(address)
	if err != nil {
		return reply{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return reply{}, permanent{errors.New("请求无法发出，请检查地址")}
	}
	if header != nil {
		request.Header = header
	}
	if len(body) > 0 {
		request.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	request.Header.Set("User-Agent", "luoshi")
	response, err := w.client.Do(request)
	if err != nil {
		return reply{}, lost(u, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, readAtMost))
	if err != nil {
		return reply{}, lost(u, err)
	}
	return reply{response.StatusCode, response.Header, text}, nil
}

// lost is a request without an answer.
func lost(u *url.URL, err error) error {
	if errors.Is(err, errGuarded) {
		var refused permanent
		errors.As(err, &refused)
		return refused
	}
	var inner *url.Error // its words hold the whole address
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s 未及时应答：%w", u.Host, err)
	}
	return fmt.Errorf("与 %s 的连接失败：%w", u.Host, err)
}

// pause is how long whoever was sent too much asks to be left alone; 0 if it does
// not say. Feishu says it in a header of its own.
func (r reply) pause(now time.Time) time.Duration {
	for _, name := range []string{"Retry-After", "X-Ogw-Ratelimit-Reset"} {
		text := strings.TrimSpace(r.header.Get(name))
		if seconds, err := strconv.Atoi(text); err == nil && seconds > 0 {
			return time.Duration(seconds) * time.Second
		}
		if at, err := http.ParseTime(text); err == nil && at.After(now) {
			return at.Sub(now)
		}
	}
	return 0
}

// byStatus is what an HTTP status alone says, nil for success.
func (r reply) byStatus(now time.Time) error {
	failure := fmt.Errorf("对方应答 HTTP %d", r.status)
	switch {
	case r.status < 300:
		return nil
	case r.status < 400:
		return permanent{fmt.Errorf("%w：要求跳转，本系统不跟随，请填写最终地址", failure)}
	case r.status == http.StatusTooManyRequests:
		return TooOften(failure, max(r.pause(now), time.Minute))
	case r.status == http.StatusRequestTimeout || r.status == http.StatusTooEarly || r.status >= 500:
		return TooOften(failure, r.pause(now))
	}
	return permanent{failure}
}
