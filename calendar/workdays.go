package calendar

import (
	"slices"
	"strings"
	"time"
)

// A Day is an exception to the rule that one works from Monday to Friday.
type Day struct {
	On           Date
	Kind         Kind
	Name, Source string
}

// Kind says what an exceptional day is; an ordinary day has none.
type Kind string

const (
	Holiday Kind = "holiday" // nobody works, whatever the weekday
	Makeup  Kind = "makeup"  // a Saturday or Sunday that is worked
)

// Workdays knows which days are worked. It never changes, so that everyone may
// share it.
type Workdays struct {
	days  []Day
	kinds map[int]Kind

	odd   []int // days on which the table differs from Monday to Friday, in order
	extra []int // by how many working days it differs up to and including each of them
}

// NewWorkdays takes the days in any order; of two about the same day the later
// one counts.
func NewWorkdays(days []Day) *Workdays {
	latest := make(map[Date]Day, len(days))
	for _, day := range days {
		latest[day.On] = day
	}
	w := &Workdays{kinds: make(map[int]Kind, len(latest))}
	for _, day := range latest {
		w.days = append(w.days, day)
		w.kinds[day.On.number()] = day.Kind
	}
	slices.SortFunc(w.days, func(a, b Day) int { return strings.Compare(string(a.On), string(b.On)) })
	extra := 0
	for _, day := range w.days {
		n := day.On.number()
		switch usual := isWeekday(n); {
		case day.Kind == Holiday && usual:
			extra--
		case day.Kind == Makeup && !usual:
			extra++
		default:
			continue
		}
		w.odd, w.extra = append(w.odd, n), append(w.extra, extra)
	}
	return w
}

// WithoutMakeup is the same table for those who do not count makeup days as
// working days.
func (w *Workdays) WithoutMakeup() *Workdays {
	return NewWorkdays(slices.DeleteFunc(slices.Clone(w.days), func(d Day) bool { return d.Kind == Makeup }))
}

// Is reports whether d is a working day.
func (w *Workdays) Is(d Date) bool { return w.works(d.number()) }

// Kind returns what the table says about d: Holiday, Makeup or nothing.
func (w *Workdays) Kind(d Date) Kind { return w.kinds[d.number()] }

// Exceptions lists the holidays and makeup days from one day up to and
// including another, in order.
func (w *Workdays) Exceptions(from, to Date) []Day {
	start, _ := slices.BinarySearchFunc(w.days, from, func(d Day, at Date) int { return strings.Compare(string(d.On), string(at)) })
	end := start
	for end < len(w.days) && w.days[end].On <= to {
		end++
	}
	return slices.Clone(w.days[start:end])
}

// Known reports whether the table covers the year. National Day stands for the
// whole: a few days may come from the notice of the year next to it, which can
// reach over New Year.
func (w *Workdays) Known(year int) bool {
	return w.kinds[int(time.Date(year, time.October, 1, 0, 0, 0, 0, time.UTC).Unix()/86400)] == Holiday
}

// Covers reports whether every year touched is known.
func (w *Workdays) Covers(from, to Date) bool {
	for year := from.Year(); year <= to.Year(); year++ {
		if !w.Known(year) {
			return false
		}
	}
	return true
}

// Add returns the n-th working day after d, or before d when n is negative.
func (w *Workdays) Add(d Date, n int) Date {
	number, step := d.number(), 1
	if n < 0 {
		n, step = -n, -1
	}
	for n > 0 {
		number += step
		if w.works(number) {
			n--
		}
	}
	return dateOf(number)
}

// Between counts the working days after a up to and including b. When b is
// before a, it counts those before a back to and including b, as a negative
// number, so that Between(a, Add(a, n)) is always n.
func (w *Workdays) Between(a, b Date) int {
	from, to := a.number(), b.number()
	if to < from {
		return w.upTo(to-1) - w.upTo(from-1)
	}
	return w.upTo(to) - w.upTo(from)
}

// upTo counts the working days from long ago up to and including a day.
func (w *Workdays) upTo(number int) int {
	const longAgo = -3 - 7*200_000 // a Monday: day 0, the first of 1970, was a Thursday
	days := number - longAgo + 1   // both counted
	count := days/7*5 + min(days%7, 5)
	if at, found := slices.BinarySearch(w.odd, number); found {
		count += w.extra[at]
	} else if at > 0 {
		count += w.extra[at-1]
	}
	return count
}

// Next returns d itself if it is a working day, else the next one. This is how
// the deadline of a handling period in natural days moves.
func (w *Workdays) Next(d Date) Date { return w.Add(d.Add(-1), 1) }

// Last returns d itself if it is a working day, else the last one before it.
func (w *Workdays) Last(d Date) Date { return w.Add(d.Add(1), -1) }

// Nth returns the month's n-th working day; -1 is its last one. A number larger
// than the month stops at the month's end, or its beginning.
func (w *Workdays) Nth(m Month, n int) Date {
	if n > 0 {
		nth := w.Add(m.First().Add(-1), n)
		for nth > m.Last() {
			nth = w.Add(nth, -1)
		}
		return nth
	}
	nth := w.Add(m.Last().Add(1), n)
	for nth < m.First() {
		nth = w.Add(nth, 1)
	}
	return nth
}

// Shift moves a fixed day off a day that is not worked: on to the next working
// day, or back to the previous one if the next is in another month.
func (w *Workdays) Shift(d Date) Date {
	if next := w.Next(d); next.Month() == d.Month() {
		return next
	}
	return w.Add(d, -1)
}

func (w *Workdays) works(number int) bool {
	switch w.kinds[number] {
	case Holiday:
		return false
	case Makeup:
		return true
	}
	return isWeekday(number)
}

// isWeekday reports whether a day is one of Monday to Friday.
func isWeekday(number int) bool {
	weekday := weekdayOf(number)
	return weekday != time.Saturday && weekday != time.Sunday
}
