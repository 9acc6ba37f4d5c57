package project

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Narrow is what lists of projects and lists of milestones are narrowed by alike;
// zero values do not.
type Narrow struct {
	Year    int
	Q       string      // part of the name, the code or the lead's name
	Org     *models.Org // it and all below it, as lead or cooperating
	Type    Type
	Origin  Origin
	Tag     string // the office's own label, or the name of a tag of the dictionaries
	Light   Tone
	Behind  bool // the work lags behind the time
	Overdue bool
	Owner   int64 // a post
	Person  int64 // a member, by the posts held today
	Mine    bool  // with something of one's own in it
	DueFrom calendar.Date
	DueTo   calendar.Date
}

// Filter narrows a list of projects; zero values do not.
type Filter struct {
	Narrow
	State     State
	SoonUntil calendar.Date // with something falling due from today to this day
	Review    bool          // with a round waiting for the actor's review
	Moved     bool          // with a due date that has been moved
	Linked    Answer        // going with a business task, or not
	Has       Tick          // going with one, with the record of this tick
	Lacks     Tick          // going with one, without it
	Unit      string        // the department that leads
	Leading   bool          // of which the actor is the supervising leader, or whose organisations he supervises
	ByCode    bool          // in the order of year and code instead of due dates
}

// MilestoneFilter narrows a list of milestones; zero values do not.
type MilestoneFilter struct {
	Narrow
	ProjectID  int64
	State      MilestoneState
	StagesOnly bool
}

// Answer is yes, no, or "" where it does not matter.
type Answer string

const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// condition is one demand of a filter; it counts when wanted.
type condition struct {
	wanted bool
	sql    string
	args   []any
}

// where adds the conditions that are wanted.
func where[T any](q models.Query[T], list []condition) models.Query[T] {
	for _, c := range list {
		if c.wanted {
			q = q.Where(c.sql, c.args...)
		}
	}
	return q
}

const (
	tagged        = "SELECT pt.project_id FROM project_tags pt JOIN tags g ON g.id = pt.tag_id WHERE g.name = ?"
	lateMilestone = "milestones.running = ? AND milestones.owed_on <> '' AND milestones.owed_on < ?"
	heldBy        = "(SELECT t.post_id FROM tenures t WHERE t.member_id = ? AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?))"
)

// conditions are the filter on rows of projects.
func (f Filter) conditions(tx *models.Tx) ([]condition, error) {
	light, err := newLightSQL(tx)
	if err != nil {
		return nil, err
	}
	today, mine := tx.Today(), append(tx.Actor.PostIDs(), -1)
	like, path := "%"+escapeLike(f.Q)+"%", pathOf(f.Org)
	tone, toneArgs := light.project()
	late := "projects.id IN (SELECT milestones.project_id FROM milestones WHERE " + lateMilestone + ")"
	field, fieldArgs := leading(tx)
	behind, behindArgs := light.behind()
	whole, wholeArgs := light.projectBehind()
	owns := func(posts string) string {
		return "(projects.owner_post_id IN " + posts + " OR projects.id IN (SELECT project_id FROM milestones WHERE owner_post_id IN " + posts + "))"
	}
	return []condition{
		{f.Year != 0, "projects.year = ?", []any{f.Year}},
		{f.Q != "", "(projects.name LIKE ? ESCAPE '!' OR projects.code LIKE ? ESCAPE '!' OR projects.org_id IN (SELECT id FROM orgs WHERE name LIKE ? ESCAPE '!'))", []any{like, like, like}},
		{f.Org != nil, "projects.id IN (SELECT project_id FROM project_orgs WHERE org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?))", path},
		{f.Type != "", "projects.type = ?", []any{f.Type}},
		{f.Origin != "", "projects.origin = ?", []any{f.Origin}},
		{f.Tag != "", "(projects.category = ? OR projects.id IN (" + tagged + "))", []any{f.Tag, f.Tag}},
		{f.State != "", "projects.state = ?", []any{f.State}},
		{f.Overdue || f.Light == Late, "(" + late + " OR projects.state IN ? AND projects.due_on <> '' AND projects.due_on < ?)", []any{true, today, underWay, today}},
		{f.Light == Info, "(projects.state = ? OR projects.id IN (SELECT project_id FROM milestones WHERE state = ?))", []any{PendingAcceptance, HandedIn}},
		{f.Light != "", tone + " = ?", append(toneArgs, rank(f.Light))},
		{f.Behind, "(projects.state IN ? AND (" + whole + " OR EXISTS (SELECT 1 FROM milestones WHERE milestones.project_id = projects.id AND milestones.running = ? AND " + behind + ")))",
			slices.Concat([]any{underWay}, wholeArgs, []any{true}, behindArgs)},
		{f.Owner != 0, owns("(?)"), []any{f.Owner, f.Owner}},
		{f.Person != 0, owns(heldBy), []any{f.Person, today, today, f.Person, today, today}},
		{f.Mine, `(projects.owner_post_id IN ? OR projects.reviewer_post_id IN ? OR projects.leader_post_id IN ? OR
			projects.id IN (SELECT project_id FROM milestones WHERE owner_post_id IN ?))`, []any{mine, mine, mine, mine}},
		{f.DueFrom != "", "projects.due_on >= ?", []any{f.DueFrom}},
		{f.DueTo != "", "projects.due_on <= ?", []any{f.DueTo}},
		{f.SoonUntil != "", "projects.id IN (SELECT project_id FROM milestones WHERE running = ? AND owed_on BETWEEN ? AND ?)", []any{true, today, f.SoonUntil}},
		{f.Review, "projects.id IN (SELECT project_id FROM reviews WHERE decision = '' AND reviewer_post_id IN ?)", []any{mine}},
		{f.Linked == Yes || f.Has != "" || f.Lacks != "", linkedSQL, nil},
		{f.Linked == No, "NOT " + linkedSQL, nil},
		{f.Has != "", tickSQL[f.Has], nil},
		{f.Lacks != "", "NOT " + tickSQL[f.Lacks], nil},
		{f.Unit != "", unitSQL + " = ?", []any{f.Unit}},
		{f.Leading, field, fieldArgs},
		{f.Moved, "(projects.extensions > 0 OR projects.id IN (SELECT project_id FROM milestones WHERE extensions > 0))", nil},
	}, nil
}

// conditions are the filter on rows of milestones.
func (f MilestoneFilter) conditions(tx *models.Tx) ([]condition, error) {
	light, err := newLightSQL(tx)
	if err != nil {
		return nil, err
	}
	today, path := tx.Today(), pathOf(f.Org)
	tone, toneArgs := light.milestone()
	behind, behindArgs := light.behind()
	of := func(condition string) string {
		return "milestones.project_id IN (SELECT id FROM projects WHERE " + condition + ")"
	}
	return []condition{
		{f.ProjectID != 0, "milestones.project_id = ?", []any{f.ProjectID}},
		{f.Year != 0, of("year = ?"), []any{f.Year}},
		{f.Q != "", "milestones.name LIKE ? ESCAPE '!'", []any{"%" + escapeLike(f.Q) + "%"}},
		{f.Org != nil, "milestones.project_id IN (SELECT project_id FROM project_orgs WHERE org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?))", path},
		{f.Type != "", of("type = ?"), []any{f.Type}},
		{f.Origin != "", of("origin = ?"), []any{f.Origin}},
		{f.Tag != "", of("category = ? OR id IN (" + tagged + ")"), []any{f.Tag, f.Tag}},
		{f.State != "", "milestones.state = ?", []any{f.State}},
		{f.Overdue || f.Light == Late, lateMilestone, []any{true, today}},
		{f.Light == Info, "milestones.state = ?", []any{HandedIn}},
		{f.Light != "", tone + " = ?", append(toneArgs, rank(f.Light))},
		{f.Behind, "milestones.running = ? AND " + behind, append([]any{true}, behindArgs...)},
		{f.Owner != 0, "milestones.owner_post_id = ?", []any{f.Owner}},
		{f.Person != 0, "milestones.owner_post_id IN " + heldBy, []any{f.Person, today, today}},
		{f.Mine, "milestones.owner_post_id IN ?", []any{append(tx.Actor.PostIDs(), -1)}},
		{f.DueFrom != "", "milestones.due_on >= ?", []any{f.DueFrom}},
		{f.DueTo != "", "milestones.due_on <= ?", []any{f.DueTo}},
		{f.StagesOnly, "milestones.stage_id IS NULL", nil},
	}, nil
}

// pathOf are the bounds of the paths of an organisation and all below it.
func pathOf(o *models.Org) []any {
	if o == nil {
		return nil
	}
	return []any{o.Path, strings.TrimSuffix(o.Path, "/") + "0"}
}

// escapeLike makes typed text match only itself.
func escapeLike(q string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(q)
}
