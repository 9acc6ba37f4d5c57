package project

import (
	"gorm.io/gorm"

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

// ComingDue lists, for the program itself, milestones of whose date a reminder
// falls on one of the days, with project and open nodes.
func ComingDue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Milestone, error) {
	return Coming(tx, running(tx), "owed_on", from, to, after, limit)
}

// Overdue lists, for the program itself, those for which a step of the ladder
// falls on one of the days: by the day on which they were owed.
func Overdue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Milestone, error) {
	q := running(tx).Where("owed_on > '' AND owed_on >= entered_on AND NOT " + Acknowledged("milestone-overdue", "milestones", "owed_on"))
	return OnLadder(tx, q, "owed_on", from, to, after, limit)
}

// OverdueWhenEntered is Overdue of those that came in when they were owed already.
func OverdueWhenEntered(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Milestone, error) {
	q := running(tx).Where("owed_on > '' AND owed_on < entered_on AND NOT " + Acknowledged("milestone-overdue", "milestones", "owed_on"))
	return OnLadder(tx, q, "entered_on", from, to, after, limit)
}

// OverdueInHand lists, for the program itself, the overdue ones that somebody has
// taken in hand: their steps fall on other days than those of the ladder.
func OverdueInHand(tx *models.Tx, _, _ calendar.Date, after After, limit int) ([]Milestone, error) {
	return running(tx).Where("id > ? AND "+EverTaken("milestone-overdue")+" AND "+Acknowledged("milestone-overdue", "milestones", "owed_on"), after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

// Acknowledged is the condition that somebody has taken in hand what is overdue.
func Acknowledged(rule, table, due string) string {
	return "EXISTS (SELECT 1 FROM acknowledgements a WHERE a.rule = '" + rule + "' AND a.subject_id = " + table + ".id AND a.due_on = " + table + "." + due + ")"
}

// EverTaken narrows to what anybody has ever taken in hand, which is little.
func EverTaken(rule string) string {
	return "id IN (SELECT subject_id FROM acknowledgements WHERE rule = '" + rule + "')"
}

// running reads no more of a milestone, its project and its open nodes than reminders
// say: a fan-out reads all there are.
func running(tx *models.Tx) models.Query[Milestone] {
	project := func(g *gorm.DB) *gorm.DB { return g.Select("id", "name", "owner_post_id") }
	nodes := func(g *gorm.DB) *gorm.DB { return openNodes(g).Select("id", "stage_id", "name", "state") }
	return models.In[Milestone](tx).Select("id", "project_id", "stage_id", "org_id", "seq", "name", "owner_post_id", "owed_on", "percent", "running", "entered_on").
		Preload("Project", project).Preload("Nodes", nodes).Where("running = ?", true)
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
func ProjectsComingDue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Project, error) {
	return Coming(tx, whole(tx, "m.owed_on = projects.due_on"), "due_on", from, to, after, limit)
}

// ProjectsOverdue is Overdue of whole projects, in the same way.
func ProjectsOverdue(tx *models.Tx, from, to calendar.Date, after After, limit int) ([]Project, error) {
	q := whole(tx, "m.owed_on <= projects.due_on").Where("NOT " + Acknowledged("project-overdue", "projects", "due_on"))
	return OnLadder(tx, q, "due_on", from, to, after, limit)
}

// MyProjectsOverdue lists the actor's own that are overdue before a day, whichever step is theirs.
func MyProjectsOverdue(tx *models.Tx, day calendar.Date) ([]Project, error) {
	return whole(tx, "m.owed_on <= projects.due_on").Where("due_on < ?", day).Order("due_on, id").Limit(most).Find(tx.Ctx)
}

// ProjectsInHand is OverdueInHand of whole projects.
func ProjectsInHand(tx *models.Tx, _, _ calendar.Date, after After, limit int) ([]Project, error) {
	return whole(tx, "m.owed_on <= projects.due_on").Where("id > ? AND "+EverTaken("project-overdue")+" AND "+Acknowledged("project-overdue", "projects", "due_on"), after.ID).
		Order("id").Limit(limit).Find(tx.Ctx)
}

// whole are the projects under way of which no stage that meets a condition speaks;
// a person's own.
func whole(tx *models.Tx, but string) models.Query[Project] {
	own, mine := owners(tx)
	return models.In[Project](tx).Where("state IN ?", underWay).Where(own, mine...).
		Where("NOT EXISTS (SELECT 1 FROM milestones m WHERE m.project_id = projects.id AND m.running = ? AND "+but+")", true)
}

// AnswerBy is the day by which what the project asks for, approval or acceptance,
// is to be answered.
func AnswerBy(tx *models.Tx, p *Project) (calendar.Date, error) {
	if p.SubmittedAt == nil {
		return "", nil
	}
	return tx.AnswerBy(tx.DayOf(*p.SubmittedAt))
}
