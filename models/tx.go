package models

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"luoshi/calendar"
)

// Tx is one piece of work: who does it, at what moment, in which transaction.
type Tx struct {
	Actor *User
	Now   time.Time // UTC, milliseconds
	Ctx   context.Context

	gorm    *gorm.DB
	home    *DB
	memory  *memory  // nil until it is asked for
	changes *changes // nil for a look
	today   calendar.Date
}

// Today is the day it is for the organisation.
func (tx *Tx) Today() calendar.Date {
	if tx.today == "" {
		tx.today = tx.DayOf(tx.Now)
	}
	return tx.today
}

// DayOf is the day it is for the organisation at an instant.
func (tx *Tx) DayOf(at time.Time) calendar.Date { return calendar.On(at, tx.home.zone) }

// Time is the instant of a clock time such as "08:30" on a day for the organisation.
func (tx *Tx) Time(day calendar.Date, clock string) time.Time {
	return day.At(clock, tx.home.zone).UTC()
}

// Local is an instant as the organisation's clocks show it.
func (tx *Tx) Local(at time.Time) time.Time { return at.In(tx.home.zone) }

// Say is a sentence in the actor's language; format is its Chinese.
func (tx *Tx) Say(format string, values ...any) string {
	return tx.Actor.Language.Say(format, values...)
}

// Assign sets a column in Set(...).Update.
func Assign(column string, value any) clause.Assigner {
	return clause.Assignment{Column: clause.Column{Name: column}, Value: value}
}

// Once makes a Create pass over rows whose key is there already. Read back by
// key afterwards: ids and row counts of skipped rows lie on one of the databases.
var Once = clause.OnConflict{DoNothing: true}
