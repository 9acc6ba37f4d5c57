// Package channels holds the ways out to people, a file each.
package channels

import (
	"context"
	"errors"
)

// Message is what one person is told through one channel. ID is the same on
// every attempt, so that the far end can tell a repetition.
type Message struct {
	ID      string
	Name    string
	Address string // e-mail address
	Title   string
	Body    string // plain text
	Link    string // absolute URL or ""
}

// Channel is one way out to people; Send returns within about ten seconds.
type Channel interface {
	Send(ctx context.Context, m Message) error
}

// Permanent reports whether trying again cannot help.
func Permanent(err error) bool {
	_, ok := errors.AsType[permanent](err)
	return ok
}

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }
