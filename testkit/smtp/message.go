package smtptest

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// Message is what the server took, decoded for reading; Header is as it came.
type Message struct {
	From    string
	To      []string
	Subject string
	Body    string
	Header  mail.Header
	TLS     bool
}

func parse(r io.Reader) (Message, error) {
	letter, err := mail.ReadMessage(r)
	if err != nil {
		return Message{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil {
		return Message{}, err
	}
	body, err := io.ReadAll(decoded(letter))
	return Message{Subject: subject, Body: string(body), Header: letter.Header}, err
}

func decoded(letter *mail.Message) io.Reader {
	switch strings.ToLower(letter.Header.Get("Content-Transfer-Encoding")) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, letter.Body)
	case "quoted-printable":
		return quotedprintable.NewReader(letter.Body)
	}
	return letter.Body
}
