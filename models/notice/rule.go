package notice

import (
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Rule says who is reminded of what on a day. It is carried out once for each
// day, whatever crashes and however many replicas run.
type Rule struct {
	Name  string        // stable: it is stored
	Title language.Word // as people read it
	At    string        // clock time from which the day's reminders may go out
	Late  int           // days after which a missed reminder no longer helps
	Next  language.Word // what follows if nothing is done, as people read it

	// Do, if any, is carried out for the day, a page in each transaction, until it
	// reports that nothing is left. What has a Do has no Due.
	Do func(r *Reading, day calendar.Date) (more bool, err error)
	// Due, if any, works out the day's reminders, or the page of them that it is
	// asked for (see Part); it writes nothing. A key names the subject, which may be
	// reminded of each day; or, beginning with the rule's name and "/", the occasion
	// too, which then comes but once.
	Due func(r *Reading, day calendar.Date) ([]Reminder, error)
	// Page is how many rows of its lists a page of Due takes; 0 is as many as
	// usual. It is less where each of them is told to many.
	Page int
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
	var list []Coming
	err := carryAhead(tx, rules, from, to, func(r *Reading, rule Rule, day calendar.Date, due []Reminder) error {
		due, err := audible(r, due, day)
		for _, reminder := range due {
			if i := reminder.at(tx.Actor.ID); i >= 0 {
				list = append(list, Coming{rule, day, reminder.Notice, reminder.To[i].Copy})
			}
		}
		return err
	})
	return list, err
}

// at is the place of somebody among those to be told, -1 for none.
func (r Reminder) at(userID int64) int {
	return slices.IndexFunc(r.To, func(to To) bool { return to.UserID == userID })
}

// carryAhead hands over what each rule will tell on each day that it has not come
// to yet, as the actor may look ahead, whoever has muted it.
func carryAhead(tx *models.Tx, rules []Rule, from, to calendar.Date, take func(*Reading, Rule, calendar.Date, []Reminder) error) error {
	var days []calendar.Date
	for day := from; day <= to; day = day.Add(1) {
		days = append(days, day)
	}
	r := NewReading(tx, days...)
	for _, day := range days {
		for _, rule := range rules {
			if rule.Due == nil || day <= rule.last(tx) {
				continue
			}
			due, err := rule.Due(r, day)
			if err != nil {
				return err
			}
			for i := range due {
				due[i].Rule = rule.Name
			}
			if err := take(r, rule, day, due); err != nil {
				return err
			}
		}
	}
	return nil
}
