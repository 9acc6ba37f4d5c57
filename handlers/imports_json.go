package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/models/project/importing"
	"luoshi/views"
)

// importPage is a list before and after its upload, for pages and programs.
type importPage struct {
	ID        int64       `json:"id"` // 0 before the upload
	Name      string      `json:"name"`
	Year      int         `json:"year"`
	Summary   string      `json:"summary"`
	Ready     bool        `json:"ready"` // nothing stands in the way
	Rows      []importRow `json:"rows"`
	Notes     []string    `json:"notes"`
	Problems  []string    `json:"problems"` // that concern whole sheets
	Problem   string      `json:"-"`        // why it was refused
	MayIssue  bool        `json:"-"`
	Issued    bool        `json:"-"`
	Unchanged bool        `json:"-"` // there is nothing to import
}

// Link is the address of the preview.
func (p importPage) Link() string { return fmt.Sprintf("/imports/%d", p.ID) }

// importRow is a row of the list as it was understood.
type importRow struct {
	Row         int              `json:"row"`
	Sheet       string           `json:"sheet"`
	Line        int              `json:"line"`
	Status      importing.Status `json:"status"`
	StatusName  string           `json:"status_name"`
	Tone        string           `json:"-"`
	Label       string           `json:"-"` // the category, where it says more than the type
	Name        string           `json:"name"`
	Category    string           `json:"category"`
	Type        project.Type     `json:"type"`
	TypeName    string           `json:"type_name"`
	Measures    []string         `json:"measures"`
	Target      string           `json:"target"`
	OrgID       int64            `json:"org_id"`
	OrgName     string           `json:"org_name"`
	Cooperating []int64          `json:"cooperating"`
	Partners    string           `json:"partners"`
	StartOn     calendar.Date    `json:"start_on"`
	DueOn       calendar.Date    `json:"due_on"`
	Stages      []importStage    `json:"stages"`
	Owners      []importOption   `json:"owners"`
	Reviewers   []importOption   `json:"reviewers"`
	Owner       string           `json:"owner"`
	Reviewer    string           `json:"reviewer"`
	Changes     []importChange   `json:"changes"`
	Notes       []string         `json:"notes"`
	Problems    []string         `json:"problems"`

	NoOwner, NoReviewer bool `json:"-"` // to be chosen
}

type importStage struct {
	Name    string        `json:"name"`
	StartOn calendar.Date `json:"start_on"`
	DueOn   calendar.Date `json:"due_on"`
	Weight  int           `json:"weight"`
}

type importOption struct {
	PostID int64  `json:"post_id"`
	Text   string `json:"text"`
	Chosen bool   `json:"chosen"`
}

type importChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

var importTones = map[importing.Status]string{
	importing.New: "info", importing.Same: "idle", importing.Changed: "warn", importing.Differs: "warn", importing.Problem: "late",
}

// previewImport shows a list that waits, as it would be imported now.
func previewImport(tx *models.Tx, u *importing.Upload, choices []importing.Choice) (importPage, error) {
	p, err := u.Preview(tx, choices)
	if err != nil {
		return importPage{}, err
	}
	page := showPreview(tx, p)
	page.ID, page.Name, page.MayIssue = u.ID, u.Name, tx.Can(models.Approve, models.Projects, 0)
	return page, nil
}

func showPreview(tx *models.Tx, p *importing.Preview) importPage {
	page := importPage{Year: p.Year, Summary: tx.Say("%s", p.Summary()), Ready: len(p.Faults()) == 0, Rows: []importRow{}, Notes: told(tx, p.Notes), Problems: told(tx, p.Problems),
		Unchanged: p.Count(importing.Same)+p.Count(importing.Differs) == len(p.Rows)}
	for i := range p.Rows {
		page.Rows = append(page.Rows, showImportRow(tx, &p.Rows[i]))
	}
	return page
}

func showImportRow(tx *models.Tx, r *importing.Row) importRow {
	p := r.Project
	row := importRow{Row: r.Number, Sheet: r.Sheet, Line: r.Line, Status: r.Status, StatusName: tx.Say(r.Status.String()), Tone: importTones[r.Status],
		Name: p.Name, Category: p.Category, Type: p.Type, TypeName: tx.Say(p.Type.String()), Measures: inLines(p.Measures), Target: p.Target,
		OrgID: p.OrgID, Cooperating: some(r.Cooperating), Partners: r.Partners, StartOn: p.StartOn, DueOn: p.DueOn,
		Stages: []importStage{}, Owners: []importOption{}, Reviewers: []importOption{}, Owner: tx.Say(r.Owner()), Reviewer: tx.Say(r.Reviewer()),
		Changes: []importChange{}, Notes: told(tx, r.Notes), Problems: told(tx, r.Problems),
		NoOwner: importing.Chosen(r.Owners) == nil, NoReviewer: importing.Chosen(r.Reviewers) == nil}
	if row.Category != p.Type.String() {
		row.Label = row.Category
	}
	if r.Lead != nil {
		row.OrgName = r.Lead.Name
	}
	for _, s := range r.Stages {
		row.Stages = append(row.Stages, importStage{s.Name, s.StartOn, s.DueOn, s.Weight})
	}
	for _, o := range r.Owners {
		row.Owners = append(row.Owners, importOption{o.PostID, o.Text, o.Chosen})
	}
	for _, o := range r.Reviewers {
		row.Reviewers = append(row.Reviewers, importOption{o.PostID, o.Text, o.Chosen})
	}
	for _, c := range r.Changes {
		row.Changes = append(row.Changes, importChange{tx.Say("%s", c.Field), tx.Say("%s", c.From), tx.Say("%s", c.To)})
	}
	return row
}

// told are phrases as the actor reads them.
func told(tx *models.Tx, list []language.Phrase) []string {
	said := make([]string, len(list))
	for i, p := range list {
		said[i] = tx.Say("%s", p)
	}
	return said
}

// some makes an absent list an empty one, as JSON wants it.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func importAnswer(page importPage, status int) Answer {
	return Answer{Page: "import", Title: word("导入项目清单"), Section: "projects", View: page, JSON: page, Status: status,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("导入项目清单")}}}
}
