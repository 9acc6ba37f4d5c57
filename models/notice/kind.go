package notice

import (
	"strings"

	"luoshi/language"
)

// Kind is what sort of thing is told, as people choose how to be told it.
type Kind string

const (
	Due     Kind = "due"     // what one has to do soon
	Overdue Kind = "overdue" // what has not been done in time
	Asking  Kind = "asking"  // what waits for one's answer
	Meeting Kind = "meeting" // organisational life
	Outcome Kind = "outcome" // what became of things
	Talk    Kind = "talk"    // comments and mentions
	Upkeep  Kind = "upkeep"  // of the program itself
)

// Kinds lists them in the order in which they are shown.
var Kinds = []Kind{Due, Overdue, Asking, Meeting, Outcome, Talk, Upkeep}

// KindNames are the kinds as people read them.
var KindNames = map[Kind]language.Word{Due: "将到期、待办理", Overdue: "逾期", Asking: "等我审核、答复", Meeting: "组织生活", Outcome: "办理结果", Talk: "评论、提及",
	Upkeep: "系统运行"}

// Group reports whether a group is told of such things: not of what passes between
// persons, nor of the program's upkeep.
func (k Kind) Group() bool { return k == Due || k == Overdue || k == Meeting }

// Mutable reports whether reminders of the kind may be muted: those to do things in
// time. What is overdue, and what others wait for, is told all the same.
func (k Kind) Mutable() bool { return k == Due || k == Meeting }

// endings and beginnings of rules' names tell their kind, so that a new rule has
// one; where both do, the ending counts.
var (
	endings = []struct {
		of   string
		kind Kind
	}{{"-overdue", Overdue}, {"-late", Overdue}, {"-due", Due}, {"-waiting", Asking}, {"-submitted", Asking}}
	beginnings = []struct {
		of   string
		kind Kind
	}{
		{"theme-", Meeting}, {"committee-", Meeting}, {"record-missing", Meeting}, {"mention", Talk}, {"comment", Talk},
		{"given-up", Upkeep}, {"downtime", Upkeep}, {"audit-anchor", Upkeep}, {"calendar-missing", Upkeep}, {"channel-", Upkeep},
	}
)

// KindOf is the kind of what a rule, or a verb, has told.
func KindOf(rule string) Kind {
	for _, e := range endings {
		if strings.HasSuffix(rule, e.of) {
			return e.kind
		}
	}
	for _, b := range beginnings {
		if strings.HasPrefix(rule, b.of) {
			return b.kind
		}
	}
	return Outcome
}
