// Package platforms is WeCom, DingTalk, Feishu and a receiver of webhooks for
// tests: real servers, in this process, on loopback, that check what they are
// sent as the platforms do, keep what they take and misbehave when told to.
package platforms

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"
)

// What every server knows.
const (
	RobotKey = "693a91f6-7a0c-4bc4-97a0-0ec2sifa5aaa"
	Secret   = "SEC-correct-horse-battery"
	AppID    = "ww0123456789abcdef"
	Agent    = 1000002
	Person   = "wangfang" // the one account of the platform
)

// Message is what a server took.
type Message struct {
	At     time.Time
	To     string // "" for a group
	Text   string // as it came, JSON for a webhook
	ID     string // by which the far end may tell a repetition
	Header http.Header
}

// Server is one of them until the test ends.
type Server struct {
	URL string

	now     func() time.Time
	closing chan struct{}
	took    chan struct{}

	mu       sync.Mutex
	asked    []time.Time
	tokens   []string
	messages []Message
	fault    http.HandlerFunc
}

// start serves routes, after whatever fault has been set.
func start(t testing.TB, now func() time.Time, routes func(*Server, *http.ServeMux)) *Server {
	t.Helper()
	s := &Server{now: now, closing: make(chan struct{}), took: make(chan struct{}, 1)}
	mux := http.NewServeMux()
	routes(s, mux)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, now())
		fault := s.fault
		s.mu.Unlock()
		if fault != nil {
			fault(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	s.URL = web.URL
	t.Cleanup(func() {
		close(s.closing)
		web.CloseClientConnections()
		web.Close()
	})
	return s
}

// At is where the server listens.
func (s *Server) At() netip.AddrPort { return netip.MustParseAddrPort(s.URL[len("http://"):]) }

// Asked is when each request came.
func (s *Server) Asked() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Tokens are those handed out so far; the last one is good.
func (s *Server) Tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tokens)
}

// Revoke makes the token that was handed out last unknown.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = append(s.tokens, "revoked")
}

// Messages are those taken so far, oldest first.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

func (s *Server) keep(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.At = s.now()
	s.messages = append(s.messages, m)
	select {
	case s.took <- struct{}{}:
	default:
	}
}

// Took tells that more has been taken since it was last asked.
func (s *Server) Took() <-chan struct{} { return s.took }

func (s *Server) fresh() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = append(s.tokens, "token-"+string(rune('a'+len(s.tokens))))
	return s.tokens[len(s.tokens)-1]
}

func (s *Server) known(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.tokens) > 0 && token == s.tokens[len(s.tokens)-1] && token != "revoked"
}

// Break makes every request from now on meet the fault; nil mends the server.
func (s *Server) Break(fault http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// Status answers a status and headers, as "Name: value" lines.
func Status(status int, header ...[2]string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for _, h := range header {
			w.Header().Set(h[0], h[1])
		}
		w.WriteHeader(status)
	}
}

// Says answers HTTP 200 with a body.
func Says(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }
}

// Drip answers 200 and then a byte now and then, until the client has had enough.
func (s *Server) Drip() (http.HandlerFunc, <-chan struct{}) {
	begun := make(chan struct{}, 16)
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		io.WriteString(w, "{")
		w.(http.Flusher).Flush()
		begun <- struct{}{}
		select {
		case <-r.Context().Done():
		case <-s.closing:
		}
	}, begun
}

// Endless answers more than anybody wants to read, and tells how much was taken.
func Endless(written *int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		block := make([]byte, 32<<10)
		for range 1024 {
			n, err := w.Write(block)
			if *written += n; err != nil {
				return
			}
		}
	}
}

// Reset breaks the connection instead of answering.
func Reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err) // of a server that is not ours
	}
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

// answer writes JSON with HTTP 200, as the platforms do whatever happened.
func answer(w http.ResponseWriter, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(body)
}

// saying answers a code and words, under the names a platform has for the two.
func saying(code, words string) func(http.ResponseWriter, int, string) {
	return func(w http.ResponseWriter, is int, says string) { answer(w, map[string]any{code: is, words: says}) }
}

// read reads a request's body into v.
func read(r *http.Request, v any) bool { return json.NewDecoder(r.Body).Decode(v) == nil }
