package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// yearPage is the wall calendar of one organisation: twelve months, and what it
// owes as a row a form.
type yearPage struct {
	Tabs   []views.Tab
	Title  language.Phrase
	Sub    language.Phrase
	Shifts []language.Phrase // fixed days that fell on a day off
	Years  []views.Option
	New    string // "" for who keeps no records here
	Feed   string // where to subscribe to it
	Months []yearMonth
	Forms  []yearForm
}

type yearForm struct {
	Name  language.Word
	Cells []yearCell
}

type yearCell struct {
	boardCell
	Span int // months
}

// yearJSON is the year of an organisation for programs.
type yearJSON struct {
	OrgID      int64          `json:"org_id"`
	OrgCode    string         `json:"org_code"`
	OrgName    string         `json:"org_name"`
	Year       int            `json:"year"`
	Cells      []yearCellJSON `json:"cells"`
	Activities []activityLine `json:"activities"`
}

type yearCellJSON struct {
	matrixColumnJSON
	matrixCellJSON
}

// showYear shows an organisation's year: ?year=.
func (s *Server) showYear(r *Request) (Answer, error) {
	var page yearPage
	var list yearJSON
	err := r.View(func(tx *models.Tx) error {
		year := tx.Today().Year()
		if text := r.Query("year"); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 2000 || n > year+1 {
				return models.FailAt(models.Invalid, "year", "年度写作 %d", year)
			}
			year = n
		}
		org, err := orglife.Branch(tx, r.ID())
		if err != nil {
			return err
		}
		first := calendar.MonthOf(year, 1)
		columns, err := orglife.Columns(tx, orglife.OwedBy(org), first, first.Add(11))
		if err != nil {
			return err
		}
		m, err := orglife.ReadMatrix(tx, []models.Org{*org}, columns, tx.Today())
		if err != nil {
			return err
		}
		records, err := orglife.Activities(tx, orglife.Search{OrgID: org.ID, From: first.First(), To: first.Add(11).Last(), Limit: 1000})
		if err != nil {
			return err
		}
		slices.Reverse(records)
		list = showYear(tx, m, org, year, records)
		if wantsJSON(r.Context) {
			return nil
		}
		ids := make([]int64, len(records))
		for i, a := range records {
			ids[i] = a.ID
		}
		also, err := orglife.AlsoOf(tx, ids)
		if err != nil {
			return err
		}
		for i := range records {
			records[i].Also = also[records[i].ID]
		}
		page, err = r.drawYear(tx, m, org, year, records)
		return err
	})
	return Answer{Page: "year", Title: typed(list.OrgName), Section: "orglife", Wide: true, View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: typed(list.OrgName), Link: fmt.Sprintf("/activities?org=%d", list.OrgID)}, {Name: word("年历")}}}, err
}

func showYear(tx *models.Tx, m *orglife.Matrix, o *models.Org, year int, records []orglife.ActivityRow) yearJSON {
	list := yearJSON{OrgID: o.ID, OrgCode: o.Code, OrgName: o.Name, Year: year, Cells: []yearCellJSON{}, Activities: []activityLine{}}
	for _, c := range m.Columns {
		list.Cells = append(list.Cells, yearCellJSON{columnJSON(c), cellJSON(m.At(o, c), tx.Actor.Language)})
	}
	for _, a := range records {
		list.Activities = append(list.Activities, showLine(tx, a.Activity, a.OrgName))
	}
	return list
}

func (r *Request) drawYear(tx *models.Tx, m *orglife.Matrix, o *models.Org, year int, records []orglife.ActivityRow) (yearPage, error) {
	p := yearPage{Tabs: lifeTabs(tx, ""), Title: language.Phrase{"%d年组织生活年历", year}, Sub: language.Phrase{"%s", o.Name}, Feed: fmt.Sprintf("/me/feeds?org=%d", o.ID)}
	if o.FixedDay != "" {
		p.Sub = language.Phrase{"%[1]s · 固定日：%[2]s，遇节假日顺延到下一个工作日", o.Name, o.FixedDay}
	}
	for _, y := range []int{year - 1, year, year + 1} {
		if y <= tx.Today().Year()+1 {
			p.Years = append(p.Years, views.Option{Name: typed(strconv.Itoa(y)), Value: fmt.Sprintf("/orgs/%d/year?year=%d", o.ID, y), Chosen: y == year})
		}
	}
	keeps, err := orglife.Keeps(tx, []int64{o.ID})
	if err != nil {
		return p, err
	}
	if held := orglife.HeldBy(o); keeps[o.ID] && len(held) > 0 {
		p.New = orglife.NewLink(o.ID, held[min(1, len(held)-1)], "")
	}
	for _, code := range orglife.OwedBy(o) {
		row := yearForm{Name: language.Word(orglife.TypeNames[code])}
		for _, c := range m.Columns {
			if c.Code == code {
				row.Cells = append(row.Cells, yearCell{drawCell(o, c, m.At(o, c)), c.Period.Last().Month().Number() - c.Period.First().Month().Number() + 1})
			}
		}
		p.Forms = append(p.Forms, row)
	}
	work, err := tx.Workdays()
	if err != nil {
		return p, err
	}
	fixed, unread := calendar.ParseFixedDay(o.FixedDay) // the organisation's own page says what is wrong with it
	for number := 1; number <= 12; number++ {
		month := yearMonth{of: calendar.MonthOf(year, number), today: tx.Today()}
		if unread == nil {
			month.fixed = fixed.In(month.of, work)
			if fixed.Plain(month.of) != month.fixed {
				p.Shifts = append(p.Shifts, month.fixed.Short())
			}
		}
		month.draw(work, records)
		p.Months = append(p.Months, month)
	}
	return p, nil
}
