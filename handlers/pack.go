package handlers

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/supervision"
	"luoshi/views"
)

// packJSON is the pack as tables, the same on the page, in the workbook and for programs.
type packJSON struct {
	Period calendar.Period `json:"period"`
	From   calendar.Date   `json:"from"`
	To     calendar.Date   `json:"to"`
	Name   string          `json:"name"`
	Tables []packTable     `json:"tables"`
}

type packTable struct {
	Name    string     `json:"name"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

type packPage struct {
	packJSON
	Tabs    []views.Tab
	Spans   []views.Option
	Export  string
	TooLong bool // to be read in a browser: the workbook has it
}

// showPack is what an inspection asks for, to print: ?period= a month, quarter,
// half-year or year (this quarter without it), ?org= an organisation and all below.
func (s *Server) showPack(r *Request) (Answer, error) {
	var page packPage
	err := r.View(func(tx *models.Tx) (err error) {
		if page.packJSON, err = r.pack(tx); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Tabs = lifeTabs(tx, "activities")
		below := url.Values{}
		if org := r.Query("org"); org != "" {
			below.Set("org", org)
		}
		at := func(p calendar.Period) string {
			below.Set("period", string(p))
			return below.Encode()
		}
		this := calendar.Quarterly.Of(tx.Today())
		for _, p := range []calendar.Period{this.Add(-1), this, calendar.Yearly.Of(tx.Today())} {
			page.Spans = append(page.Spans, views.Option{Name: p.Long(), Value: "/activities/pack?" + at(p), Chosen: p == page.Period})
		}
		page.Export = "/activities/pack/export?" + at(page.Period)
		return nil
	})
	rows := 0
	for _, t := range page.Tables {
		rows += len(t.Rows)
	}
	if page.TooLong = rows > mostRows; page.TooLong && !wantsJSON(r.Context) {
		page.Tables = nil
	}
	return Answer{Page: "pack", Title: word("检查资料"), Section: "orglife", Wide: true, View: page, JSON: page.packJSON,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("检查资料")}}}, err
}

// exportPack is the same as a workbook, a sheet a table.
func (s *Server) exportPack(r *Request) (Answer, error) {
	var found packJSON
	err := r.View(func(tx *models.Tx) (err error) {
		found, err = r.pack(tx)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	var sheets []documents.NamedTable
	for _, t := range found.Tables {
		table := documents.Table{Title: found.Name + " " + t.Name, Rows: t.Rows}
		for i, c := range t.Columns {
			table.Columns = append(table.Columns, documents.Column{Name: c, Width: roomFor(t, i), Wrap: true})
		}
		sheets = append(sheets, documents.NamedTable{Sheet: t.Name, Table: table})
	}
	var out bytes.Buffer
	err = documents.WriteSheets(&out, sheets)
	return Answer{File: &File{Name: found.Name + ".xlsx", Type: mediaTypes[inExcel], Content: out.Bytes()}}, err
}

// roomFor gives a column room for its longest cell, within reason.
func roomFor(t packTable, column int) float64 {
	most := 4
	for _, row := range t.Rows {
		most = max(most, len([]rune(row[column])))
	}
	return float64(min(2*most+2, 36))
}

// pack reads the pack that the address asks for.
func (r *Request) pack(tx *models.Tx) (packJSON, error) {
	period := calendar.Period(r.Query("period"))
	if period == "" {
		period = calendar.Quarterly.Of(tx.Today())
	}
	if !period.Valid() || period.First() > tx.Today() {
		return packJSON{}, models.FailAt(models.Invalid, "period", "时段写作 2022-06、2022-Q2、2022-H1 或 2022，不晚于今天。")
	}
	if err := tx.RequireSight(models.Duties); err != nil {
		return packJSON{}, err
	}
	org, err := r.orgFilter(tx)
	if err != nil {
		return packJSON{}, err
	}
	p, err := orglife.PackOf(tx, org, period)
	if err != nil {
		return packJSON{}, err
	}
	decided, err := supervision.DecidedAt(tx, p.Records)
	if err != nil {
		return packJSON{}, err
	}
	whose := tx.Say("各党支部")
	if org != nil {
		whose = org.Name
	}
	return packJSON{Period: period, From: period.First(), To: period.Last(), Name: tx.Say("%s%s组织生活检查资料", whose, period.Long()),
		Tables: []packTable{packRates(tx, p), packPlans(tx, p), packChanges(tx, p), packRecords(tx, p), packDecisions(tx, p, decided)}}, nil
}

// newPackTable is a table without rows yet.
func newPackTable(tx *models.Tx, name word, columns ...word) packTable {
	t := packTable{Name: name.In(tx.Actor.Language), Rows: [][]string{}}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.In(tx.Actor.Language))
	}
	return t
}

// packRates is, a line a branch, what was owed and done of each form, and how many came.
func packRates(tx *models.Tx, p *orglife.Pack) packTable {
	t := newPackTable(tx, "开展情况", "党支部")
	var shown []orglife.Type
	for _, c := range p.Matrix.Columns {
		if !slices.Contains(shown, c.Code) {
			shown = append(shown, c.Code)
			t.Columns = append(t.Columns, c.Code.Name().In(tx.Actor.Language))
		}
	}
	t.Columns = append(t.Columns, tx.Say("主题党日参与率"))
	for i := range p.Matrix.Orgs {
		o := &p.Matrix.Orgs[i]
		row := []string{o.Name}
		for _, code := range shown {
			held, needed := 0, 0
			for _, c := range p.Matrix.Columns {
				if cell := p.Matrix.At(o, c); c.Code == code && cell.Standing != "" {
					held, needed = held+cell.Held, needed+cell.Needed
				}
			}
			if needed == 0 {
				row = append(row, "—")
				continue
			}
			row = append(row, fmt.Sprintf("%d/%d", held, needed))
		}
		came := p.Attendance(o.ID)
		if came.Expected == 0 {
			row = append(row, "—")
		} else {
			row = append(row, fmt.Sprintf("%d%%（%d/%d）", came.Percent(), came.Present, came.Expected))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func packPlans(tx *models.Tx, p *orglife.Pack) packTable {
	t := newPackTable(tx, "年度计划", "党支部", "月")
	for _, c := range orglife.PlanColumns {
		t.Columns = append(t.Columns, tx.Say(string(c.Name)))
	}
	t.Columns = append(t.Columns, tx.Say("状态"))
	for _, m := range p.Plans {
		row := []string{m.OrgName, strconv.Itoa(m.Month)}
		for _, c := range orglife.PlanColumns {
			row = append(row, c.Cell(&m.PlanRow))
		}
		t.Rows = append(t.Rows, append(row, tx.Say(m.State.String())))
	}
	return t
}

func packChanges(tx *models.Tx, p *orglife.Pack) packTable {
	t := newPackTable(tx, "变更申请", "组织", "申请", "原因", "申请人", "申请时间", "状态", "审批", "意见")
	for i := range p.Changes {
		v := showPetition(tx, &p.Changes[i])
		t.Rows = append(t.Rows, []string{v.OrgName, v.Title, v.Reason, v.AskedBy, v.Asked, v.StateName, v.DecidedBy, v.Answer})
	}
	return t
}

func packRecords(tx *models.Tx, p *orglife.Pack) packTable {
	t := newPackTable(tx, "活动记录", "党支部", "日期", "活动", "主题、议题", "主持人、记录人", "应到", "到会", "议定事项", "备注")
	for _, a := range p.Records {
		note := ""
		switch {
		case a.MakesUp != "":
			note = tx.Say("补开")
		case a.Late:
			note = tx.Say("补录")
		}
		t.Rows = append(t.Rows, []string{a.OrgName, string(a.HeldOn), a.Type.Name().In(tx.Actor.Language), a.Topic, a.Host, strconv.Itoa(a.Expected), strconv.Itoa(a.Present), a.Decisions, note})
	}
	return t
}

// packDecisions is what became of what meetings decided.
func packDecisions(tx *models.Tx, p *orglife.Pack, decided [][]supervision.Decision) packTable {
	t := newPackTable(tx, "议定事项落实", "党支部", "会议", "议定事项", "项目", "期限", "状态")
	for i, a := range p.Records {
		for _, d := range decided[i] {
			if d.Text == "无" { // what a record says that decided nothing
				continue
			}
			row := []string{a.OrgName, a.Name().In(tx.Actor.Language), d.Text, "—", "—", "—"}
			if d.Project != nil {
				copy(row[3:], []string{d.Project.Code + " " + d.Project.Name, string(d.Project.DueOn), tx.Say(d.Project.State.String())})
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
