// Package orglife holds what organisations owe each month, quarter, half-year and
// year, and the activities that fulfil it.
package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// State is what has become of a duty; whether an open one is late depends on the day, see Standing.
type State string

const (
	Open      State = "open"
	Done      State = "done"
	DoneLate  State = "done_late" // done, but put on record too late
	MadeUp    State = "made_up"   // done with meetings held after the period
	Exempted  State = "exempted"
	Suspended State = "suspended" // may be postponed: an emergency
)

// Standing is how a duty stands on a day: an open one's nearness to its end, or else its state.
type Standing string

const (
	Pending   Standing = "pending"
	DueSoon   Standing = "due_soon"
	Due       Standing = "due"
	Overdue   Standing = "overdue"
	BelowCity Standing = "below_city" // the regulations' number is reached, the city's is not
	Kept      Standing = "kept"       // to search by: done, on record in time or later
)

// StandingNames are the standings as people read them.
var StandingNames = map[Standing]string{
	Pending: "待开展", DueSoon: "即将到期", Due: "今日到期", Overdue: "逾期", BelowCity: "未达市级要求", Kept: "按期开展",
	Standing(Done): "已开展", Standing(DoneLate): "已开展（补录）", Standing(MadeUp): "已补开", Standing(Exempted): "免除", Standing(Suspended): "可顺延",
}

// Duty is what a rule demands of an organisation in a period.
type Duty struct {
	ID       int64
	Code     Type
	OrgID    int64
	Period   calendar.Period
	Needed   int // times the city demands
	Floor    int // times the regulations demand
	OpensOn  calendar.Date
	DueOn    calendar.Date // mostly the period's last day; it never shifts
	Held     int           // what counts so far
	State    State
	ClosedOn calendar.Date // the day it was fulfilled or exempted; "" while open
	Reason   string        // why it was exempted or suspended
	Revision int
}

func (d *Duty) subject() string { return fmt.Sprintf("duties/%d", d.ID) }

// Timing is when, in working days, the reminders of a month are due.
type Timing struct {
	StudyBefore  int `json:"study_before"`  // before a theme day: has the committee studied it
	StudyWithin  int `json:"study_within"`  // natural days a committee meeting counts for that
	NoticeBefore int `json:"notice_before"` // before a theme day: tell the members
	MinutesAfter int `json:"minutes_after"` // after an activity: its record is missing
	MonthEnd     int `json:"month_end"`     // before the month's last working day: not yet held
}

// TimingOn is the timing in force on a day.
func TimingOn(tx *models.Tx, day calendar.Date) (Timing, error) {
	rule, _, err := models.RuleFor[Timing](tx, models.RuleMonthly, day, nil)
	return rule, err
}

// Verdict is how a duty stands in a sentence for people.
func (d *Duty) Verdict(s Standing) language.Phrase {
	verb, name := language.Word(byCode[d.Code].verb), language.Word(TypeNames[d.Code])
	switch s {
	case BelowCity:
		return language.Phrase{"达到条例要求，未达到市级要求（%d次）", d.Needed}
	case Overdue:
		return language.Phrase{"%[1]s未按要求%[2]s%[3]s（%[4]d/%[5]d次）", d.Period.Long(), verb, name, d.Held, d.Needed}
	case Standing(Exempted):
		return language.Phrase{"已免除：%s", d.Reason}
	case Standing(Suspended):
		return language.Phrase{"可顺延：%s", d.Reason}
	}
	return language.Phrase{"要求%[1]d次，已%[2]s%[3]d次", d.Needed, verb, d.Held}
}

// Basis is where it is written that the duty is owed.
func (d *Duty) Basis() language.Word { return byCode[d.Code].basis }
