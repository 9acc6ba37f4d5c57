package channels

import (
	"crypto/hmac"
	"crypto/sha256"
	"log/slog"
	"strings"
)

// Secret is a password, or an address that is as good as one; it prints as ***.
type Secret string

func (Secret) String() string { return "***" }

// GoString is String for %#v.
func (Secret) GoString() string { return `"***"` }

// LogValue is String for slog.
func (Secret) LogValue() slog.Value { return slog.StringValue("***") }

// MarshalText is String for JSON.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// signed is HMAC-SHA256.
func signed(key, text string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(text))
	return h.Sum(nil)
}

// without takes secrets out of what a far end has said.
func without(text string, secrets ...Secret) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, string(s), "***")
		}
	}
	return text
}
