package models

import (
	"sync"
	"time"

	"luoshi/calendar"
)

// reference keeps the tables that every page asks for and that change a few
// times a year. Another replica's change is seen within a minute, one's own at once.
type reference struct {
	mu      sync.Mutex
	work    kept[*calendar.Workdays]
	dated   kept[[]Rule]
	changed bool // by the transaction it belongs to
}

// kept is something read at a moment.
type kept[T any] struct {
	what T
	at   time.Time
}

// fresh is how long what was read is believed.
const fresh = time.Minute

func (k kept[T]) now(now time.Time) (what T) {
	if age := now.Sub(k.at); age >= 0 && age < fresh {
		return k.what
	}
	return what
}

func (r *reference) workdays(now time.Time) *calendar.Workdays {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.work.now(now)
}

func (r *reference) keepWorkdays(w *calendar.Workdays, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.work = kept[*calendar.Workdays]{w, now}
}

func (r *reference) rules(now time.Time) []Rule {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dated.now(now)
}

func (r *reference) keepRules(list []Rule, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dated = kept[[]Rule]{list, now}
}

// forget has everything read anew: it has just been changed.
func (r *reference) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.work, r.dated, r.changed = kept[*calendar.Workdays]{}, kept[[]Rule]{}, true
}
