// Package supervision follows problems from the day they are found to the day
// they are closed; whoever found one closes it, never whoever owes its mending.
package supervision

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// Finding is a problem of an organisation: what is wrong by which rule, who
// found it, and by when it is to be mended.
type Finding struct {
	ID            int64
	OrgID         int64 // answers for it
	Text          string
	Basis         string // the rule that is not kept
	Requirement   string // what is to be done about it: 整改要求
	Source        project.Origin
	SourceSubject string // what it came from, such as bulletins/7; "" for none
	FoundOn       calendar.Date
	DueOn         calendar.Date
	OwnerPostID   int64  // 0 while the organisation has named nobody
	ProjectID     *int64 // the task made of it
	TrainingID    *int64 // the training from which it was brought home
	FoundBy       int64
	FoundName     string
	FoundOrgID    int64         // in whose name it was found
	Progress      State         // how far the organisation has come; "" while nothing has been undertaken
	Returns       int           // how often it was returned
	Reopens       int           // how often a re-check failed
	ClosedOn      calendar.Date // 销号; "" while open
	ClosedBy      int64
	ClosedName    string
	Result        string        // what came of the mending
	LookbackOn    calendar.Date // 回头看: when it is looked at again; "" for not any more
	Revision      int

	Org     *models.Org
	Project *project.Project
}

// State is how far a problem has come; it follows from what is on record.
type State string

const (
	Open     State = "open"
	Tasked   State = "tasked" // measures are under way, or a task was made of it
	HandedIn State = "handed_in"
	ToRedo   State = "returned" // what was handed in is not enough
	Closed   State = "closed"
)

// States lists them in the order of the trade.
var States = []State{Open, Tasked, HandedIn, ToRedo, Closed}

var stateNames = map[State]string{Open: "待整改", Tasked: "整改中", HandedIn: "待复核", ToRedo: "退回整改", Closed: "已销号"}

func (s State) String() string { return stateNames[s] }

// moves lists the states a problem may go to from each state; a deleted draft
// leads back from Tasked to Open by itself.
var moves = map[State][]State{
	Open:     {Tasked, Closed},
	Tasked:   {HandedIn, Closed},
	HandedIn: {ToRedo, Closed},
	ToRedo:   {HandedIn},
	Closed:   {Open}, // a re-check failed
}

// State is how far the problem has come.
func (f *Finding) State() State {
	switch {
	case f.ClosedOn != "":
		return Closed
	case f.Progress != "":
		return f.Progress
	case f.ProjectID != nil:
		return Tasked
	}
	return Open
}

// Overdue reports whether the day to have mended it is past; while it is under
// review nobody waits for its owner.
func (f *Finding) Overdue(tx *models.Tx) bool {
	return f.ClosedOn == "" && f.Progress != HandedIn && f.DueOn < tx.Today()
}

// Mended reports whether the task made of it is done, so that it can be closed.
func (f *Finding) Mended() bool {
	return f.ClosedOn == "" && f.Project != nil && f.Project.State == project.Closed
}

// Subject names the problem in notices, the audit trail and addresses.
func (f *Finding) Subject() string { return fmt.Sprintf("findings/%d", f.ID) }

// Link is the problem's page.
func (f *Finding) Link() string { return "/" + f.Subject() }

// Find finds a problem the actor may see, with its organisation and task.
func Find(tx *models.Tx, id int64) (*Finding, error) {
	f, err := visible(tx).Where("findings.id = ?", id).First(tx.Ctx)
	return &f, err
}

// visible starts a query over problems of organisations in reach, or of one's own post.
func visible(tx *models.Tx) models.Query[Finding] {
	where, args := tx.Scope(models.View, models.Findings, "findings.org_id")
	return models.In[Finding](tx).LeftJoin("Org").LeftJoin("Project").
		Where("("+where+" OR findings.owner_post_id IN ?)", append(args, append(tx.Actor.PostIDs(), -1))...)
}

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
	q := visible(tx)
	if f.Org != nil {
		q = q.Where("findings.org_id IN (SELECT id FROM orgs WHERE path >= ? AND path < ?)", f.Org.Path, strings.TrimSuffix(f.Org.Path, "/")+"0")
	}
	like := models.Containing(f.Q)
	for _, c := range []struct {
		wanted bool
		where  string
		args   []any
	}{
		{f.Q != "", "(findings.text LIKE ? ESCAPE '!' OR findings.org_id IN (SELECT id FROM orgs WHERE name LIKE ? ESCAPE '!'))", []any{like, like}},
		{f.State != "", stateIs("findings", f.State), nil},
		{f.Source != "", "findings.source = ?", []any{f.Source}},
		{f.DueFrom != "", "findings.due_on >= ?", []any{f.DueFrom}},
		{f.DueTo != "", "findings.due_on <= ?", []any{f.DueTo}},
		{f.Overdue, "findings.closed_on = '' AND findings.progress <> 'handed_in' AND findings.due_on < ?", []any{tx.Today()}},
		{f.Mended, "findings.closed_on = '' AND findings.project_id IN (SELECT id FROM projects WHERE state = ?)", []any{project.Closed}},
		{f.Reopened, "findings.reopens > 0", nil},
		{f.TrainingID != 0, "findings.training_id = ?", []any{f.TrainingID}},
		{after.ID != 0, "(findings.due_on > ? OR findings.due_on = ? AND findings.id > ?)", []any{after.DueOn, after.DueOn, after.ID}},
	} {
		if c.wanted {
			q = q.Where(c.where, c.args...)
		}
	}
	return q.Order("findings.due_on, findings.id").Limit(limit).Find(tx.Ctx)
}

// stateIs is the condition that a row of a table of problems is in a state.
func stateIs(table string, s State) string {
	return strings.ReplaceAll(map[State]string{
		Open:     "f.closed_on = '' AND f.progress = '' AND f.project_id IS NULL",
		Tasked:   "f.closed_on = '' AND (f.progress = 'tasked' OR f.progress = '' AND f.project_id IS NOT NULL)",
		HandedIn: "f.closed_on = '' AND f.progress = 'handed_in'",
		ToRedo:   "f.closed_on = '' AND f.progress = 'returned'",
		Closed:   "f.closed_on > ''",
	}[s], "f.", table+".")
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

// Count counts the problems in one query.
func Count(tx *models.Tx) (c Counts, err error) {
	where, args := tx.Scope(models.View, models.Findings, "f.org_id")
	sum := func(condition string) string {
		return "COALESCE(SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0)"
	}
	err = tx.Raw(&c, "SELECT COUNT(*) AS `all`, "+sum(stateIs("f", Open))+" AS open, "+sum(stateIs("f", Tasked))+" AS tasked, "+
		sum(stateIs("f", HandedIn))+" AS handed_in, "+sum(stateIs("f", ToRedo))+" AS returned, "+sum("f.closed_on = '' AND p.state = ?")+" AS mended, "+
		sum("f.closed_on = '' AND f.progress <> 'handed_in' AND f.due_on < ?")+" AS overdue, "+sum(stateIs("f", Closed))+" AS closed, "+
		sum("f.reopens > 0")+" AS reopened FROM findings f LEFT JOIN projects p ON p.id = f.project_id WHERE ("+where+" OR f.owner_post_id IN ?)",
		append(append([]any{project.Closed, tx.Today()}, args...), append(tx.Actor.PostIDs(), -1))...)
	return c, err
}
