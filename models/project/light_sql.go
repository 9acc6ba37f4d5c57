package project

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// lightSQL says in SQL what Light says in Go, for lists that are narrowed by it;
// a test compares the two.
type lightSQL struct {
	today calendar.Date
	soon  calendar.Date // the first day beyond the working days that count as short
	limit atRisk
	days  func(from, to string) string
}

func newLightSQL(tx *models.Tx) (s lightSQL, err error) {
	work, err := tx.Workdays()
	if err != nil {
		return s, err
	}
	s = lightSQL{today: tx.Today(), days: tx.DaysBetween}
	if s.limit, _, err = models.RuleFor[atRisk](tx, models.RuleAtRisk, s.today, nil); err != nil {
		return s, err
	}
	s.soon = work.Add(s.today, s.limit.Days+1)
	return s, nil
}

// rank is a tone's place in Tones, by which SQL names it.
func rank(t Tone) int { return slices.Index(Tones, t) }

// milestone is the rank of the light of a row of milestones.
func (s lightSQL) milestone() (string, []any) {
	behind, args := s.behind()
	return `CASE WHEN milestones.state = 'done' THEN 3 WHEN milestones.state = 'submitted' THEN 2
		WHEN milestones.running = ? AND milestones.owed_on <> '' AND milestones.owed_on < ? THEN 0
		WHEN milestones.state = 'improving' THEN 1
		WHEN milestones.running = ? OR milestones.state = 'planned' AND milestones.start_on > ? THEN 4
		WHEN milestones.percent < ? AND milestones.owed_on <> '' AND milestones.owed_on < ? THEN 1
		WHEN ` + behind + ` THEN 1 ELSE 3 END`,
		append([]any{true, s.today, false, s.today, s.limit.Percent, s.soon}, args...)
}

// behind is the condition that a row of milestones is a stage that lags behind its time.
func (s lightSQL) behind() (string, []any) {
	share, args := s.share("milestones")
	return "(milestones.stage_id IS NULL AND milestones.percent < " + share + " - ?)", append(args, s.limit.Gap)
}

// project is the rank of the light of a row of projects.
func (s lightSQL) project() (string, []any) {
	of, worst := s.milestone()
	behind, late := s.projectBehind()
	sql := `CASE WHEN projects.state IN ('draft', 'submitted', 'handed_down', 'suspended') THEN 4 WHEN projects.state = 'returned' THEN 1
		WHEN projects.state = 'closed' THEN 3 WHEN projects.state = 'pending_acceptance' THEN 2
		ELSE CASE (SELECT MIN(` + of + `) FROM milestones WHERE milestones.project_id = projects.id) WHEN 0 THEN 0 WHEN 1 THEN 1
		WHEN 2 THEN CASE WHEN ` + behind + ` THEN 1 ELSE 2 END
		ELSE CASE WHEN ` + behind + ` THEN 1 WHEN projects.due_on <> '' AND projects.due_on < ? THEN 0 ELSE 3 END END END`
	return sql, slices.Concat(worst, late, late, []any{s.today})
}

// projectBehind is the condition that a row of projects lags behind its time as a whole.
func (s lightSQL) projectBehind() (string, []any) {
	share, args := s.share("projects")
	return `(projects.due_on >= ? AND (SELECT 2 * COALESCE(SUM(s.weight * s.percent), 0) + 100 FROM milestones s
		WHERE s.project_id = projects.id AND s.stage_id IS NULL) < 200 * (` + share + ` - ?))`,
		slices.Concat([]any{s.today}, args, []any{s.limit.Gap})
}

// share is how much of a row's time has gone by, in per cent, rounded as share does.
func (s lightSQL) share(table string) (string, []any) {
	start, due := table+".start_on", table+".due_on"
	all := "(" + s.days(start, due) + " + 1)"
	gone := "(200 * " + s.days(start, "?") + " + " + all + ")"
	sql := "CASE WHEN " + start + " = '' OR " + due + " = '' OR " + start + " > ? THEN 0 WHEN " + due + " <= ? THEN 100 ELSE (" +
		gone + " - " + gone + " % (2 * " + all + ")) / (2 * " + all + ") END"
	args := make([]any, strings.Count(sql, "?"))
	for i := range args {
		args[i] = s.today
	}
	return "(" + sql + ")", args
}
