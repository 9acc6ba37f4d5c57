package supervision

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// Filter narrows a list of problems; zero values do not.
type Filter struct {
	Q          string      // part of the text or of the organisation's name
	Org        *models.Org // it and all below it
	State      State
	Source     project.Origin
	DueFrom    calendar.Date
	DueTo      calendar.Date
	Overdue    bool
	Mended     bool // the task is done, and it is not closed yet
	Reopened   bool // a re-check has failed
	TrainingID int64
}

// After is the last row of the page before; the zero value begins.
type After struct {
	DueOn calendar.Date
	ID    int64
}

// List lists problems the actor may see, by the day they are due.
func List(tx *models.Tx, f Filter, after After, limit int) ([]Finding, error) {
	q := f.narrow(tx, visible(tx))
	if after.ID != 0 {
		q = q.Where("findings.due_on > ? OR findings.due_on = ? AND findings.id > ?", after.DueOn, after.DueOn, after.ID)
	}
	return q.Order("findings.due_on, findings.id").Limit(limit).Find(tx.Ctx)
}

const (
	isOverdue = "findings.closed_on = '' AND findings.progress <> 'handed_in' AND findings.due_on < ?"
	isMended  = "findings.closed_on = '' AND findings.project_id IN (SELECT id FROM projects WHERE state = ?)"
	cameBack  = "findings.reopens > 0"
)

// narrow puts the conditions of the filter into a query.
func (f *Filter) narrow(tx *models.Tx, q models.Query[Finding]) models.Query[Finding] {
	like := models.Containing(f.Q)
	for _, c := range []struct {
		wanted bool
		where  string
		args   []any
	}{
		{f.Q != "", "findings.text LIKE ? ESCAPE '!' OR findings.org_id IN (SELECT id FROM orgs WHERE name LIKE ? ESCAPE '!')", []any{like, like}},
		{f.State != "", inState[f.State], nil},
		{f.Source != "", "findings.source = ?", []any{f.Source}},
		{f.DueFrom != "", "findings.due_on >= ?", []any{f.DueFrom}},
		{f.DueTo != "", "findings.due_on <= ?", []any{f.DueTo}},
		{f.Overdue, isOverdue, []any{tx.Today()}},
		{f.Mended, isMended, []any{project.Closed}},
		{f.Reopened, cameBack, nil},
		{f.TrainingID != 0, "findings.training_id = ?", []any{f.TrainingID}},
	} {
		if c.wanted {
			q = q.Where(c.where, c.args...)
		}
	}
	if f.Org != nil {
		q = q.Where("findings.org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?)", f.Org.Path, strings.TrimSuffix(f.Org.Path, "/")+"0")
	}
	return q
}

// inState is the condition that a problem is in a state.
var inState = map[State]string{
	Open:     "findings.closed_on = '' AND findings.progress = '' AND findings.project_id IS NULL",
	Tasked:   "findings.closed_on = '' AND (findings.progress = 'tasked' OR findings.progress = '' AND findings.project_id IS NOT NULL)",
	HandedIn: "findings.closed_on = '' AND findings.progress = 'handed_in'",
	ToRedo:   "findings.closed_on = '' AND findings.progress = 'returned'",
	Closed:   "findings.closed_on > ''",
}

// Chosen finds the problems with these ids, each of which the actor must see.
func Chosen(tx *models.Tx, ids []int64) ([]Finding, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	list, err := visible(tx).Where("findings.id IN ?", append(ids, -1)).Order("findings.id").Find(tx.Ctx)
	if err == nil && len(list) < len(ids) {
		err = models.Missing
	}
	return list, err
}

// FromSource lists the problems that came from a thing, such as bulletins/7, as far
// as the actor may see them.
func FromSource(tx *models.Tx, subject string) ([]Finding, error) {
	return visible(tx).Where("findings.source_subject = ?", subject).Order("findings.id").Find(tx.Ctx)
}

// Counts is how many problems of each sort the actor may see.
type Counts struct{ All, Open, Tasked, HandedIn, Returned, Mended, Overdue, Closed, Reopened int64 }

// Count counts the problems a filter leaves, whatever their state, in one query.
func Count(tx *models.Tx, f Filter) (c Counts, err error) {
	f.State, f.Overdue, f.Mended, f.Reopened = "", false, false, false
	sum := func(condition, name string) string {
		return "COALESCE(SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0) AS " + name
	}
	columns := strings.Join([]string{"COUNT(*) AS `all`", sum(inState[Open], "open"), sum(inState[Tasked], "tasked"), sum(inState[HandedIn], "handed_in"),
		sum(inState[ToRedo], "returned"), sum(isMended, "mended"), sum(isOverdue, "overdue"), sum(inState[Closed], "closed"), sum(cameBack, "reopened")}, ", ")
	err = f.narrow(tx, inSight(tx)).Select(columns, project.Closed, tx.Today()).Scan(tx.Ctx, &c)
	return c, err
}
