// Package smtptest is a mail server for tests: a real one, in this process, on
// loopback, that keeps what it takes and misbehaves when told to.
package smtptest

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// The only login the server lets in; sending without login is allowed too.
const (
	Username = "luoshi"
	Password = "correct horse battery"
)

// Server takes mail until the test ends.
type Server struct {
	Addr string
	TLS  *tls.Config // for clients

	closed   chan struct{}
	mu       sync.Mutex
	messages []Message
	fault    fault
}

// fault is how the server treats the next messages.
type fault struct {
	code int // answer to RCPT, 0 takes the recipient
	drop bool
	quit bool
	hung chan struct{} // not nil: tells of each message it hangs on
	over chan struct{} // ends the hanging
}

// Start offers STARTTLS.
func Start(t testing.TB) *Server {
	return start(t, func(s *smtp.Server, l net.Listener, config *tls.Config) net.Listener {
		s.TLSConfig = config
		return l
	})
}

// StartTLS speaks TLS from the first byte.
func StartTLS(t testing.TB) *Server {
	return start(t, func(_ *smtp.Server, l net.Listener, config *tls.Config) net.Listener {
		return tls.NewListener(l, config)
	})
}

// StartPlain knows no TLS.
func StartPlain(t testing.TB) *Server {
	return start(t, func(_ *smtp.Server, l net.Listener, _ *tls.Config) net.Listener { return l })
}

func start(t testing.TB, secure func(*smtp.Server, net.Listener, *tls.Config) net.Listener) *Server {
	t.Helper()
	serving, trusting := certificate(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: listener.Addr().String(), TLS: trusting, closed: make(chan struct{})}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: c}, nil
	}))
	server.Domain = "localhost"
	server.ErrorLog = log.New(io.Discard, "", 0) // clients that break off are part of the tests
	listener = secure(server, listener, serving)
	served := make(chan error)
	go func() { served <- server.Serve(listener) }()
	t.Cleanup(func() {
		close(s.closed)
		server.Close()
		listener.Close() // in case Serve had not begun when the server was closed
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return s
}

// Host is the first half of Addr.
func (s *Server) Host() string {
	host, _, _ := net.SplitHostPort(s.Addr) // the listener made it
	return host
}

// Port is the second half of Addr.
func (s *Server) Port() int {
	_, port, _ := net.SplitHostPort(s.Addr) // the listener made it
	number, _ := strconv.Atoi(port)         // likewise
	return number
}

// Messages are those taken so far, oldest first.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// Fail answers every recipient with code from now on; 0 takes them again.
func (s *Server) Fail(code int) { s.misbehave(fault{code: code}) }

// Drop breaks the connection in the middle of every message from now on.
func (s *Server) Drop() { s.misbehave(fault{drop: true}) }

// Quit breaks the connection right after taking a message from now on.
func (s *Server) Quit() { s.misbehave(fault{quit: true}) }

// Hang leaves every message from now on without an answer until the test ends;
// the channel tells of each.
func (s *Server) Hang() <-chan struct{} {
	hung := make(chan struct{}, 16)
	s.misbehave(fault{hung: hung, over: make(chan struct{})})
	return hung
}

// Relent breaks the connections it hangs on, and goes on as before Hang.
func (s *Server) Relent() {
	close(s.faulty().over)
	s.misbehave(fault{})
}

func (s *Server) misbehave(f fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *Server) faulty() fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}

func (s *Server) keep(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, m)
}
