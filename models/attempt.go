package models

import (
	"context"
	"errors"
)

// Attempt runs a part of the work that may be refused by itself: then what it
// wrote is undone, and the rest of the work goes on. A fault, or a rival's lock, is
// of the whole work.
func (tx *Tx) Attempt(part func() error) error {
	if err := tx.gorm.Exec("SAVEPOINT part").Error; err != nil {
		return err
	}
	err := part()
	switch KindOf(err) {
	case Invalid, NotFound, Forbidden, Conflict:
		if fault := tx.undo(); fault != nil {
			return fault
		}
		return err
	case 0:
		if err != nil {
			return err
		}
	default:
		return err
	}
	return tx.gorm.Exec("RELEASE SAVEPOINT part").Error
}

func (tx *Tx) undo() error {
	if err := tx.gorm.Exec("ROLLBACK TO SAVEPOINT part").Error; err != nil {
		return err
	}
	return tx.gorm.Exec("RELEASE SAVEPOINT part").Error
}

// errRehearsed ends the transaction of a rehearsal.
var errRehearsed = errors.New("rehearsed")

// Rehearse runs work as Update does and undoes all of it: what would happen.
func (db *DB) Rehearse(ctx context.Context, actor *User, work func(*Tx) error) error {
	err := db.Update(ctx, actor, func(tx *Tx) error {
		if err := work(tx); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}
