package channels

import (
	"crypto/sha256"
	"fmt"
	netmail "net/mail"
	"strings"

	"github.com/wneessen/go-mail"
)

// letter is m as an e-mail; its Message-ID follows from m.ID alone.
func (e Email) letter(m Message) (*mail.Msg, error) {
	if !isAddress(e.From) {
		return nil, fmt.Errorf("发件邮箱“%s”不是有效地址，请更正邮件设置", e.From)
	}
	if !isAddress(m.Address) {
		return nil, permanent{fmt.Errorf("收件邮箱“%s”不是有效地址，请更正该人员的邮箱", m.Address)}
	}
	letter := mail.NewMsg(mail.WithEncoding(mail.EncodingB64), mail.WithNoDefaultUserAgent())
	letter.FromMailAddress(&netmail.Address{Name: oneLine(e.FromName), Address: e.From})
	letter.ToMailAddress(&netmail.Address{Name: oneLine(m.Name), Address: m.Address})
	letter.Subject(oneLine(m.Title))
	letter.SetMessageIDWithValue(messageID(m.ID, e.From))
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, text(m))
	return letter, nil
}

// isAddress accepts a bare address only: no name, no brackets, no spaces.
func isAddress(s string) bool {
	parsed, err := netmail.ParseAddress(s)
	return err == nil && parsed.Address == s
}

// oneLine leaves no line break with which a title could begin a header.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// messageID hashes id because a reminder's key may hold any character.
func messageID(id, from string) string {
	sum := sha256.Sum256([]byte(id))
	return fmt.Sprintf("%x@%s", sum[:16], from[strings.LastIndex(from, "@")+1:])
}

func text(m Message) string {
	words := m.Body
	if m.Link != "" {
		words += "\n\n" + m.Link
	}
	return strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n").Replace(words + "\n")
}
