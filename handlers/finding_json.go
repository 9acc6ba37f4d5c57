package handlers

import (
	"cmp"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// findingJSON is a problem as the API shows it, and as pages do.
type findingJSON struct {
	ID            int64             `json:"id"`
	OrgID         int64             `json:"org_id"`
	OrgName       string            `json:"org_name"`
	Text          string            `json:"text"`
	Basis         string            `json:"basis"`
	Requirement   string            `json:"requirement"`
	Source        project.Origin    `json:"source"`
	SourceName    string            `json:"source_name"`
	SourceSubject string            `json:"source_subject"` // what it came from, such as bulletins/7
	FoundOn       calendar.Date     `json:"found_on"`
	FoundBy       string            `json:"found_by"`
	DueOn         calendar.Date     `json:"due_on"`
	Owner         *person           `json:"owner"` // null while nobody is named
	State         supervision.State `json:"state"`
	StateName     string            `json:"state_name"`
	Overdue       bool              `json:"overdue"`
	Mended        bool              `json:"mended"`      // the task is done, and it is to be closed
	Project       *projectRef       `json:"project"`     // the task made of it, if one may see it
	TrainingID    *int64            `json:"training_id"` // the training it was brought home from
	ClosedOn      calendar.Date     `json:"closed_on"`
	ClosedBy      string            `json:"closed_by"`
	Result        string            `json:"result"`
	Returns       int               `json:"return_count"`
	Reopens       int               `json:"reopen_count"` // how often a re-check failed
	LookbackOn    calendar.Date     `json:"lookback_on"`  // when it is looked at again
	Revision      int               `json:"revision"`
	Letters       []letterOf        `json:"letters,omitempty"` // issued about it; not in lists
	Rounds        []roundJSON       `json:"rounds,omitempty"`  // the attempts at mending it; not in lists

	Light lamp `json:"-"`
}

// OwnerName is who answers for it, "" while nobody is named.
func (f findingJSON) OwnerName() string {
	if f.Owner == nil {
		return ""
	}
	return cmp.Or(f.Owner.Name, f.Owner.Post)
}

// projectRef names a project to which something else leads.
type projectRef struct {
	ID        int64  `json:"id"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	State     string `json:"state"`
	StateName string `json:"state_name"`

	Link string `json:"-"`
}

func refOf(tx *models.Tx, p *project.Project) *projectRef {
	if p == nil {
		return nil
	}
	return &projectRef{ID: p.ID, Code: p.Code, Name: p.Name, State: string(p.State), StateName: tx.Say(p.State.String()), Link: p.Link()}
}

// showFindings shows problems with their owners and the tasks one may see: two queries.
func showFindings(tx *models.Tx, list []supervision.Finding) ([]findingJSON, error) {
	var posts, projects []int64
	for _, f := range list {
		if f.OwnerPostID != 0 {
			posts = append(posts, f.OwnerPostID)
		}
		if f.ProjectID != nil {
			projects = append(projects, *f.ProjectID)
		}
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return nil, err
	}
	seen, err := project.Seen(tx, projects)
	shown := []findingJSON{}
	for i := range list {
		f := &list[i]
		view := findingJSON{ID: f.ID, OrgID: f.OrgID, OrgName: f.Org.Name, Text: f.Text, Basis: f.Basis, Requirement: f.Requirement, Source: f.Source, SourceSubject: f.SourceSubject, SourceName: tx.Say(f.Source.String()),
			FoundOn: f.FoundOn, FoundBy: f.FoundName, DueOn: f.DueOn, Owner: showPerson(holders, f.OwnerPostID), State: f.State(), StateName: tx.Say(f.State().String()),
			Overdue: f.Overdue(tx), Mended: f.Mended(), TrainingID: f.TrainingID, ClosedOn: f.ClosedOn, ClosedBy: f.ClosedName, Result: f.Result,
			Returns: f.Returns, Reopens: f.Reopens, LookbackOn: f.LookbackOn, Revision: f.Revision, Light: findingLight(tx, f)}
		if f.ProjectID != nil {
			view.Project = refOf(tx, seen[*f.ProjectID])
		}
		shown = append(shown, view)
	}
	return shown, err
}

func findingLight(tx *models.Tx, f *supervision.Finding) lamp {
	switch {
	case f.Mended():
		return lamp{"info", tx.Say("待销号")}
	case f.Overdue(tx):
		return lamp{"late", tx.Say("已逾期")}
	case f.State() == supervision.Closed:
		return lamp{"ok", tx.Say(f.State().String())}
	case f.State() == supervision.Tasked, f.State() == supervision.HandedIn:
		return lamp{"info", tx.Say(f.State().String())}
	case f.State() == supervision.ToRedo:
		return lamp{"warn", tx.Say(f.State().String())}
	}
	return lamp{"idle", tx.Say(f.State().String())}
}

func showFinding(tx *models.Tx, id int64) (*supervision.Finding, findingJSON, error) {
	f, err := supervision.Find(tx, id)
	if err != nil {
		return nil, findingJSON{}, err
	}
	shown, err := showFindings(tx, []supervision.Finding{*f})
	if err != nil {
		return nil, findingJSON{}, err
	}
	shown[0].Rounds, err = showRounds(tx, f)
	return f, shown[0], err
}
