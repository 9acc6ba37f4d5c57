// Package supervision follows problems from the day they are found to the day
// they are closed; whoever found one closes it, never whoever owes its mending.
package supervision

import (
	"fmt"

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
	return inSight(tx).LeftJoin("Org").LeftJoin("Project")
}

func inSight(tx *models.Tx) models.Query[Finding] {
	where, args := tx.Scope(models.View, models.Findings, "findings.org_id")
	return models.In[Finding](tx).Where("("+where+" OR findings.owner_post_id IN ?)", append(args, append(tx.Actor.PostIDs(), -1))...)
}
