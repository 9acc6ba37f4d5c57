// Package channels holds the ways out to people, a file each.
package channels

import (
	"context"
	"errors"
	"time"
)

// Message is what one person is told through one channel. ID is the same on
// every attempt, so that the far end can tell a repetition.
type Message struct {
	ID      string
	Name    string
	Address string // e-mail address, or the person's id on the platform; "" for a group
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

// TooOften is a failure after which the far end is to be left alone for a while.
func TooOften(err error, wait time.Duration) error { return tooOften{err, wait} }

// Wait is how long to leave the far end alone after a failure, at least.
func Wait(err error) time.Duration {
	t, _ := errors.AsType[tooOften](err)
	return t.wait
}

type tooOften struct {
	error
	wait time.Duration
}

func (t tooOften) Unwrap() error { return t.error }
