package project

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// span is the days after one up to and including another.
type span struct{ after, through calendar.Date }

// LeadOn reports whether the reminder so many working days before a due date
// falls on the day; 0 is the day itself.
func LeadOn(tx *models.Tx, due, day calendar.Date) (lead int, falls bool, err error) {
	list, err := leads(tx, day)
	if err != nil || !due.Valid() {
		return 0, false, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return 0, false, err
	}
	for _, lead := range list {
		if work.Add(day.Add(-1), lead) < due && due <= work.Add(day, lead) {
			return lead, true, nil
		}
	}
	return 0, false, nil
}

// ladder is the dated rule of reminding ever higher.
type ladder struct{ Steps []Step }

// Step is one of the ladder: so many working days overdue, these offices are told.
type Step struct {
	After   int
	Offices []models.Office
}

// StepOn finds the step of the ladder that falls on the day for what was due on
// another; nil on most days.
func StepOn(tx *models.Tx, due, day calendar.Date) (*Step, error) {
	work, steps, err := climbing(tx, day)
	if err != nil || !due.Valid() || due >= day || !work.Is(day) {
		return nil, err
	}
	late := work.Between(due, day)
	for i := range steps {
		if steps[i].After == late {
			return &steps[i], nil
		}
	}
	return nil, nil
}

func climbing(tx *models.Tx, day calendar.Date) (*calendar.Workdays, []Step, error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, nil, err
	}
	rule, _, err := models.RuleFor[ladder](tx, models.RuleLadder, day, nil)
	return work, rule.Steps, err
}

// leadSpans are the due dates of which a reminder falls on one of the days.
func leadSpans(tx *models.Tx, from, to calendar.Date) ([]span, error) {
	list, err := leads(tx, from)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	var spans []span
	for _, lead := range list {
		if err == nil {
			spans = append(spans, span{work.Add(from.Add(-1), lead), work.Add(to, lead)})
		}
	}
	return spans, err
}

// stepSpans are the due dates for which a step of the ladder falls on one of the days.
func stepSpans(tx *models.Tx, from, to calendar.Date) ([]span, error) {
	work, steps, err := climbing(tx, from)
	var spans []span
	for _, s := range steps {
		spans = append(spans, span{work.Add(from, -s.After).Add(-1), work.Add(to, 1-s.After).Add(-1)})
	}
	return spans, err
}

// within is the condition that a column lies in one of the spans.
func within(column string, spans []span) (string, []any) {
	ors, args := []string{"1 = 0"}, []any{}
	for _, s := range spans {
		ors = append(ors, column+" > ? AND "+column+" <= ?")
		args = append(args, s.after, s.through)
	}
	return "(" + strings.Join(ors, " OR ") + ")", args
}

// ComingDue lists, for the program itself, milestones of whose date a reminder
// falls on one of the days, with project and open nodes.
func ComingDue(tx *models.Tx, from, to calendar.Date) ([]Milestone, error) {
	spans, err := leadSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	where, args := within("owed_on", spans)
	return running(tx, where, args)
}

// Overdue lists, for the program itself, those for which a step of the ladder
// falls on one of the days.
func Overdue(tx *models.Tx, from, to calendar.Date) ([]Milestone, error) {
	spans, err := stepSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	owed, args := within("owed_on", spans)
	entered, more := within("entered_on", spans)
	where := "owed_on > '' AND owed_on < ? AND (" + owed + " OR owed_on < entered_on AND " + entered + " OR " + acknowledged("milestone-overdue", "milestones", "owed_on") + ")"
	return running(tx, where, slices.Concat([]any{to}, args, more))
}

// acknowledged is the condition that somebody has taken in hand what is overdue:
// its steps fall on other days than those of the ladder.
func acknowledged(rule, table, due string) string {
	return "EXISTS (SELECT 1 FROM acknowledgements a WHERE a.rule = '" + rule + "' AND a.subject_id = " + table + ".id AND a.due_on = " + table + "." + due + ")"
}

func running(tx *models.Tx, where string, args []any) ([]Milestone, error) {
	return models.In[Milestone](tx).Preload("Project", nil).Preload("Nodes", openNodes).
		Where("running = ?", true).Where(where, args...).Order("owed_on, id").Find(tx.Ctx)
}

// Base is the day from which the milestone's lateness counts: that on which it was
// owed, or on which it came in.
func (m *Milestone) Base() calendar.Date { return max(m.OwedOn, m.EnteredOn) }

// owners is the condition that the actor holds the owner's post; the program itself holds all.
func owners(tx *models.Tx) (string, []any) {
	if tx.Actor.System {
		return "1 = 1", nil
	}
	return "owner_post_id IN ?", []any{append(tx.Actor.PostIDs(), 0)}
}

// ProjectsComingDue is ComingDue of whole projects, without those of which a stage
// says it already; a person gets one's own.
func ProjectsComingDue(tx *models.Tx, from, to calendar.Date) ([]Project, error) {
	spans, err := leadSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return whole(tx, spans, "m.owed_on = projects.due_on", "1 = 0")
}

// ProjectsOverdue is Overdue of whole projects, in the same way.
func ProjectsOverdue(tx *models.Tx, from, to calendar.Date) ([]Project, error) {
	spans, err := stepSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	return whole(tx, spans, "m.owed_on <= projects.due_on", acknowledged("project-overdue", "projects", "due_on"))
}

func whole(tx *models.Tx, spans []span, but, also string) ([]Project, error) {
	where, args := within("due_on", spans)
	own, mine := owners(tx)
	return models.In[Project](tx).Where("state IN ?", underWay).Where("("+where+" OR "+also+")", args...).Where(own, mine...).
		Where("NOT EXISTS (SELECT 1 FROM milestones m WHERE m.project_id = projects.id AND m.running = ? AND "+but+")", true).
		Order("due_on, id").Find(tx.Ctx)
}

// AnswerBy is the day by which what the project asks for, approval or acceptance,
// is to be answered.
func AnswerBy(tx *models.Tx, p *Project) (calendar.Date, error) {
	if p.SubmittedAt == nil {
		return "", nil
	}
	asked := tx.DayOf(*p.SubmittedAt)
	rule, _, err := models.RuleFor[reviewDays](tx, models.RuleReview, asked, nil)
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(asked, rule.Days), nil
}
