package notice

import (
	"encoding/json"

	"luoshi/calendar"
	"luoshi/models"
)

// Reading is what rules work out reminders from: a Tx, the days asked about, and
// what a rule before has read for all of these days. It is of everything, as for a
// person who looks ahead, or of the next page of one rule's day.
type Reading struct {
	*models.Tx
	Days []calendar.Date
	kept map[string]any

	room    int // rows the page still has room for; 0 for a reading of everything
	from    place
	reached bool   // the list in which the page begins has been read
	next    *place // where the page after this one begins; nil while nothing is left
}

// place is where a page begins: in one of the rule's lists, after a row of it. The
// zero value is the beginning of the first.
type place struct {
	List  string
	After json.RawMessage
}

// NewReading begins to work out all reminders of some days, given in order.
func NewReading(tx *models.Tx, days ...calendar.Date) *Reading {
	return &Reading{Tx: tx, Days: days, kept: map[string]any{}}
}

// pageOf begins to work out a page of a day's reminders, from a place as Next tells it.
func pageOf(tx *models.Tx, day calendar.Date, from string, room int) (*Reading, error) {
	r := NewReading(tx, day)
	r.room = room
	if from == "" {
		return r, nil
	}
	return r, json.Unmarshal([]byte(from), &r.from)
}

// Whole reports whether the reading is of everything, and not of a page.
func (r *Reading) Whole() bool { return r.room == 0 }

// Next is where the page after this one begins, and whether there is one. A page
// whose list was never come to, as when another version of the program began the
// day, begins the day again: whoever has been told is not told twice.
func (r *Reading) Next() (from string, more bool, err error) {
	if r.next == nil {
		return "", r.from.List != "" && !r.reached, nil
	}
	text, err := json.Marshal(r.next)
	return string(text), true, err
}

// Keep reads something once for all rules and days of the reading.
func Keep[T any](r *Reading, name string, read func() (T, error)) (T, error) {
	if v, ok := r.kept[name]; ok {
		return v.(T), nil
	}
	v, err := read()
	if err == nil {
		r.kept[name] = v
	}
	return v, err
}

// Part reads as much of a list as the reading is of: all of it, once, or what comes
// on the page. A rule reads its lists in the same order each time, each in an order
// that read keeps; read begins after a row as last names it, the zero value before
// the first, and reads so many rows at most.
func Part[T, After any](r *Reading, list string, read func(After, int) ([]T, error), last func(*T) After) (rows []T, err error) {
	if r.Whole() {
		return Keep(r, list, func() ([]T, error) { return readAll(read, last) })
	}
	err = Stretch(r, list, func(after After, room int) (After, int, bool, error) {
		rows, err = read(after, room)
		if n := len(rows); err == nil && n > 0 && n >= room {
			return last(&rows[n-1]), n, true, nil
		}
		return after, len(rows), false, err
	})
	return rows, err
}

// Stretch is Part of a list whose pages end where read says, and which is read only
// in pages: read tells after what the next goes on, how many rows there were, and
// whether there are more.
func Stretch[After any](r *Reading, list string, read func(After, int) (end After, n int, more bool, err error)) error {
	var after After
	switch {
	case r.next != nil: // the page is full
		return nil
	case r.from.List == list:
		r.reached = true
		if err := json.Unmarshal(r.from.After, &after); err != nil {
			return err
		}
	case r.from.List != "" && !r.reached: // done on a page before
		return nil
	}
	end, n, more, err := read(after, r.room)
	if err != nil {
		return err
	}
	r.room = max(1, r.room-n)
	if more {
		text, err := json.Marshal(end)
		if err != nil {
			return err
		}
		r.next = &place{list, text}
	}
	return nil
}

// readAll reads a list page by page.
func readAll[T, After any](read func(After, int) ([]T, error), last func(*T) After) (list []T, err error) {
	const page = 500
	var after After
	for {
		some, err := read(after, page)
		list = append(list, some...)
		if err != nil || len(some) < page {
			return list, err
		}
		after = last(&some[page-1])
	}
}
