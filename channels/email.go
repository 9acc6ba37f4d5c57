package channels

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/textproto"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

const (
	connectWithin = 3 * time.Second
	sendWithin    = 10 * time.Second
)

// Email sends through one mail server. Each message has its own connection, so
// a server that hangs holds up nobody else.
type Email struct {
	Host      string
	Port      int
	From      string // e-mail address
	FromName  string
	Username  string // "" sends without logging in
	Password  string
	TLS       string      // "starttls" (also ""), "tls" or "none"
	TLSConfig *tls.Config // nil trusts the authorities of the system
}

// policies tells what is asked of a connection that begins in the clear.
var policies = map[string]mail.TLSPolicy{
	"":         mail.TLSMandatory,
	"starttls": mail.TLSMandatory,
	"tls":      mail.NoTLS,
	"none":     mail.NoTLS,
}

// Send returns nil once the server has taken the message, whatever becomes of
// the connection afterwards: an error then would deliver it twice.
func (e Email) Send(ctx context.Context, m Message) error {
	letter, err := e.letter(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	line := &line{email: e, ended: ctx}
	defer line.hangUp()
	client, err := e.client(line)
	if err != nil {
		return fmt.Errorf("邮件服务器设置有误：%w", err)
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("邮件未发出，服务器 %s 未及时应答：%w", e.Host, ctx.Err())
	}
	return e.refusal(err)
}

// String keeps the password out of whatever prints the settings.
func (e Email) String() string {
	return fmt.Sprintf("%s via %s:%d", e.From, e.Host, e.Port)
}

// GoString is String for %#v.
func (e Email) GoString() string { return e.String() }

// LogValue is String for slog, which would print every field as JSON.
func (e Email) LogValue() slog.Value { return slog.StringValue(e.String()) }

func (e Email) client(l *line) (*mail.Client, error) {
	policy, known := policies[e.TLS]
	if !known {
		return nil, fmt.Errorf("加密方式“%s”无效，应为 starttls、tls 或 none", e.TLS)
	}
	options := []mail.Option{
		mail.WithPort(e.Port),
		mail.WithTimeout(sendWithin),
		mail.WithTLSPolicy(policy),
		mail.WithTLSConfig(e.tlsConfig()),
		mail.WithDialContextFunc(l.dial),
		mail.WithoutNoop(),
	}
	if e.Username != "" {
		// The library refuses the last two on a connection in the clear.
		options = append(options,
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthCramMD5, mail.SMTPAuthPlain, mail.SMTPAuthLogin),
			mail.WithUsername(e.Username), mail.WithPassword(e.Password))
	}
	return mail.NewClient(e.Host, options...)
}

func (e Email) tlsConfig() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if e.TLSConfig != nil {
		config = e.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = e.Host
	}
	return config
}

// refusal keeps only the words of err, without the password should the server
// have repeated it; wrapping err would carry the password along.
func (e Email) refusal(err error) error {
	words := err.Error()
	if e.Password != "" {
		words = strings.NewReplacer(
			base64.StdEncoding.EncodeToString([]byte("\x00"+e.Username+"\x00"+e.Password)), "***",
			base64.StdEncoding.EncodeToString([]byte(e.Password)), "***",
			e.Password, "***",
		).Replace(words)
	}
	refused := fmt.Errorf("邮件未发出，服务器 %s：%s", e.Host, words)
	if code := replyCode(err); code >= 500 && code < 600 {
		return permanent{refused}
	}
	return refused
}

// replyCode is what the server answered, or 0 if it did not.
func replyCode(err error) int {
	if sending, ok := errors.AsType[*mail.SendError](err); ok {
		return sending.ErrorCode()
	}
	if greeting, ok := errors.AsType[*textproto.Error](err); ok {
		return greeting.Code
	}
	return 0
}

// line is the one connection of a sending. The library minds the context only
// while dialling, so the line is cut when the context ends.
type line struct {
	email Email
	ended context.Context
	conn  net.Conn
	stop  func() bool
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: connectWithin}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l.conn = conn
	l.stop = context.AfterFunc(l.ended, func() { conn.Close() })
	if l.email.TLS != "tls" {
		return conn, nil
	}
	secure := tls.Client(conn, l.email.tlsConfig())
	return secure, secure.HandshakeContext(ctx)
}

func (l *line) hangUp() {
	if l.conn != nil {
		l.stop()
		l.conn.Close() // the library leaves it open after a refused login
	}
}
