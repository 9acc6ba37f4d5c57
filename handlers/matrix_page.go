package handlers

import (
	"cmp"
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// matrixPage is the coverage of branches over months and forms.
type matrixPage struct {
	Tabs    []views.Tab
	Sub     language.Phrase
	Spans   []views.Option // half-years and the year; Value is the address
	Chips   []views.Option
	Facts   []matrixFact
	Heads   []matrixHead
	Forms   []matrixForm
	Rows    []matrixRow
	Columns int
}

// matrixHead is a period above its forms.
type matrixHead struct {
	Name language.Word
	Span int
	Now  bool
}

type matrixForm struct {
	Short, Name language.Word
	First       bool // of its period
}

type matrixRow struct {
	Unit     string // "" below the unit's first branch
	UnitRows int
	Name     string
	Link     string
	Cells    []matrixCell
}

type matrixCell struct {
	boardCell
	First bool
}

// matrixFact is a number above the matrix.
type matrixFact struct {
	Name  language.Phrase
	Value string
	Text  language.Phrase
	Light string
}

// shorts are the forms in the narrow columns of the matrix.
var shorts = map[orglife.Type]language.Word{orglife.CommitteeMeeting: "支委", orglife.ThemeDay: "主题", orglife.GroupMeeting: "小组", orglife.GeneralMeeting: "大会", orglife.PartyClass: "党课"}

// drawMatrix makes the page of what was read.
func drawMatrix(tx *models.Tx, m *orglife.Matrix, q matrixQuery) matrixPage {
	p := matrixPage{Tabs: lifeTabs(tx, "matrix"), Columns: len(m.Columns) + 2}
	for half, name := range []language.Word{"全年", "上半年", "下半年"} {
		p.Spans = append(p.Spans, views.Option{Name: name, Value: q.link(func(q *matrixQuery) { q.half = half }), Chosen: q.half == half})
	}
	p.Chips = append(p.Chips, views.Option{Name: word("全部制度"), Value: q.link(func(q *matrixQuery) { q.code, q.odd = "", false }), Chosen: q.code == "" && !q.odd})
	for _, code := range orglife.MatrixForms {
		p.Chips = append(p.Chips, views.Option{Name: word(orglife.TypeNames[code]), Value: q.link(func(q *matrixQuery) { q.code = code }), Chosen: q.code == code})
	}
	now := tx.Today()
	for i, c := range m.Columns {
		first := i == 0 || m.Columns[i-1].Period != c.Period
		if first {
			p.Heads = append(p.Heads, matrixHead{Name: headOf(c.Period), Now: c.Period == calendar.Monthly.Of(now)})
		}
		p.Heads[len(p.Heads)-1].Span++
		name := language.Word(orglife.TypeNames[c.Code])
		p.Forms = append(p.Forms, matrixForm{cmp.Or(shorts[c.Code], name), name, first})
	}
	odd, unit := 0, -1
	for i := range m.Orgs {
		o := &m.Orgs[i]
		row, strange := matrixRow{Unit: o.UnitName, UnitRows: 1, Name: o.Name, Link: fmt.Sprintf("/orgs/%d/year?year=%d", o.ID, q.year)}, false
		for j, c := range m.Columns {
			cell := m.At(o, c)
			strange = strange || cell.Odd()
			row.Cells = append(row.Cells, matrixCell{drawCell(o, c, cell), p.Forms[j].First})
		}
		if strange {
			odd++
		} else if q.odd {
			continue
		}
		if unit >= 0 && p.Rows[unit].Unit == row.Unit {
			p.Rows[unit].UnitRows++
			row.Unit, row.UnitRows = "", 0
		} else {
			unit = len(p.Rows)
		}
		p.Rows = append(p.Rows, row)
	}
	p.Chips = append(p.Chips, views.Option{Name: phrase{"只看有异常的 %d", odd}, Value: q.link(func(q *matrixQuery) { q.odd = true }), Chosen: q.odd})
	p.Sub = language.Phrase{"%[1]d 个党支部 · %[2]d年 · 每格一个支部一项制度，有异常的格可点开", len(m.Orgs), q.year}
	return p
}

// headOf is a period as it stands above its columns: the year is in the title.
func headOf(p calendar.Period) language.Word {
	last := p.Last().Month()
	switch p.Span() {
	case calendar.Monthly:
		return last.Short()
	case calendar.Quarterly:
		return []language.Word{"一季度", "二季度", "三季度", "四季度"}[last.Number()/3-1]
	case calendar.HalfYearly:
		return []language.Word{"上半年", "下半年"}[last.Number()/6-1]
	}
	return "全年"
}

// marks are the cells of standings: their class, and the word of those that are told once.
var marks = map[orglife.Standing]struct {
	class string
	word  language.Word
}{
	orglife.Overdue: {"l", "逾期"}, orglife.BelowCity: {"half", "差"}, orglife.Standing(orglife.Done): {"y", "✓"}, orglife.Standing(orglife.DoneLate): {"y", "补录"},
	orglife.Standing(orglife.MadeUp): {"b", "补开"}, orglife.Standing(orglife.Exempted): {"x", "免除"}, orglife.Standing(orglife.Suspended): {"x", "顺延"},
	orglife.Pending: {"w", "待"}, orglife.DueSoon: {"w", "待"}, orglife.Due: {"w", "待"},
}

// counted are the standings of which a cell tells the times, where more than one is asked.
var counted = map[orglife.Standing]bool{orglife.Overdue: true, orglife.BelowCity: true, orglife.Standing(orglife.Done): true, orglife.Pending: true, orglife.DueSoon: true, orglife.Due: true}

// drawCell shows a cell by shape and word; one that asks to be looked at leads to its duty.
func drawCell(o *models.Org, c orglife.Column, cell orglife.Cell) boardCell {
	if cell.Standing == "" {
		return boardCell{Class: "n", Text: "—", Title: language.Phrase{string(cell.NotOwed)}}
	}
	mark := marks[cell.Standing]
	b := boardCell{Class: mark.class, Text: mark.word}
	if cell.Needed > 1 && counted[cell.Standing] {
		b.Text = language.Word(fmt.Sprintf("%d/%d", cell.Held, cell.Needed))
	}
	if cell.Odd() {
		b.Title, b.Link = cell.Verdict(cell.Standing), orglife.DutyLink(o.ID, c.Code, c.Period)
	}
	return b
}

// monthFacts are the numbers of last month, as far as the matrix has it, and who meets today.
func monthFacts(tx *models.Tx, m *orglife.Matrix) ([]matrixFact, error) {
	last := calendar.Monthly.Of(tx.Today()).Add(-1)
	tally := map[orglife.Type]map[orglife.Standing]int{orglife.CommitteeMeeting: {}, orglife.ThemeDay: {}}
	all, today := map[orglife.Type]int{}, 0
	for i := range m.Orgs {
		o := &m.Orgs[i]
		for code := range tally {
			if cell := m.At(o, orglife.Column{Period: last, Code: code}); cell.ID != 0 {
				tally[code][cell.Standing]++
				all[code]++
			}
		}
		fixed, err := orglife.FixedDayOf(tx, o, tx.Today().Month())
		if err != nil {
			return nil, err
		}
		if fixed == tx.Today() {
			today++
		}
	}
	if all[orglife.ThemeDay] == 0 {
		return nil, nil
	}
	name := func(text string) language.Phrase { return language.Phrase{text, last.Long()} }
	done := func(code orglife.Type) (n int) {
		for _, s := range []orglife.State{orglife.Done, orglife.DoneLate, orglife.MadeUp} {
			n += tally[code][orglife.Standing(s)]
		}
		return n
	}
	lit := func(n int, light string) string {
		if n == 0 {
			return ""
		}
		return light
	}
	theme, committee := tally[orglife.ThemeDay], tally[orglife.CommitteeMeeting]
	below, late := theme[orglife.BelowCity], theme[orglife.Overdue]+committee[orglife.Overdue]
	facts := []matrixFact{
		{Name: name("%s主题党日达市级要求"), Value: strconv.Itoa(done(orglife.ThemeDay)), Text: language.Phrase{"/ %d 个支部", all[orglife.ThemeDay]}},
		{Name: language.Phrase{"达条例、未达市级要求"}, Value: strconv.Itoa(below), Text: language.Phrase{"个支部"}, Light: lit(below, "warn")},
		{Name: name("%s逾期"), Value: strconv.Itoa(late), Light: lit(late, "late"),
			Text: language.Phrase{"支委会 %[1]d、主题党日 %[2]d", committee[orglife.Overdue], theme[orglife.Overdue]}},
		{Name: language.Phrase{"今天固定日"}, Value: strconv.Itoa(today), Text: language.Phrase{"个支部"}},
	}
	if n := all[orglife.CommitteeMeeting]; n > 0 {
		share := fmt.Sprintf("%.1f%%", 100*float64(done(orglife.CommitteeMeeting))/float64(n))
		facts = append([]matrixFact{{Name: name("%s支委会按月召开"), Value: share, Text: language.Phrase{"%[1]d / %[2]d 个支部", done(orglife.CommitteeMeeting), n}}}, facts...)
	}
	return facts, nil
}
