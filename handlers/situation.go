package handlers

import (
	"bytes"
	"fmt"
	"net/url"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// situationJSON is how branches stood in a month, for programs: a row's cells stand
// in the order of the columns.
type situationJSON struct {
	Month   calendar.Month     `json:"month"`
	AsOf    calendar.Date      `json:"as_of"`
	Columns []matrixColumnJSON `json:"columns"`
	Rows    []situationRowJSON `json:"rows"`
}

type situationRowJSON struct {
	matrixRowJSON
	Records paperworkJSON `json:"records"` // whether all is on record in time
	Uploads paperworkJSON `json:"uploads"` // and on the province's platform
}

type paperworkJSON struct {
	State   orglife.Complete `json:"state"`
	All     int              `json:"all"`
	Late    int              `json:"late"`
	Missing int              `json:"missing"`
	Reason  string           `json:"reason"`
}

// completeness is how the states of papers are drawn.
var completeness = map[orglife.Complete]struct {
	light string
	name  word
}{orglife.OnTime: {"ok", "按时"}, orglife.WasLate: {"info", "有补办"}, orglife.Pends: {"idle", "未到期"}, orglife.Missing: {"warn", "有缺项"}, orglife.NoneThere: {"idle", "无"}}

type situationPage struct {
	Tabs    []views.Tab
	Month   calendar.Month
	Months  []views.Option
	Export  string
	Columns []word
	Rows    []situationRow
}

type situationRow struct {
	OrgID int64
	Name  string
	Cells []situationCell
}

// situationCell is a cell with the reason behind it, which is no hint but part of the table.
type situationCell struct {
	Light  string
	State  word
	Reason language.Phrase
	Link   string
}

func (s *Server) showSituation(r *Request) (Answer, error) {
	a := Answer{Page: "situation", Title: word("每月情况"), Section: "supervise", Wide: true, Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("每月情况")}}}
	return a, r.View(func(tx *models.Tx) error {
		found, err := r.situation(tx)
		if err != nil {
			return err
		}
		a.JSON = situationForPrograms(tx, found)
		page := situationPage{Tabs: superviseTabs(tx, "situation"), Month: found.Month}
		page.Export = "/situation/export?month=" + string(found.Month) + r.below()
		page.Months = r.recentMonths(tx, "/situation", found.Month)
		page.Columns, page.Rows = drawSituation(found)
		a.View = page
		return nil
	})
}

// situation reads the month asked for: ?month= (last month without it), ?org= an organisation and all below.
func (r *Request) situation(tx *models.Tx) (*orglife.Situation, error) {
	month, err := r.pastMonth(tx, tx.Today().Month().Add(-1))
	if err != nil {
		return nil, err
	}
	if err := tx.RequireSight(models.Duties); err != nil {
		return nil, err
	}
	org, err := r.orgFilter(tx)
	if err != nil {
		return nil, err
	}
	return orglife.SituationOf(tx, org, month)
}

// pastMonth is the one asked for with ?month=, no later than this month.
func (r *Request) pastMonth(tx *models.Tx, usual calendar.Month) (calendar.Month, error) {
	text := calendar.Period(r.Query("month"))
	if text == "" {
		return usual, nil
	}
	if !text.Valid() || text.Span() != calendar.Monthly || text.First() > tx.Today() {
		return "", models.FailAt(models.Invalid, "month", "月份写作 2022-06，不晚于本月。")
	}
	return text.First().Month(), nil
}

// recentMonths are the last six of a page, as choices that keep what is below an organisation.
func (r *Request) recentMonths(tx *models.Tx, path string, shown calendar.Month) (list []views.Option) {
	this := tx.Today().Month()
	for month := this.Add(-5); month <= this; month = month.Add(1) {
		list = append(list, views.Option{Name: month.Short(), Value: path + "?month=" + string(month) + r.below(), Chosen: month == shown})
	}
	return list
}

// below is the organisation asked for, as addresses carry it on.
func (r *Request) below() string {
	if org := r.Query("org"); org != "" {
		return "&org=" + url.QueryEscape(org)
	}
	return ""
}

func situationForPrograms(tx *models.Tx, s *orglife.Situation) situationJSON {
	list := situationJSON{Month: s.Month, AsOf: tx.Today(), Columns: []matrixColumnJSON{}, Rows: []situationRowJSON{}}
	for _, c := range s.Columns {
		list.Columns = append(list.Columns, columnJSON(c))
	}
	papers := func(p orglife.Paperwork) paperworkJSON {
		return paperworkJSON{p.State, p.All, p.Late, p.Lacks, p.Reason.In(tx.Actor.Language)}
	}
	for _, row := range s.Rows {
		shown := situationRowJSON{matrixRowJSON{row.Org.ID, row.Org.Code, row.Org.Name, row.Org.UnitName, []matrixCellJSON{}}, papers(row.Records), papers(row.Uploads)}
		for _, c := range row.Cells {
			shown.Cells = append(shown.Cells, cellJSON(c, tx.Actor.Language))
		}
		list.Rows = append(list.Rows, shown)
	}
	return list
}

// drawSituation is the table that page and workbook show.
func drawSituation(s *orglife.Situation) (columns []word, rows []situationRow) {
	for _, c := range s.Columns {
		columns = append(columns, word(orglife.TypeNames[c.Code]))
	}
	columns = append(columns, "记录", "山东e支部")
	papers := func(p orglife.Paperwork, link string) situationCell {
		return situationCell{completeness[p.State].light, completeness[p.State].name, p.Reason, link}
	}
	for _, row := range s.Rows {
		drawn := situationRow{OrgID: row.Org.ID, Name: row.Org.Name}
		for i, cell := range row.Cells {
			if cell.Standing == "" {
				drawn.Cells = append(drawn.Cells, situationCell{"idle", "无", language.Phrase{string(cell.NotOwed)}, ""})
				continue
			}
			drawn.Cells = append(drawn.Cells, situationCell{lights[cell.Standing], word(orglife.StandingNames[cell.Standing]), cell.Verdict(cell.Standing),
				orglife.DutyLink(row.Org.ID, s.Columns[i].Code, s.Columns[i].Period)})
		}
		drawn.Cells = append(drawn.Cells, papers(row.Records, fmt.Sprintf("/activities?org=%d&from=%s&to=%s", row.Org.ID, s.Month.First(), s.Month.Last())),
			papers(row.Uploads, fmt.Sprintf("%s&state=all&month=%s", orglife.UploadsLink(row.Org.ID), s.Month)))
		rows = append(rows, drawn)
	}
	return columns, rows
}

// exportSituation is the same table as a workbook.
func (s *Server) exportSituation(r *Request) (Answer, error) {
	var found *orglife.Situation
	err := r.View(func(tx *models.Tx) (err error) {
		found, err = r.situation(tx)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	columns, rows := drawSituation(found)
	name := r.Say("%s落实组织生活制度情况", found.Month.Long())
	table := documents.Table{Title: name, Columns: []documents.Column{{Name: r.Say("党支部"), Width: 28, Wrap: true}}}
	for _, c := range columns {
		table.Columns = append(table.Columns, documents.Column{Name: c.In(r.Language()), Width: 22, Wrap: true})
	}
	for _, row := range rows {
		cells := []string{row.Name}
		for _, c := range row.Cells {
			cells = append(cells, r.Say("%[1]s：%[2]s", c.State, c.Reason))
		}
		table.Rows = append(table.Rows, cells)
	}
	var out bytes.Buffer
	err = documents.WriteTable(&out, r.Say("每月情况"), table)
	return Answer{File: &File{Name: name + ".xlsx", Type: mediaTypes[inExcel], Content: out.Bytes()}}, err
}
