package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// lifePage is the organisational life of all branches one sees, or of one.
type lifePage struct {
	Tabs    []views.Tab
	Title   language.Text
	Sub     phrase
	Months  []monthHead // of the board of many branches
	Board   []boardRow  // a row a branch, or for one branch a row a month
	One     bool
	Org     int64       // the one asked for, 0 for all
	More    views.Pager // of the board
	New     []views.Option
	Records List[activityLine]
	Pager   views.Pager
}

type monthHead struct {
	Name word
	Now  bool
}

// boardRow is a branch with two months, or a month of one branch.
type boardRow struct {
	Unit, Link string
	Name       language.Text
	Fixed      phrase // the actual fixed day
	Now        bool
	Cells      []boardCell
}

// boardCell shows a duty by shape and word; Class is its colour.
type boardCell struct {
	Class string
	Text  language.Word
	Title language.Phrase
	Link  string
	Enter bool // the link leads to a form
}

// lifeOf reads the page: the board and the records of the year.
func lifeOf(tx *models.Tx, after string, search orglife.Search) (lifePage, error) {
	today := tx.Today()
	first := calendar.MonthOf(today.Year(), 1)
	orgs, next, err := lifeBranches(tx, after, search, first.First())
	if err != nil {
		return lifePage{}, err
	}
	p := lifePage{Tabs: lifeTabs(tx, "activities"), Org: search.OrgID, Title: word("组织生活"), One: len(orgs) == 1 && after == "" && next == "", Sub: phrase{"%d个党支部的支委会和主题党日", len(orgs)}}
	if next != "" {
		p.Sub, p.More.Next = phrase{"按支部代码分页"}, "/activities?after="+escape(next)
	}
	if after != "" {
		p.More.First = "/activities"
	}
	months := []calendar.Month{today.Month().Add(-1), today.Month()}
	if p.One {
		p.Title, p.Sub, months = typed(orgs[0].Name), nil, nil
		for m := first; m <= today.Month(); m = m.Add(1) {
			months = append(months, m)
		}
	}
	if p.Board, err = board(tx, orgs, months, p.One); err != nil {
		return p, err
	}
	for _, m := range months {
		p.Months = append(p.Months, monthHead{m.Short(), m == today.Month()})
	}
	if p.One {
		if p.Sub, err = newLinks(tx, &p, orgs[0]); err != nil {
			return p, err
		}
	} else if tx.Reaches(models.Enter, models.Minutes) {
		p.New = []views.Option{{Name: word("记一次活动"), Value: "/activities/new", Chosen: true}}
	}
	if search.From == "" && search.OrgID == 0 {
		search.From = first.First()
	}
	p.Records, err = activityLines(tx, search)
	return p, err
}

// boardSize is how many branches a page of the board has.
const boardSize = 60

func lifeBranches(tx *models.Tx, after string, search orglife.Search, since calendar.Date) (orgs []models.Org, next string, err error) {
	if search.OrgID != 0 {
		org, err := orglife.Branch(tx, search.OrgID)
		return []models.Org{*org}, "", err
	}
	orgs, err = orglife.Branches(tx, since, after, boardSize+1)
	if len(orgs) > boardSize {
		orgs = orgs[:boardSize]
		next = orgs[boardSize-1].Code
	}
	return orgs, next, err
}

// newLinks offers what the keeper of a branch's records may add, and says the fixed day.
func newLinks(tx *models.Tx, p *lifePage, org models.Org) (sub phrase, err error) {
	kept, err := orglife.KeptBy(tx, &org)
	if err != nil {
		return nil, err
	}
	for _, t := range kept {
		p.New = append(p.New, views.Option{Name: phrase{"记录%s", word(orglife.TypeNames[t])}, Value: orglife.NewLink(org.ID, t, ""), Chosen: t == orglife.ThemeDay})
	}
	if org.FixedDay == "" {
		return phrase{"还没有登记主题党日固定日"}, nil
	}
	return phrase{"主题党日固定日：%s", org.FixedDay}, nil
}

// board lays the duties of branches out over months.
func board(tx *models.Tx, orgs []models.Org, months []calendar.Month, one bool) ([]boardRow, error) {
	columns, err := orglife.Columns(tx, orglife.MonthlyTypes, months[0], months[len(months)-1])
	if err != nil {
		return nil, err
	}
	m, err := orglife.ReadMatrix(tx, orgs, columns, tx.Today())
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(orgs))
	for i, o := range orgs {
		ids[i] = o.ID
	}
	keeps, err := orglife.Keeps(tx, ids)
	if err != nil {
		return nil, err
	}
	var rows []boardRow
	unit := ""
	for _, o := range orgs {
		row := boardRow{Name: typed(o.Name), Link: fmt.Sprintf("/activities?org=%d", o.ID)}
		if o.UnitName != unit {
			row.Unit, unit = o.UnitName, o.UnitName
		}
		for _, month := range months {
			fixed, err := orglife.FixedDayOf(tx, &o, month)
			if err != nil {
				return nil, err
			}
			if row.Fixed = nil; fixed != "" {
				row.Fixed = fixed.WithWeekday()
			}
			for _, t := range orglife.MonthlyTypes {
				column := orglife.Column{Period: calendar.Period(month), Code: t}
				cell := m.At(&o, column)
				drawn := drawCell(&o, column, cell)
				if keeps[o.ID] && cell.ID != 0 && cell.State == orglife.Open {
					drawn.Link, drawn.Enter = orglife.NewLink(o.ID, t, ""), true
				}
				row.Cells = append(row.Cells, drawn)
			}
			if one {
				row.Unit, row.Name, row.Link, row.Now = "", month.Long(), "", month == months[len(months)-1]
				rows = append(rows, row)
				row.Cells = nil
			}
		}
		if !one {
			rows = append(rows, row)
		}
	}
	return rows, nil
}
