package channels

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// token is what an application shows in place of its secret until it expires.
type token struct {
	mu    sync.Mutex
	text  string
	until time.Time
}

// spare is how long before its end a token is not used any more.
const spare = 5 * time.Minute

// application sends with the token of an application, which is fetched once and
// kept until it expires; when the platform does not know it any more, once again
// with a new one. fetch and send return the platform's answers.
func (w *Web) application(ctx context.Context, p platform, key string, secret Secret,
	fetch func() (reply, error), send func(token string) (reply, error)) (answer, error) {
	t := w.token(key + "\x00" + string(secret))
	known, err := t.present(w.Now(), "", p, secret, fetch)
	if err != nil {
		return answer{}, err
	}
	for again := true; ; again = false {
		r, err := send(known)
		if err != nil {
			return answer{}, err
		}
		a, err := p.judge(r, w.Now(), secret, Secret(known))
		if !again || !errors.Is(err, errStale) {
			return a, err
		}
		if known, err = t.present(w.Now(), known, p, secret, fetch); err != nil {
			return answer{}, err
		}
	}
}

func (w *Web) token(key string) *token {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, known := w.tokens[key]
	if !known {
		t = &token{}
		w.tokens[key] = t
	}
	return t
}

// present is the token, fetched if there is none, it has expired, or it is the
// one that was refused; of several who ask one fetches it.
func (t *token) present(now time.Time, refused string, p platform, secret Secret, fetch func() (reply, error)) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.text != "" && t.text != refused && now.Before(t.until) {
		return t.text, nil
	}
	r, err := fetch()
	if err != nil {
		return "", err
	}
	a, err := p.judge(r, now, secret)
	if errors.Is(err, errStale) { // to fetch one takes no token: the secret is wrong
		return "", permanent{err}
	}
	if err != nil {
		return "", err
	}
	text, seconds := a.Token, a.ExpiresIn
	if a.TenantToken != "" {
		text, seconds = a.TenantToken, a.Expire
	}
	if text == "" {
		return "", fmt.Errorf("%s没有给出访问令牌", p.name)
	}
	t.text, t.until = text, now.Add(time.Duration(seconds)*time.Second-spare)
	return t.text, nil
}
