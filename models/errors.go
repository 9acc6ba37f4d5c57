package models

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	engine "modernc.org/sqlite"
)

// Kind says what went wrong in terms a user can act on. Any other error is a
// fault of ours: it is logged, and the user is told nothing about it.
type Kind int

const (
	Invalid     Kind = iota + 1 // the input breaks a rule
	NotFound                    // no such thing, or none this user may see
	Forbidden                   // visible, but not this user's to do
	Conflict                    // the thing has moved on since it was shown
	TooMany                     // asked too often
	Unavailable                 // the database is away
)

// Error is an error meant for the user.
type Error struct {
	Kind    Kind
	Message string
	Fields  map[string]string // form field → what is wrong with it
}

func (e *Error) Error() string { return e.Message }

// Fail is an error for the user, in a whole Chinese sentence.
func Fail(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Missing is the answer to asking for what is not there, or not the actor's to see.
var Missing error = &Error{Kind: NotFound, Message: "没有找到，或者不在您的查看范围内。"}

// Stale is the answer to a change based on what has changed since.
var Stale error = &Error{Kind: Conflict, Message: "内容已被他人修改，您的填写没有保存；请刷新后核对再提交。"}

// FieldErrors gathers what is wrong with a form, field by field.
type FieldErrors map[string]string

// Add notes a fault of a field; the first one stays.
func (f FieldErrors) Add(field, format string, args ...any) {
	if _, seen := f[field]; !seen {
		f[field] = fmt.Sprintf(format, args...)
	}
}

// Err is nil for a faultless form.
func (f FieldErrors) Err(message string) error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: message, Fields: f}
}

// KindOf returns the kind of err, or 0 for a fault.
func KindOf(err error) Kind {
	var e *Error
	var n net.Error
	switch {
	case errors.As(err, &e):
		return e.Kind
	case errors.Is(err, gorm.ErrRecordNotFound):
		return NotFound
	case errors.Is(err, context.Canceled):
		return 0
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, mysqldriver.ErrInvalidConn), errors.As(err, &n):
		return Unavailable
	}
	return 0
}

// IsDuplicate reports whether a unique key refused a row.
func IsDuplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }

// isContention recognises "a rival was in the way, try again": MySQL's deadlock,
// lock wait timeout, record changed and (Galera) not yet ready; SQLite's busy.
func isContention(err error) bool {
	var m *mysqldriver.MySQLError
	if errors.As(err, &m) {
		switch m.Number {
		case 1213, 1205, 1020, 1047:
			return true
		}
	}
	var s *engine.Error
	return errors.As(err, &s) && s.Code()&0xff == 5
}
