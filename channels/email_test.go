package channels_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"luoshi/channels"
	smtptest "luoshi/testkit/smtp"
)

var reminder = channels.Message{
	ID:      "milestone-due/2026-06-30/42/王芳/email",
	Name:    "王芳",
	Address: "wangfang@example.com",
	Title:   "里程碑“社区报到”将于2026-07-04到期",
	Body:    "请于2026-07-04前提交。\n联系人：李强",
	Link:    "https://luoshi.example.com/milestones/42?from=mail",
}

func emailTo(s *smtptest.Server) channels.Email {
	return channels.Email{
		Host: s.Host(), Port: s.Port(), TLSConfig: s.TLS,
		From: "luoshi@example.com", FromName: "落实", Username: smtptest.Username, Password: smtptest.Password,
	}
}

func taken(t *testing.T, s *smtptest.Server, want int) []smtptest.Message {
	t.Helper()
	messages := s.Messages()
	if len(messages) != want {
		t.Fatalf("server took %d messages, want %d", len(messages), want)
	}
	return messages
}

func TestEmailIsDelivered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		start  func(testing.TB) *smtptest.Server
		change func(*channels.Email)
		tls    bool
	}{
		{"over STARTTLS unless told otherwise", smtptest.Start, func(*channels.Email) {}, true},
		{"over STARTTLS by name", smtptest.Start, func(e *channels.Email) { e.TLS = "starttls" }, true},
		{"over TLS from the first byte", smtptest.StartTLS, func(e *channels.Email) { e.TLS = "tls" }, true},
		{"in the clear when told so", smtptest.StartPlain, func(e *channels.Email) { e.TLS, e.Username = "none", "" }, false},
		{"without a login", smtptest.Start, func(e *channels.Email) { e.Username = "" }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := c.start(t)
			email := emailTo(server)
			c.change(&email)
			if err := email.Send(t.Context(), reminder); err != nil {
				t.Fatal(err)
			}
			m := taken(t, server, 1)[0]
			if m.TLS != c.tls {
				t.Errorf("encrypted %v, want %v", m.TLS, c.tls)
			}
			if m.From != "luoshi@example.com" || !slices.Equal(m.To, []string{"wangfang@example.com"}) {
				t.Errorf("from %s to %v", m.From, m.To)
			}
			if m.Subject != reminder.Title {
				t.Errorf("subject %q", m.Subject)
			}
			want := "请于2026-07-04前提交。\r\n联系人：李强\r\n\r\n" + reminder.Link + "\r\n"
			if m.Body != want {
				t.Errorf("body %q, want %q", m.Body, want)
			}
			if to, err := m.Header.AddressList("To"); err != nil || to[0].Name != "王芳" {
				t.Errorf("To %v, %v", to, err)
			}
			if got := m.Header.Get("Auto-Submitted"); got != "auto-generated" {
				t.Errorf("Auto-Submitted %q", got)
			}
			if got := m.Header.Get("Content-Type"); got != "text/plain; charset=UTF-8" {
				t.Errorf("Content-Type %q", got)
			}
		})
	}
}

func TestEmailIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		start     func(testing.TB) *smtptest.Server
		prepare   func(*smtptest.Server, *channels.Email, *channels.Message)
		permanent bool
	}{
		{"for now when the server knows no STARTTLS", smtptest.StartPlain,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.Username = "" }, false},
		{"for now when the certificate is a stranger's", smtptest.Start,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.TLSConfig = nil }, false},
		{"for now when the name is not the certificate's", smtptest.StartTLS,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) {
				e.TLS, e.TLSConfig.ServerName = "tls", "mail.example.com"
			}, false},
		{"for now after 421", smtptest.Start,
			func(s *smtptest.Server, _ *channels.Email, _ *channels.Message) { s.Fail(421) }, false},
		{"for now after 451", smtptest.Start,
			func(s *smtptest.Server, _ *channels.Email, _ *channels.Message) { s.Fail(451) }, false},
		{"for good after 550", smtptest.Start,
			func(s *smtptest.Server, _ *channels.Email, _ *channels.Message) { s.Fail(550) }, true},
		{"for now when the connection ends in the middle of DATA", smtptest.Start,
			func(s *smtptest.Server, _ *channels.Email, _ *channels.Message) { s.Drop() }, false},
		{"for now when nobody listens", smtptest.Start,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.Port = 1 }, false},
		{"for good when the login is wrong", smtptest.Start,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.Password = "hunter2 hunter2" }, true},
		{"for good when the address is none", smtptest.Start,
			func(_ *smtptest.Server, _ *channels.Email, m *channels.Message) { m.Address = "王芳" }, true},
		{"for good when the address brings a header", smtptest.Start,
			func(_ *smtptest.Server, _ *channels.Email, m *channels.Message) {
				m.Address += "\r\nBcc: spy@example.com"
			}, true},
		{"for now when the sender's address is none", smtptest.Start,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.From = "落实" }, false},
		{"for now when the encryption is unknown", smtptest.Start,
			func(_ *smtptest.Server, e *channels.Email, _ *channels.Message) { e.TLS = "ssl" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server, m := c.start(t), reminder
			email := emailTo(server)
			c.prepare(server, &email, &m)
			err := email.Send(t.Context(), m)
			if err == nil {
				t.Fatal("sent")
			}
			if got := channels.Permanent(err); got != c.permanent {
				t.Errorf("permanent %v, want %v: %v", got, c.permanent, err)
			}
			if strings.Contains(fmt.Sprintf("%+v %#v", err, err), email.Password) {
				t.Errorf("error holds the password: %v", err)
			}
			taken(t, server, 0)
		})
	}
}

func TestEmailLeavesAServerThatHangs(t *testing.T) {
	t.Parallel()
	t.Run("after accepting, when the deadline comes", func(t *testing.T) {
		t.Parallel()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		email := channels.Email{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, From: "luoshi@example.com"}
		sent := make(chan error, 1)
		go func() { sent <- email.Send(ctx, reminder) }()
		left(t, sent, context.DeadlineExceeded)
	})
	t.Run("in the middle of DATA, when the sender stops", func(t *testing.T) {
		t.Parallel()
		server := smtptest.Start(t)
		hung := server.Hang()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		sent := make(chan error, 1)
		go func() { sent <- emailTo(server).Send(ctx, reminder) }()
		<-hung
		cancel()
		left(t, sent, context.Canceled)
	})
}

// left fails unless the sending ends because its context did, and not only when
// its own ten seconds are over.
func left(t *testing.T, sent <-chan error, because error) {
	t.Helper()
	select {
	case err := <-sent:
		if !errors.Is(err, because) || channels.Permanent(err) {
			t.Error(err)
		}
	case <-time.After(9 * time.Second):
		t.Error("still waiting for the server")
	}
}

func TestEmailTakesNoHeaderFromTitleOrName(t *testing.T) {
	t.Parallel()
	server, m := smtptest.Start(t), reminder
	m.Title = "到期\r\nBcc: spy@example.com\r\n\r\n正文"
	m.Name = "王芳\r\nX-Spy: 1"
	email := emailTo(server)
	email.FromName = "Luoshi\r\nX-Spy: 2"
	if err := email.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := taken(t, server, 1)[0]
	if got.Subject != "到期 Bcc: spy@example.com 正文" {
		t.Errorf("subject %q", got.Subject)
	}
	if len(got.To) != 1 || got.Header.Get("Bcc") != "" || got.Header.Get("X-Spy") != "" {
		t.Errorf("to %v, header %v", got.To, got.Header)
	}
}

func TestEmailKeepsItsMessageID(t *testing.T) {
	t.Parallel()
	server, other := smtptest.Start(t), reminder
	other.ID += "/2"
	for _, m := range []channels.Message{reminder, reminder, other} {
		if err := emailTo(server).Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	var ids []string
	for _, m := range taken(t, server, 3) {
		ids = append(ids, m.Header.Get("Message-Id"))
	}
	if ids[0] == "" || ids[0] != ids[1] || ids[1] == ids[2] {
		t.Error(ids)
	}
}

func TestEmailIsSentOnceTheServerHasIt(t *testing.T) {
	t.Parallel()
	server := smtptest.Start(t)
	server.Quit()
	if err := emailTo(server).Send(t.Context(), reminder); err != nil {
		t.Error(err)
	}
	taken(t, server, 1)
}

func TestEmailPrintsNoPassword(t *testing.T) {
	t.Parallel()
	email := channels.Email{Host: "mail.example.com", Port: 587, From: "luoshi@example.com", Password: "hunter2"}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("settings", "email", email)
	if printed := fmt.Sprintf("%v %+v %#v %s", email, &email, email, log.String()); strings.Contains(printed, "hunter2") {
		t.Error(printed)
	}
}
