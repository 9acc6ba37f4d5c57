package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Column is a form in a period: a column of the matrix.
type Column struct {
	Period calendar.Period
	Code   Type
}

// Cell is how an organisation stands in a column. Of the meetings of a branch's
// groups one cell tells all.
type Cell struct {
	Duty              // its ID is 0 where there is none, or none yet
	Standing Standing // "" where nothing is owed
	Parts    int      // duties of groups that the cell sums up
	NotOwed  NotOwed
}

// NotOwed is why a cell is empty.
type NotOwed string

const (
	NoCommittee NotOwed = "未设支委会"
	NoGroups    NotOwed = "未设党小组"
	NotYet      NotOwed = "不在应开展的时段内"
)

func (n NotOwed) String() string { return string(n) }

// MatrixForms are the forms that the matrix shows, in its order.
var MatrixForms = []Type{CommitteeMeeting, ThemeDay, GroupMeeting, GeneralMeeting, PartyClass}

// Columns are the forms over a stretch of months: what is asked each month under
// the month, what is asked each quarter after its last month, and so on.
func Columns(tx *models.Tx, codes []Type, from, to calendar.Month) ([]Column, error) {
	var list []Column
	for month := from; month <= to; month = month.Add(1) {
		for _, span := range []calendar.Span{calendar.Monthly, calendar.Quarterly, calendar.HalfYearly, calendar.Yearly} {
			p := span.Of(month.First())
			if p.Last() != month.Last() {
				continue
			}
			for _, code := range codes {
				demand, _, _, err := DemandFor(tx, code, month.First(), nil)
				if err != nil {
					return nil, err
				}
				if demand.Every == span {
					list = append(list, Column{p, code})
				}
			}
		}
	}
	return list, nil
}

// ColumnsDue are the forms in the periods that end, as the rules have it, from one
// day to another: a form's periods in order, form by form.
func ColumnsDue(tx *models.Tx, codes []Type, from, to calendar.Date) ([]Column, error) {
	var list []Column
	for _, code := range codes {
		asked, _, _, err := DemandFor(tx, code, from, nil)
		if err != nil {
			return nil, err
		}
		for p := asked.Every.Of(from).Add(-1); p.First() <= to; p = p.Add(1) {
			demand, _, ok, err := DemandFor(tx, code, p.First(), nil)
			if err != nil {
				return nil, err
			}
			if due := demand.dueOn(p); ok && demand.Every == p.Span() && from <= due && due <= to {
				list = append(list, Column{p, code})
			}
		}
	}
	return list, nil
}

// Matrix lays duties out: a row an organisation, a column a form in a period.
type Matrix struct {
	Orgs     []models.Org
	Columns  []Column
	cells    map[place]*Cell
	grouped  map[int64]bool    // branches with groups
	branchOf map[int64]int64   // of a group
	coming   map[Column]Demand // what will be asked in periods that have not begun
}

type place struct {
	org int64
	Column
}

// ReadMatrix reads the cells of branches as they stand on a day: two queries,
// however many branches and columns.
func ReadMatrix(tx *models.Tx, orgs []models.Org, columns []Column, day calendar.Date) (*Matrix, error) {
	m := &Matrix{Orgs: orgs, Columns: columns, cells: map[place]*Cell{}, grouped: map[int64]bool{}, branchOf: map[int64]int64{}, coming: map[Column]Demand{}}
	judge, err := JudgeOn(tx, day)
	if err != nil {
		return nil, err
	}
	periods, codes, ids := []calendar.Period{""}, []Type{""}, []int64{-1}
	for _, c := range columns {
		periods, codes = append(periods, c.Period), append(codes, c.Code)
		if c.Period.First() <= day {
			continue
		}
		demand, _, ok, err := DemandFor(tx, c.Code, c.Period.First(), nil)
		if err != nil {
			return nil, err
		}
		if ok {
			m.coming[c] = demand
		}
	}
	for _, o := range orgs {
		ids = append(ids, o.ID)
	}
	groups, err := models.In[models.Org](tx).Select("id, parent_id").Where(group.sql).Where("parent_id IN ?", ids).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		m.branchOf[g.ID], m.grouped[*g.ParentID] = *g.ParentID, true
		ids = append(ids, g.ID)
	}
	where, args := reach(tx, models.View, models.Duties, "org_id")
	duties, err := models.In[Duty](tx).Where("period IN ? AND code IN ? AND org_id IN ?", slices.Compact(periods), distinct(codes), ids).Where(where, args...).
		Order("id").Find(tx.Ctx)
	for i := range duties {
		m.add(&duties[i], judge)
	}
	return m, err
}

func distinct(codes []Type) []Type { return slices.Compact(slices.Sorted(slices.Values(codes))) }

// add puts a duty into its cell, a group's into its branch's.
func (m *Matrix) add(d *Duty, judge Judge) {
	s := judge.Standing(d)
	org, isGroup := m.branchOf[d.OrgID]
	if !isGroup {
		m.cells[place{d.OrgID, Column{d.Period, d.Code}}] = &Cell{Duty: *d, Standing: s}
		return
	}
	at := place{org, Column{d.Period, d.Code}}
	c := m.cells[at]
	if c == nil {
		c = &Cell{Duty: Duty{ID: d.ID, Code: d.Code, OrgID: org, Period: d.Period, OpensOn: d.OpensOn, DueOn: d.DueOn, Reason: d.Reason, State: d.State}, Standing: s}
		m.cells[at] = c
	}
	c.Parts++
	c.Needed += d.Needed
	c.Floor += d.Floor
	c.Held += min(d.Held, d.Needed)
	if slices.Index(gravity, s) < slices.Index(gravity, c.Standing) {
		c.Standing, c.State, c.Reason = s, d.State, d.Reason
	}
}

// gravity orders standings, the gravest first: what a cell of several groups tells.
var gravity = []Standing{Overdue, BelowCity, Due, DueSoon, Pending, Standing(Suspended), Standing(Exempted), Standing(MadeUp), Standing(DoneLate), Standing(Done)}

// At is how an organisation stands in a column.
func (m *Matrix) At(o *models.Org, c Column) Cell {
	if cell := m.cells[place{o.ID, c}]; cell != nil {
		return *cell
	}
	empty := Cell{NotOwed: NotYet}
	demand, coming := m.coming[c]
	switch {
	case coming && (owes(o, c.Code, c.Period) || c.Code == GroupMeeting && m.grouped[o.ID]):
		return Cell{Duty: Duty{Code: c.Code, OrgID: o.ID, Period: c.Period, Needed: max(demand.CityMin, demand.StatutoryMin)}, Standing: Pending}
	case c.Code == CommitteeMeeting && o.CommitteeSeats == 0:
		empty.NotOwed = NoCommittee
	case c.Code == GroupMeeting && !m.grouped[o.ID]:
		empty.NotOwed = NoGroups
	}
	return empty
}

// Odd reports whether a cell is one that asks to be looked at.
func (c *Cell) Odd() bool {
	return c.Standing == Overdue || c.Standing == BelowCity || c.Standing == Standing(MadeUp) || c.Standing == Standing(Exempted) ||
		c.Standing == Standing(Suspended) || c.Standing == Standing(DoneLate)
}
