package models

import (
	"context"
	"database/sql/driver"
	"errors"
	"maps"
	"net"
	"slices"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	engine "modernc.org/sqlite"

	"luoshi/language"
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

// Error is an error meant for the user, said in the user's language; as a log
// has it, in Chinese.
type Error struct {
	Kind   Kind
	Said   language.Phrase // a whole sentence
	Fields FieldErrors
}

func (e *Error) Error() string { return e.Said.String() }

// In is the error as a reader of the language is told.
func (e *Error) In(l language.Language) string { return e.Said.In(l) }

// Fail is an error for the user, in a whole Chinese sentence.
func Fail(kind Kind, format string, values ...any) error {
	return &Error{Kind: kind, Said: language.With(format, values...)}
}

// FailAt is Fail about one field of a form, beside which it is said too.
func FailAt(kind Kind, field, format string, values ...any) error {
	said := language.With(format, values...)
	return &Error{Kind: kind, Said: said, Fields: FieldErrors{field: said}}
}

// Missing is the answer to asking for what is not there, or not the actor's to see.
var Missing = Fail(NotFound, "没有找到，或者不在您的查看范围内。")

// Stale is the answer to a change based on what has changed since.
var Stale = Fail(Conflict, "内容已被他人修改，您的填写没有保存；请刷新后核对再提交。")

// FieldErrors gathers what is wrong with a form, field by field.
type FieldErrors map[string]language.Phrase

// Add notes a fault of a field; the first one stays.
func (f FieldErrors) Add(field, format string, values ...any) {
	if _, seen := f[field]; !seen {
		f[field] = language.With(format, values...)
	}
}

// Err is nil for a faultless form; among the values may be the faults themselves.
func (f FieldErrors) Err(format string, values ...any) error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Said: language.With(format, values...), Fields: f}
}

// In is all that is wrong, in one sentence.
func (f FieldErrors) In(l language.Language) string { return f.joined().In(l) }

func (f FieldErrors) String() string { return f.In(language.Chinese) }

func (f FieldErrors) joined() language.Phrase {
	var said []language.Phrase
	for _, field := range slices.Sorted(maps.Keys(f)) {
		said = append(said, f[field])
	}
	return language.With("%s。", language.Join("；", said))
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
