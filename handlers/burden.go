package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/burden"
	"luoshi/views"
)

// burdenJSON is what went between branches and those above in a month, for programs:
// counts stand in the order of the columns.
type burdenJSON struct {
	Month   calendar.Month     `json:"month"`
	Columns []burdenColumnJSON `json:"columns"`
	Rows    []burdenRowJSON    `json:"rows"`
	Total   []int              `json:"total"`
}

type burdenColumnJSON struct {
	Code string      `json:"code"`
	Name string      `json:"name"`
	Side burden.Side `json:"side"`
}

type burdenRowJSON struct {
	OrgID   int64  `json:"org_id"`
	OrgCode string `json:"org_code"`
	OrgName string `json:"org_name"`
	Counts  []int  `json:"counts"`
}

type burdenPage struct {
	burdenJSON
	Tabs   []views.Tab
	Months []views.Option
	Sides  []burdenSide
}

// burdenSide is a heading above columns that belong together.
type burdenSide struct {
	Name  word
	Width int
}

// showBurden counts a month: ?month= (this one without it), ?org= an organisation and all below.
func (s *Server) showBurden(r *Request) (Answer, error) {
	a := Answer{Page: "burden", Title: word("基层负担"), Section: "supervise", Wide: true, Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("基层负担")}}}
	return a, r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Duties); err != nil {
			return err
		}
		month, err := r.pastMonth(tx, tx.Today().Month())
		if err != nil {
			return err
		}
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		found, err := burden.Of(tx, org, month)
		if err != nil {
			return err
		}
		list := burdenForPrograms(tx, found)
		a.JSON, a.Ledger = list, burdenLedger(tx, found, list)
		a.View = burdenPage{list, superviseTabs(tx, "burden"), r.recentMonths(tx, "/burden", month), burdenSides(found)}
		return nil
	})
}

func burdenForPrograms(tx *models.Tx, m *burden.Month) burdenJSON {
	list := burdenJSON{Month: m.Month, Columns: []burdenColumnJSON{}, Rows: []burdenRowJSON{}, Total: m.Total}
	for _, c := range m.Columns {
		list.Columns = append(list.Columns, burdenColumnJSON{c.Code, tx.Say("%s", c.Name), c.Side})
	}
	for _, row := range m.Rows {
		list.Rows = append(list.Rows, burdenRowJSON{row.Org.ID, row.Org.Code, row.Org.Name, row.Counts})
	}
	return list
}

// burdenSides are the headings above the columns of a month.
func burdenSides(m *burden.Month) (sides []burdenSide) {
	for i, c := range m.Columns {
		if i == 0 || c.Side != m.Columns[i-1].Side {
			sides = append(sides, burdenSide{Name: word(c.Side.String())})
		}
		sides[len(sides)-1].Width++
	}
	return sides
}

// burdenLedger is the table with its total as a workbook.
func burdenLedger(tx *models.Tx, m *burden.Month, list burdenJSON) ledger {
	columns := []columnOf[burdenRowJSON]{
		{"代码", 10, func(v burdenRowJSON) language.Text { return typed(v.OrgCode) }},
		{"党支部", 26, func(v burdenRowJSON) language.Text { return typed(v.OrgName) }},
	}
	for i, c := range m.Columns {
		columns = append(columns, columnOf[burdenRowJSON]{word(c.Name), 10, func(v burdenRowJSON) language.Text { return digits(v.Counts[i]) }})
	}
	rows := append(list.Rows[:len(list.Rows):len(list.Rows)], burdenRowJSON{OrgName: tx.Say("合计"), Counts: m.Total})
	return ledgerOf(phrase{"%s基层负担统计", m.Long()}, rows, columns)
}
