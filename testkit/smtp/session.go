package smtptest

import (
	"errors"
	"io"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one client's connection.
type session struct {
	server *Server
	conn   *smtp.Conn
	from   string
	to     []string
	taken  bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != Username || password != Password {
			return refusal(535, "no login for "+username+" with "+password) // as a careless server might
		}
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if code := s.server.faulty().code; code != 0 {
		return refusal(code, "told to refuse")
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	fault := s.server.faulty()
	if fault.drop {
		return errors.Join(readSome(r), s.conn.Conn().Close())
	}
	if fault.hung != nil {
		fault.hung <- struct{}{}
		select {
		case <-s.server.closed:
		case <-fault.over:
			return s.conn.Conn().Close()
		}
		return nil
	}
	m, err := parse(r)
	if err != nil {
		return refusal(554, err.Error())
	}
	m.From, m.To = s.from, s.to
	_, m.TLS = s.conn.TLSConnectionState()
	s.server.keep(m)
	s.taken = true
	return nil
}

// Reset is called once the answer to DATA is on its way, too.
func (s *session) Reset() {
	s.from, s.to = "", nil
	if s.taken && s.server.faulty().quit {
		s.conn.Conn().Close()
	}
}

func (s *session) Logout() error { return nil }

func refusal(code int, words string) *smtp.SMTPError {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: words}
}

func readSome(r io.Reader) error {
	_, err := r.Read(make([]byte, 16))
	return err
}
