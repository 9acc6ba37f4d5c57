package handlers

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models/orglife"
)

// matrixJSON is the matrix for programs: a row's cells stand in the order of the columns.
type matrixJSON struct {
	Year    int                `json:"year"`
	Half    int                `json:"half"`
	AsOf    calendar.Date      `json:"as_of"`
	Columns []matrixColumnJSON `json:"columns"`
	Rows    []matrixRowJSON    `json:"rows"`
}

type matrixColumnJSON struct {
	Period calendar.Period `json:"period"`
	Code   orglife.Type    `json:"code"`
	Name   string          `json:"name"`
}

type matrixRowJSON struct {
	OrgID    int64            `json:"org_id"`
	OrgCode  string           `json:"org_code"`
	OrgName  string           `json:"org_name"`
	UnitName string           `json:"unit_name"`
	Cells    []matrixCellJSON `json:"cells"`
}

type matrixCellJSON struct {
	DutyID int64  `json:"duty_id"` // 0 where there is none, or none yet
	State  string `json:"state"`
	Held   int    `json:"held"`
	Needed int    `json:"needed"`
	Detail string `json:"detail"`
}

func showMatrix(m *orglife.Matrix, q matrixQuery, today calendar.Date, lang language.Language) matrixJSON {
	list := matrixJSON{Year: q.year, Half: q.half, AsOf: today, Columns: []matrixColumnJSON{}, Rows: []matrixRowJSON{}}
	for _, c := range m.Columns {
		list.Columns = append(list.Columns, columnJSON(c))
	}
	for i := range m.Orgs {
		o := &m.Orgs[i]
		row := matrixRowJSON{OrgID: o.ID, OrgCode: o.Code, OrgName: o.Name, UnitName: o.UnitName, Cells: []matrixCellJSON{}}
		for _, c := range m.Columns {
			row.Cells = append(row.Cells, cellJSON(m.At(o, c), lang))
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}

func columnJSON(c orglife.Column) matrixColumnJSON {
	return matrixColumnJSON{c.Period, c.Code, orglife.TypeNames[c.Code]}
}

func cellJSON(c orglife.Cell, lang language.Language) matrixCellJSON {
	if c.Standing == "" {
		return matrixCellJSON{State: "not_applicable", Detail: lang.Say(string(c.NotOwed))}
	}
	return matrixCellJSON{c.ID, string(c.Standing), c.Held, c.Needed, c.Verdict(c.Standing).In(lang)}
}
