package handlers

import (
	"fmt"
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models/orglife"
)

// yearMonth is a month of the wall calendar: its days, and what is on them.
type yearMonth struct {
	Name  language.Word
	Now   bool
	Weeks [][7]yearDay
	Items []yearItem

	of    calendar.Month
	today calendar.Date
	fixed calendar.Date // the day of the theme day; "" for none
}

// yearDay is a day; without a number it belongs to another month.
type yearDay struct {
	Number int
	Off    bool
	Mark   language.Word // 休, 班
	Class  string
	Said   language.Phrase // what is on it
}

// yearItem is a line under a month.
type yearItem struct {
	Mark  language.Word
	Class string
	Day   int
	Text  any
	Also  language.Phrase
	Light string
	State language.Word
	Link  string
}

// draw fills the month with its days and what was or will be held on them.
func (m *yearMonth) draw(work *calendar.Workdays, records []orglife.ActivityRow) {
	m.Name, m.Now = m.of.Short(), m.of == m.today.Month()
	classes, said := map[calendar.Date]string{}, map[calendar.Date]language.Phrase{}
	note := func(day calendar.Date, class string, name language.Word) {
		if said[day] == nil {
			classes[day], said[day] = class, language.Phrase{"%s", name}
			return
		}
		classes[day], said[day] = classes[day]+" "+class, language.Phrase{"%s、%s", said[day], name}
	}
	themes := 0
	for _, a := range records {
		if a.HeldOn.Month() != m.of {
			continue
		}
		mark, class := m.mark(a, &themes)
		item := yearItem{Mark: mark, Class: class, Day: dayOf(a.HeldOn), Text: a.Topic, Link: fmt.Sprintf("/activities/%d", a.ID)}
		if a.Topic == "" || a.Type == orglife.CommitteeMeeting {
			item.Text = language.Word(orglife.TypeNames[a.Type])
		}
		item.Light, item.State = m.state(a)
		if len(a.Also) > 0 {
			item.Also = language.Phrase{"（兼%s）", saying(a.Also)}
		}
		m.Items = append(m.Items, item)
		note(a.HeldOn, class, language.Word(orglife.TypeNames[a.Type]))
	}
	if m.fixed != "" && themes == 0 && m.fixed >= m.today {
		m.Items = append(m.Items, yearItem{Mark: "主", Class: "k1", Day: dayOf(m.fixed), Text: language.Word("主题党日固定日"), Light: "idle", State: "待开展"})
		note(m.fixed, "k1", "主题党日固定日")
	}
	slices.SortStableFunc(m.Items, func(a, b yearItem) int { return a.Day - b.Day })
	if m.Now {
		note(m.today, "now", "今天")
	}
	m.weeks(work, classes, said)
}

// saying joins the names of types.
func saying(types []orglife.Type) language.Phrase {
	var said []language.Phrase
	for _, t := range types {
		said = append(said, language.Phrase{orglife.TypeNames[t]})
	}
	return language.Join("、", said)
}

// mark is the sign and class of an activity: the first theme day of a month, or
// the one on the fixed day, stands out.
func (m *yearMonth) mark(a orglife.ActivityRow, themes *int) (mark language.Word, class string) {
	if a.Type != orglife.ThemeDay {
		return typeMark(a.Type)
	}
	*themes++
	if a.HeldOn == m.fixed || m.fixed == "" && *themes == 1 {
		return typeMark(a.Type)
	}
	return "二", "k2"
}

// typeMark is the sign and class of a type.
func typeMark(t orglife.Type) (mark language.Word, class string) {
	switch t {
	case orglife.CommitteeMeeting:
		return "支", "kz"
	case orglife.ThemeDay:
		return "主", "k1"
	}
	return "会", "kz"
}

// state is the light of an activity and its word.
func (m *yearMonth) state(a orglife.ActivityRow) (light string, word language.Word) {
	switch {
	case a.State == orglife.Planned && a.HeldOn < m.today:
		return "warn", "缺记录"
	case a.State == orglife.Planned:
		return "idle", "待开展"
	case !a.Counts():
		return "warn", "不计入"
	case a.MakesUp != "":
		return "ok", "补开"
	case a.Late:
		return "ok", "补录"
	}
	return "ok", "已开展"
}

// weeks lays the days out, Mondays first.
func (m *yearMonth) weeks(work *calendar.Workdays, classes map[calendar.Date]string, said map[calendar.Date]language.Phrase) {
	column := (int(m.of.First().Weekday()-time.Monday) + 7) % 7
	week := [7]yearDay{}
	for day := m.of.First(); day <= m.of.Last(); day = day.Add(1) {
		one := yearDay{Number: dayOf(day), Off: !work.Is(day), Class: classes[day], Said: said[day]}
		switch work.Kind(day) {
		case calendar.Holiday:
			one.Mark = "休"
		case calendar.Makeup:
			one.Mark = "班"
		}
		week[column] = one
		if column++; column == 7 || day == m.of.Last() {
			m.Weeks = append(m.Weeks, week)
			column, week = 0, [7]yearDay{}
		}
	}
}

// dayOf is the number of a day in its month.
func dayOf(d calendar.Date) int { return d.Month().First().DaysUntil(d) + 1 }
