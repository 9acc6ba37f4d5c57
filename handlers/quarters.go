package handlers

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// quartersView compares how projects stood at the ends of two quarters.
type quartersView struct {
	Tabs          []views.Tab
	Title, Before string // "2022年第二季度", "第一季度"
	Now           string // the quarter it is, when it may be taken by hand
	Year, Quarter int    // of that one
	Options       []views.Option
	Rows          []quarterRow
	Export        string
	Pager         views.Pager
}

type quarterRow struct {
	Link   string        `json:"-"`
	ID     int64         `json:"project_id"`
	Unit   string        `json:"unit"`
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Owner  string        `json:"owner"`
	DueOn  calendar.Date `json:"due_on"`
	Due    phrase        `json:"-"`
	State  string        `json:"state"`
	Was    *int          `json:"was_percent"` // a quarter before, null when it was not written down
	Done   int           `json:"percent"`
	Time   int           `json:"time_percent"`
	Bar    string        `json:"-"`
	Change string        `json:"-"`
	Light  lamp          `json:"light"`
	Late   int           `json:"overdue_days"`
	Note   string        `json:"note"`
	Taken  calendar.Date `json:"taken_on"`
}

// quarterAsked is the quarter an address names, or the latest that is written down.
func quarterAsked(r *Request, tx *models.Tx) (q project.Quarter, known []project.Quarter, err error) {
	s := newSieve(r)
	year, number := s.year("year"), oneOf(s, "quarter", "1", "2", "3", "4")
	if err := s.err(); err != nil {
		return q, nil, err
	}
	known, err = project.Quarters(tx)
	switch {
	case number != "":
		q.Number, _ = strconv.Atoi(number) // one of four
		q.Year = cmp.Or(year, tx.Today().Year())
	case len(known) > 0:
		q = known[0]
	default:
		q = project.QuarterOf(tx.Today())
	}
	return q, known, err
}

// showQuarters is the page of a quarter, and its rows for a program.
func (s *Server) showQuarters(r *Request) (Answer, error) {
	paging, err := r.Paging(3)
	if err != nil {
		return Answer{}, err
	}
	var view quartersView
	list := List[quarterRow]{Items: []quarterRow{}}
	err = r.View(func(tx *models.Tx) error {
		q, known, err := quarterAsked(r, tx)
		if err != nil {
			return err
		}
		var after *project.QuarterSnapshot
		if paging.After != nil {
			after = &project.QuarterSnapshot{Unit: paging.After[0], Code: paging.After[1], ID: number64(paging.After[2])}
		}
		found, err := project.Snapshots(tx, q, after, paging.Limit+1)
		if err != nil {
			return err
		}
		if len(found) > paging.Limit {
			found = found[:paging.Limit]
			last := found[len(found)-1]
			list.Next = cursor(last.Unit, last.Code, last.ID)
		}
		if list.Items, err = quarterRows(tx, q, found); err != nil {
			return err
		}
		view = quartersView{Tabs: r.projectTabs(tx, "quarters"), Title: quarterName(tx, q), Before: quarterName(tx, q.Before()), Rows: list.Items, Pager: r.pager(list.Next)}
		if len(found) > 0 && tx.Reaches(models.Export, models.Projects) {
			view.Export = fmt.Sprintf("/projects/quarters/export?year=%d&quarter=%d", q.Year, q.Number)
		}
		for _, k := range known {
			view.Options = append(view.Options, views.Option{Value: fmt.Sprintf("/projects/quarters?year=%d&quarter=%d", k.Year, k.Number), Name: typed(quarterName(tx, k)), Chosen: k == q})
		}
		if now := project.QuarterOf(tx.Today()); tx.Can(models.Approve, models.Projects, 0) {
			view.Now, view.Year, view.Quarter = quarterName(tx, now), now.Year, now.Number
		}
		return nil
	})
	return Answer{Page: "quarters", Title: word("季调度"), Section: "projects", Wide: true, View: view, JSON: list,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("季调度")}}}, err
}

func quarterName(tx *models.Tx, q project.Quarter) string {
	return tx.Say("%d年第%d季度", q.Year, q.Number)
}

// quarterRows puts beside each project how it stood a quarter before: one query.
func quarterRows(tx *models.Tx, q project.Quarter, found []project.QuarterSnapshot) ([]quarterRow, error) {
	before, err := project.SnapshotsOf(tx, q.Before(), found)
	rows := make([]quarterRow, len(found))
	for i, f := range found {
		rows[i] = quarterRow{Link: fmt.Sprintf("/projects/%d", f.ProjectID), ID: f.ProjectID, Unit: f.Unit, Code: f.Code, Name: f.Name, Owner: f.Owner, DueOn: f.DueOn,
			Due: dueOn(f.DueOn), State: tx.Say(f.State.String()), Done: f.Percent, Time: f.TimePercent, Light: lamp{string(f.Tone), tx.Say("%s", f.Light)},
			Bar: barOf(project.Light{Tone: f.Tone}), Late: f.OverdueDays, Note: f.Note, Taken: f.TakenOn}
		if was, ok := before[f.ProjectID]; ok {
			rows[i].Was, rows[i].Change = &was.Percent, fmt.Sprintf("%+d", f.Percent-was.Percent)
		}
	}
	return rows, err
}

// takeQuarter writes the quarter down by hand.
func (s *Server) takeQuarter(r *Request) (Answer, error) {
	var form struct {
		Year    int `form:"year" json:"year" binding:"required,min=2000,max=2100" label:"年度"`
		Quarter int `form:"quarter" json:"quarter" binding:"required,min=1,max=4" label:"季度"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	total := 0
	for more := true; more; {
		err := r.Update(func(tx *models.Tx) (err error) {
			taken := 0
			taken, more, err = project.TakeQuarter(tx, project.Quarter{Year: form.Year, Number: form.Quarter})
			total += taken
			return err
		})
		if err != nil {
			return Answer{}, err
		}
	}
	return Answer{Status: http.StatusCreated, Goto: fmt.Sprintf("/projects/quarters?year=%d&quarter=%d", form.Year, form.Quarter),
		Flash: word(r.Say("已固化%d个项目；此前已固化的不变。", total)), JSON: struct {
			Taken int `json:"taken"`
		}{total}}, nil
}

// exportQuarter is the quarter as a workbook.
func (s *Server) exportQuarter(r *Request) (Answer, error) {
	const most = 5000
	var out bytes.Buffer
	name := ""
	err := r.View(func(tx *models.Tx) error {
		if !tx.Reaches(models.Export, models.Projects) {
			return tx.Require(models.Export, models.Projects, 0)
		}
		q, _, err := quarterAsked(r, tx)
		if err != nil {
			return err
		}
		found, err := project.Snapshots(tx, q, nil, most)
		if err != nil {
			return err
		}
		rows, err := quarterRows(tx, q, found)
		if err != nil {
			return err
		}
		name = quarterName(tx, q)
		t := documents.Table{Title: name + "党建项目调度表", Notes: []string{"制表单位：" + s.Owner + "　" + tx.Today().Long().String()},
			Columns: []documents.Column{{Name: "序号", Width: 6}, {Name: "责任单位", Width: 20, Wrap: true}, {Name: "项目", Width: 30, Wrap: true}, {Name: "责任人", Width: 12},
				{Name: "完成时限", Width: 14}, {Name: "上季完成%", Width: 10}, {Name: "本季完成%", Width: 10}, {Name: "时间%", Width: 8}, {Name: "现状", Width: 24, Wrap: true},
				{Name: "逾期工作日", Width: 10}, {Name: "进展", Width: 40, Wrap: true}}}
		for i, row := range rows {
			was := "—"
			if row.Was != nil {
				was = strconv.Itoa(*row.Was)
			}
			t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), row.Unit, row.Code + " " + row.Name, row.Owner, string(row.DueOn), was, strconv.Itoa(row.Done),
				strconv.Itoa(row.Time), row.Light.Word, strconv.Itoa(row.Late), row.Note})
		}
		return documents.WriteTable(&out, "季调度", t)
	})
	return Answer{File: &File{Name: name + "党建项目调度表.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Content: out.Bytes()}}, err
}
