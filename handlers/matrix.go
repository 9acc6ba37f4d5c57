package handlers

import (
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
	Name language.Phrase
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

// matrixQuery is which part of the matrix an address asks for.
type matrixQuery struct {
	year, half int // half 0 is the whole year
	code       orglife.Type
	org        *models.Org // nil for all one sees
	odd        bool
}

func (r *Request) matrixQuery(tx *models.Tx) (q matrixQuery, err error) {
	today := tx.Today()
	q = matrixQuery{year: today.Year(), half: (today.Month().Number() + 5) / 6, code: orglife.Type(r.Query("code")), odd: r.Query("odd") != ""}
	wrong := models.FieldErrors{}
	if text := r.Query("year"); text != "" {
		if q.year, err = strconv.Atoi(text); err != nil || q.year < 2000 || q.year > today.Year()+1 {
			wrong.Add("year", "年度写作 %d", today.Year())
		}
	}
	if text := r.Query("half"); text != "" {
		if q.half, err = strconv.Atoi(text); err != nil || q.half < 0 || q.half > 2 {
			wrong.Add("half", "上半年写作 1，下半年写作 2，全年写作 0")
		}
	}
	if q.code != "" && orglife.TypeNames[q.code] == "" {
		wrong.Add("code", "没有“%s”这种应办事项", q.code)
	}
	if err := wrong.Err("查询条件有误，请更正后再查。"); err != nil {
		return q, err
	}
	q.org, err = r.orgFilter(tx)
	return q, err
}

// months are the first and the last month asked for.
func (q matrixQuery) months() (from, to calendar.Month) {
	first := calendar.Month(fmt.Sprintf("%04d-01", q.year))
	switch q.half {
	case 0:
		return first, first.Add(11)
	case 2:
		return first.Add(6), first.Add(11)
	}
	return first, first.Add(5)
}

func (q matrixQuery) forms() []orglife.Type {
	if q.code != "" {
		return []orglife.Type{q.code}
	}
	return orglife.MatrixForms
}

// link is the address of the matrix with another choice.
func (q matrixQuery) link(change func(*matrixQuery)) string {
	change(&q)
	link := fmt.Sprintf("/duties/matrix?year=%d&half=%d", q.year, q.half)
	if q.code != "" {
		link += "&code=" + string(q.code)
	}
	if q.org != nil {
		link += fmt.Sprintf("&org=%d", q.org.ID)
	}
	if q.odd {
		link += "&odd=1"
	}
	return link
}

func (s *Server) showMatrix(r *Request) (Answer, error) {
	var page matrixPage
	var list matrixJSON
	err := r.View(func(tx *models.Tx) error {
		q, err := r.matrixQuery(tx)
		if err != nil {
			return err
		}
		from, to := q.months()
		columns, err := orglife.Columns(tx, q.forms(), from, to)
		if err != nil {
			return err
		}
		orgs, err := orglife.BranchesBelow(tx, q.org, from.First())
		if err != nil {
			return err
		}
		m, err := orglife.ReadMatrix(tx, orgs, columns, tx.Today())
		if err != nil {
			return err
		}
		if wantsJSON(r.Context) {
			list = showMatrix(m, q, tx.Today(), tx.Actor.Language)
			return nil
		}
		page = drawMatrix(tx, m, q)
		page.Facts, err = monthFacts(tx, m)
		return err
	})
	return Answer{Page: "matrix", Title: "组织生活落实情况", Section: "orglife", Wide: true, View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: "组织生活", Link: "/activities"}, {Name: "全年矩阵"}}}, err
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

// shorts are the forms in the narrow columns of the matrix.
var shorts = map[orglife.Type]language.Word{orglife.CommitteeMeeting: "支委", orglife.ThemeDay: "主题", orglife.GroupMeeting: "小组", orglife.GeneralMeeting: "大会", orglife.PartyClass: "党课"}

// drawMatrix makes the page of what was read.
func drawMatrix(tx *models.Tx, m *orglife.Matrix, q matrixQuery) matrixPage {
	p := matrixPage{Tabs: lifeTabs(tx, "matrix"), Columns: len(m.Columns) + 2}
	for half, name := range []language.Word{"全年", "上半年", "下半年"} {
		p.Spans = append(p.Spans, views.Option{Name: string(name), Value: q.link(func(q *matrixQuery) { q.half = half }), Chosen: q.half == half})
	}
	p.Chips = append(p.Chips, views.Option{Name: "全部制度", Value: q.link(func(q *matrixQuery) { q.code, q.odd = "", false }), Chosen: q.code == "" && !q.odd})
	for _, code := range orglife.MatrixForms {
		p.Chips = append(p.Chips, views.Option{Name: orglife.TypeNames[code], Value: q.link(func(q *matrixQuery) { q.code = code }), Chosen: q.code == code})
	}
	now := tx.Today()
	for i, c := range m.Columns {
		first := i == 0 || m.Columns[i-1].Period != c.Period
		if first {
			p.Heads = append(p.Heads, matrixHead{Name: headOf(c.Period), Now: c.Period == calendar.Monthly.Of(now)})
		}
		p.Heads[len(p.Heads)-1].Span++
		short := shorts[c.Code]
		if short == "" {
			short = language.Word(orglife.TypeNames[c.Code])
		}
		p.Forms = append(p.Forms, matrixForm{short, language.Word(orglife.TypeNames[c.Code]), first})
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
	p.Chips = append(p.Chips, views.Option{Name: tx.Say("只看有异常的 %d", odd), Value: q.link(func(q *matrixQuery) { q.odd = true }), Chosen: q.odd})
	p.Sub = language.Phrase{"%[1]d 个党支部 · %[2]d年 · 每格一个支部一项制度，有异常的格可点开", len(m.Orgs), q.year}
	return p
}

// headOf is a period as it stands above its columns: the year is in the title.
func headOf(p calendar.Period) language.Phrase {
	number := calendar.Month(p.Last()[:7]).Number()
	switch p.Span() {
	case calendar.Monthly:
		return language.Phrase{"%s", language.Word(fmt.Sprintf("%d月", number))}
	case calendar.Quarterly:
		return language.Phrase{"%s", []language.Word{"一季度", "二季度", "三季度", "四季度"}[number/3-1]}
	case calendar.HalfYearly:
		return language.Phrase{"%s", []language.Word{"上半年", "下半年"}[number/6-1]}
	}
	return language.Phrase{"%s", language.Word("全年")}
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
	theme, committee := tally[orglife.ThemeDay], tally[orglife.CommitteeMeeting]
	facts := []matrixFact{
		{Name: name("%s主题党日达市级要求"), Value: strconv.Itoa(done(orglife.ThemeDay)), Text: language.Phrase{"/ %d 个支部", all[orglife.ThemeDay]}},
		{Name: language.Phrase{"达条例、未达市级要求"}, Value: strconv.Itoa(theme[orglife.BelowCity]), Text: language.Phrase{"个支部"}},
		{Name: name("%s逾期"), Value: strconv.Itoa(theme[orglife.Overdue] + committee[orglife.Overdue]),
			Text: language.Phrase{"支委会 %[1]d、主题党日 %[2]d", committee[orglife.Overdue], theme[orglife.Overdue]}},
		{Name: language.Phrase{"今天固定日"}, Value: strconv.Itoa(today), Text: language.Phrase{"个支部"}},
	}
	if n := all[orglife.CommitteeMeeting]; n > 0 {
		share := fmt.Sprintf("%.1f%%", 100*float64(done(orglife.CommitteeMeeting))/float64(n))
		facts = append([]matrixFact{{Name: name("%s支委会按月召开"), Value: share, Text: language.Phrase{"%[1]d / %[2]d 个支部", done(orglife.CommitteeMeeting), n}}}, facts...)
	}
	for i := range facts {
		switch {
		case facts[i].Value != "0" && i == len(facts)-2:
			facts[i].Light = "late"
		case facts[i].Value != "0" && i == len(facts)-3:
			facts[i].Light = "warn"
		}
	}
	return facts, nil
}
