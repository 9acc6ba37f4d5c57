package notice

import (
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
	// Due, if any, works out the day's reminders; it writes nothing. Their keys
	// name the subject only.
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
	Rule Rule
	Day  calendar.Date
	Notice
	Copy bool
}

// Upcoming works out what the rules will tell the actor on some days to come.
func Upcoming(tx *models.Tx, rules []Rule, days []calendar.Date) ([]Coming, error) {
	var list []Coming
	r := NewReading(tx, days...)
	for _, day := range days {
		for _, rule := range rules {
			if rule.Due == nil {
				continue
			}
			due, err := rule.Due(r, day)
			if err != nil {
				return nil, err
			}
			for _, reminder := range due {
				for _, to := range reminder.To {
					if to.UserID == tx.Actor.ID {
						list = append(list, Coming{rule, day, reminder.Notice, to.Copy})
						break
					}
				}
			}
		}
	}
	return list, nil
}
