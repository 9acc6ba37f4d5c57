package notice

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Rule says who is reminded of what on a day. It is carried out once for each
// day, whatever crashes and however many replicas run.
type Rule struct {
	Name  string // stable: it is stored
	Title string // as people read it
	At    string // clock time from which the day's reminders may go out
	Late  int    // days after which a missed reminder no longer helps
	Next  string // what follows if nothing is done, as people read it

	// Do, if any, is carried out once for the day, before anybody is reminded.
	Do func(tx *models.Tx, day calendar.Date) error
	// Due, if any, works out the day's reminders; it writes nothing. A key names
	// the subject, which may be reminded of each day; or, beginning with the
	// rule's name and "/", the occasion too, which then comes but once.
	Due func(r *Reading, day calendar.Date) ([]Reminder, error)
}

// Reading is what rules work out reminders from: a Tx, the days asked about, and
// what a rule before has read for all of these days.
type Reading struct {
	*models.Tx
	Days []calendar.Date
	kept map[string]any
}

// NewReading begins to work out the reminders of some days, given in order.
func NewReading(tx *models.Tx, days ...calendar.Date) *Reading {
	return &Reading{Tx: tx, Days: days, kept: map[string]any{}}
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

// Coming is a reminder that will go out if nothing changes.
type Coming struct {
	By  Rule
	Day calendar.Date
	Notice
	Copy bool
}

// Upcoming works out what the rules will tell the actor from one day to another.
func Upcoming(tx *models.Tx, rules []Rule, from, to calendar.Date) ([]Coming, error) {
	var days []calendar.Date
	for day := from; day <= to; day = day.Add(1) {
		days = append(days, day)
	}
	var list []Coming
	r := NewReading(tx, days...)
	for _, day := range days {
		for _, rule := range rules {
			if rule.Due == nil || day <= rule.last(tx) {
				continue
			}
			due, err := rule.Due(r, day)
			if err != nil {
				return nil, err
			}
			for i := range due {
				due[i].Rule = rule.Name
			}
			if due, err = audible(r, due, day); err != nil {
				return nil, err
			}
			for _, reminder := range due {
				i := slices.IndexFunc(reminder.To, func(to To) bool { return to.UserID == tx.Actor.ID })
				if i >= 0 {
					list = append(list, Coming{rule, day, reminder.Notice, reminder.To[i].Copy})
				}
			}
		}
	}
	return list, nil
}
