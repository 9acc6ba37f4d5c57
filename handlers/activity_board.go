package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// lifePage is the organisational life of all branches one sees, or of one.
type lifePage struct {
	Title, Sub string
	Months     []monthHead // of the board of many branches
	Board      []boardRow  // a row a branch, or for one branch a row a month
	One        bool
	More       views.Pager // of the board
	New        []views.Option
	Records    List[activityLine]
	Pager      views.Pager
}

type monthHead struct {
	Name string
	Now  bool
}

// boardRow is a branch with two months, or a month of one branch.
type boardRow struct {
	Unit, Name, Link string
	Fixed            string // the actual fixed day
	Now              bool
	Cells            []boardCell
}

// boardCell shows a duty by shape and word; Class is its colour.
type boardCell struct{ Class, Text, Title, Link string }

// lifeOf reads the page: the board and the records of the year.
func lifeOf(tx *models.Tx, after string, search orglife.Search) (lifePage, error) {
	today := tx.Today()
	first := calendar.Month(fmt.Sprintf("%04d-01", today.Year()))
	orgs, next, err := lifeBranches(tx, after, search, first.First())
	if err != nil {
		return lifePage{}, err
	}
	p := lifePage{Title: "组织生活", One: len(orgs) == 1 && after == "" && next == "", Sub: fmt.Sprintf("%d个党支部的支委会和主题党日", len(orgs))}
	if next != "" {
		p.Sub, p.More.Next = "按支部代码分页", "/activities?after="+escape(next)
	}
	if after != "" {
		p.More.First = "/activities"
	}
	months := []calendar.Month{today.Month().Add(-1), today.Month()}
	if p.One {
		p.Title, p.Sub, months = orgs[0].Name, "", nil
		for m := first; m <= today.Month(); m = m.Add(1) {
			months = append(months, m)
		}
	}
	if p.Board, err = board(tx, orgs, months, p.One); err != nil {
		return p, err
	}
	for _, m := range months {
		p.Months = append(p.Months, monthHead{fmt.Sprintf("%d月", m.Number()), m == today.Month()})
	}
	if p.One {
		if p.Sub, err = newLinks(tx, &p, orgs[0]); err != nil {
			return p, err
		}
	} else if tx.Reaches(models.Enter, models.Minutes) {
		p.New = []views.Option{{Name: "记一次活动", Value: "/activities/new", Chosen: true}}
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
func newLinks(tx *models.Tx, p *lifePage, org models.Org) (sub string, err error) {
	for _, t := range orglife.HeldBy(&org) {
		a := orglife.Activity{OrgID: org.ID, Type: t}
		if a.MayEnter(tx) == nil {
			p.New = append(p.New, views.Option{Name: "记录" + orglife.TypeNames[t], Value: orglife.NewLink(org.ID, t, ""), Chosen: t == orglife.ThemeDay})
		}
	}
	if org.FixedDay == "" {
		return "还没有登记主题党日固定日", nil
	}
	return "主题党日固定日：" + org.FixedDay, nil
}

// board lays the duties of branches out over months.
func board(tx *models.Tx, orgs []models.Org, months []calendar.Month, one bool) ([]boardRow, error) {
	ids := make([]int64, len(orgs))
	for i, o := range orgs {
		ids[i] = o.ID
	}
	duties, err := orglife.DutiesIn(tx, ids, months[0].First(), months[len(months)-1].Last())
	if err != nil {
		return nil, err
	}
	keeps, err := orglife.Keeps(tx, ids)
	if err != nil {
		return nil, err
	}
	type place struct {
		org   int64
		month calendar.Month
		code  orglife.Type
	}
	cells := map[place]boardCell{}
	for _, d := range duties {
		cell, err := cellOf(tx, d, keeps[d.OrgID])
		if err != nil {
			return nil, err
		}
		cells[place{d.OrgID, calendar.Month(d.Period), d.Code}] = cell
	}
	var rows []boardRow
	unit := ""
	for _, o := range orgs {
		row := boardRow{Name: o.Name, Link: fmt.Sprintf("/activities?org=%d", o.ID)}
		if o.UnitName != unit {
			row.Unit, unit = o.UnitName, o.UnitName
		}
		for _, m := range months {
			fixed, err := orglife.FixedDayOf(tx, &o, m)
			if err != nil {
				return nil, err
			}
			if row.Fixed = ""; fixed != "" {
				row.Fixed = fixed.WithWeekday().String()
			}
			for _, t := range orglife.MonthlyTypes {
				cell, owed := cells[place{o.ID, m, t}]
				if !owed {
					cell = boardCell{Class: "n", Text: "—", Title: "不适用"}
				}
				row.Cells = append(row.Cells, cell)
			}
			if one {
				row.Unit, row.Name, row.Link, row.Now = "", m.Long().String(), "", m == months[len(months)-1]
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

// cellOf shows a duty: done, still to come, late, half done, made up, exempted.
func cellOf(tx *models.Tx, d orglife.Duty, keeps bool) (boardCell, error) {
	s, err := d.Standing(tx)
	times := ""
	if d.Needed > 1 {
		times = fmt.Sprintf("%d/%d", d.Held, d.Needed)
	}
	c := boardCell{Title: d.Verdict(s)}
	pick := func(class, one string) {
		if c.Class, c.Text = class, one; times != "" {
			c.Text = times
		}
	}
	switch s {
	case orglife.Overdue:
		pick("l", "逾期")
	case orglife.BelowCity:
		pick("half", "差")
	case orglife.Standing(orglife.Done), orglife.Standing(orglife.DoneLate):
		pick("y", "✓")
	case orglife.Standing(orglife.MadeUp):
		c.Class, c.Text = "b", "补开"
	case orglife.Standing(orglife.Exempted):
		c.Class, c.Text = "x", "免除"
	default:
		pick("w", "待")
	}
	if keeps && d.State == orglife.Open {
		c.Link = orglife.NewLink(d.OrgID, d.Code, "")
	}
	return c, err
}
