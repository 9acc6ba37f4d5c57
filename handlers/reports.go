package handlers

import (
	"time"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// reportView is something that was sent up, as pages and the API show it.
type reportView struct {
	ID        int64              `json:"id"`
	Kind      project.ReportKind `json:"kind"`
	KindName  string             `json:"kind_name"`
	Line      project.Line       `json:"line"`
	OrgID     int64              `json:"org_id"`
	OrgName   string             `json:"org_name"`
	ProjectID int64              `json:"project_id"`
	Code      string             `json:"project_code"`
	Project   string             `json:"project"`
	Place     string             `json:"place"`
	Text      string             `json:"text"`
	Link      string             `json:"link"`
	By        string             `json:"by"`
	At        string             `json:"at"`
	Read      bool               `json:"read"`
	Reads     []readView         `json:"reads"`

	When  string `json:"-"`
	Waits bool   `json:"-"` // for the reader's mark
}

type readView struct {
	Name string       `json:"name"`
	Line project.Line `json:"line"`
	At   string       `json:"at"`

	When string `json:"-"`
}

type reportsPage struct {
	Tabs    []views.Tab
	Chips   []views.Option // filters; Value is the address
	Reports []reportView
	Pager   views.Pager
}

func showReport(tx *models.Tx, r *project.ReportRow, reads []project.ReportRead) reportView {
	v := reportView{ID: r.ID, Kind: r.Kind, KindName: tx.Say(r.Kind.String()), Line: r.LineTo(tx), OrgID: r.OrgID, OrgName: r.OrgName, ProjectID: r.ProjectID, Code: r.Code,
		Project: r.Project, Place: tx.Say("%s", r.Place), Text: tx.Say("%s", r.Text), Link: r.Link, By: r.ByName, At: tx.Local(r.CreatedAt).Format(time.RFC3339), Reads: []readView{}, When: when(tx, r.CreatedAt)}
	for _, d := range reads {
		v.Read = v.Read || d.UserID == tx.Actor.ID
		v.Reads = append(v.Reads, readView{d.UserName, d.Line, tx.Local(d.ReadAt).Format(time.RFC3339), when(tx, d.ReadAt)})
	}
	v.Waits = !v.Read && v.Line != project.Own
	return v
}

// listReports is what came up to whoever asks: entered once, read on both lines.
func (s *Server) listReports(r *Request) (Answer, error) {
	limit, before, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	sieve := newSieve(r)
	search := project.ReportSearch{Line: oneOf(sieve, "line", project.Lines...), Kind: oneOf(sieve, "kind", project.ReportKinds...), Unread: sieve.flag("unread"), Before: before, Limit: limit + 1}
	if err := sieve.err(); err != nil {
		return Answer{}, err
	}
	page, list := reportsPage{Reports: []reportView{}, Chips: reportChips(search)}, List[reportView]{}
	err = r.View(func(tx *models.Tx) error {
		rows, err := project.Reports(tx, search)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			list.Next = cursor(rows[limit-1].ID)
		}
		var ids []int64
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
		reads, err := project.ReadsOf(tx, ids)
		for i := range rows {
			page.Reports = append(page.Reports, showReport(tx, &rows[i], reads[rows[i].ID]))
		}
		page.Tabs = r.projectTabs(tx, "reports")
		return err
	})
	list.Items, page.Pager = page.Reports, r.pager(list.Next)
	return Answer{Page: "reports", Title: word("报送"), Section: "projects", Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("报送")}}, View: page, JSON: list}, err
}

func reportChips(s project.ReportSearch) []views.Option {
	list := []views.Option{{Name: word("全部"), Value: "/reports", Chosen: s.Line == "" && s.Kind == "" && !s.Unread},
		{Name: word("未阅"), Value: "/reports?unread=true", Chosen: s.Unread}}
	for _, line := range project.Lines {
		list = append(list, views.Option{Name: word(line.String()), Value: "/reports?line=" + string(line), Chosen: s.Line == line})
	}
	for _, kind := range project.ReportKinds {
		list = append(list, views.Option{Name: word(kind.String()), Value: "/reports?kind=" + string(kind), Chosen: s.Kind == kind})
	}
	return list
}

// readReport marks a report as read, and with open leads on to what it is about.
func (s *Server) readReport(r *Request) (Answer, error) {
	var form struct {
		Open bool `form:"open" json:"open"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	var v reportView
	err := r.Update(func(tx *models.Tx) error {
		row, err := project.FindReport(tx, r.ID())
		if err != nil {
			return err
		}
		if err := row.Read(tx); err != nil {
			return err
		}
		reads, err := project.ReadsOf(tx, []int64{row.ID})
		v = showReport(tx, row, reads[row.ID])
		return err
	})
	answer := Answer{JSON: v, Goto: back(refererPath(r.Context), "/reports"), Flash: word(r.Say("已阅%s报送的%s。", v.OrgName, v.KindName))}
	if form.Open {
		answer.Goto, answer.Flash = back(v.Link, "/reports"), ""
	}
	return answer, err
}
