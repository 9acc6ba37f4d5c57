package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
)

// This file draws the timetable: every length is percent of the year, so that
// the server needs no width and text is never stretched.

// chartWidth is about the narrowest the chart is shown, in pixels: what a label must fit.
const chartWidth = 860

// stageSpan is one stage as the timetable draws it.
type stageSpan struct {
	Seq             int
	Name            string
	From, To, First calendar.Date // First is the due date first set, To the present one
	Percent         int
	Kind            string        // done, plan, warn, late or "" while it runs as it should
	Word            string        // said: 已验收, 逾期 3 个工作日 …
	Mark            string        // after the name: "✓", "待审"
	Owed            calendar.Date // To, and the working days reviewers held it
	Late            bool
}

// yearChart is the background of all rows: months, holidays, today.
type yearChart struct {
	Label  phrase // for who cannot see it
	Rest   []strip
	Months []monthMark
	Today  string // where today stands; "" in another year
	Tag    phrase // "今天 6.15"
	TagX   string // where its box begins beside the line, in pixels
	first  calendar.Date
	days   int
}

type strip struct{ X, W string }

type monthMark struct {
	X             string
	Name, Quarter word
	Line          string // class of the line before it; "" for January
}

type bar struct {
	X, W, Class string
	Fill        string // width of what is done; "" for none
	Text        string
}

type move struct{ From, To string }

type chartNote struct{ X, Text string }

// chartRow is what one project draws.
type chartRow struct {
	Label phrase
	Bars  []bar
	Moves []move
	Over  []strip
	Note  *chartNote
}

// newYearChart lays out a year.
func newYearChart(year int, today calendar.Date, work *calendar.Workdays) yearChart {
	c := yearChart{first: calendar.Date(fmt.Sprintf("%04d-01-01", year))}
	last := calendar.Date(fmt.Sprintf("%04d-12-31", year))
	c.days = c.first.DaysUntil(last) + 1
	c.Label = phrase{"%d年1月至12月", year}
	if today.Year() == year {
		month := today.Month()
		c.Today = percent(c.at(today))
		c.Tag = phrase{"今天 %[1]d.%[2]d", month.Number(), month.First().DaysUntil(today) + 1, month.Short()}
		if c.TagX = "-66"; c.at(today) < 10 {
			c.TagX = "0"
		}
		c.Label = phrase{"%s，今天%s", c.Label, today.Short()}
	}
	quarters := map[int]word{1: "一季度", 4: "二季度", 7: "三季度", 10: "四季度"}
	for m := c.first.Month(); m.Year() == year; m = m.Add(1) {
		mark := monthMark{X: percent(c.at(m.First())), Name: m.Short(), Quarter: quarters[m.Number()], Line: "mon"}
		switch {
		case m.Number() == 1:
			mark.Line = ""
		case mark.Quarter != "":
			mark.Line = "q"
		}
		c.Months = append(c.Months, mark)
	}
	c.Rest = c.holidays(work.Exceptions(c.first, last))
	return c
}

// holidays shades each run of days off.
func (c *yearChart) holidays(days []calendar.Day) (strips []strip) {
	var from, to calendar.Date
	shade := func() {
		if from != "" {
			strips = append(strips, c.strip(from, to))
		}
	}
	for _, d := range days {
		switch {
		case d.Kind != calendar.Holiday:
			continue
		case from == "" || to.Add(1) != d.On:
			shade()
			from = d.On
		}
		to = d.On
	}
	shade()
	return strips
}

// at is where a day begins, in percent of the year; days outside stand at its edges.
func (c *yearChart) at(d calendar.Date) float64 {
	n := min(max(c.first.DaysUntil(d), 0), c.days)
	return float64(n) / float64(c.days) * 100
}

// strip covers the days from one to another, both included.
func (c *yearChart) strip(from, to calendar.Date) strip {
	x := c.at(from)
	return strip{percent(x), percent(max(c.at(to.Add(1))-x, 0))}
}

// row draws the stages of one project.
func (c *yearChart) row(stages []stageSpan, today calendar.Date) chartRow {
	var r chartRow
	var words []phrase
	end := 0.0
	for _, s := range stages {
		words = append(words, phrase{"第%d阶段%s %s至%s，%s", s.Seq, s.Name, s.From.Short(), s.To.Short(), s.Word})
		if c.outside(s.From, s.To) {
			continue
		}
		r.Bars = append(r.Bars, c.bar(s))
		end = max(end, c.at(s.To.Add(1)))
		if s.First != s.To {
			r.Moves = append(r.Moves, move{percent(c.at(s.First.Add(1))), percent(c.at(s.To.Add(1)))})
		}
		if s.Late && today > s.Owed.Add(1) {
			r.Over = append(r.Over, c.strip(s.Owed.Add(1), today.Add(-1)))
		}
	}
	r.Label = language.Join("；", words)
	r.Note = lateNote(stages, end)
	return r
}

func (c *yearChart) outside(from, to calendar.Date) bool {
	return to < c.first || from > c.first.Add(c.days-1)
}

func (c *yearChart) bar(s stageSpan) bar {
	at := c.strip(s.From, s.To)
	width := c.at(s.To.Add(1)) - c.at(s.From)
	b := bar{X: at.X, W: at.W, Class: s.Kind, Text: fit(s, width)}
	if s.Percent > 0 && s.Kind != "done" && s.Kind != "plan" {
		b.Fill = percent(width * float64(min(s.Percent, 100)) / 100)
	}
	return b
}

// fit is the label of a bar: whole if it fits, else the number, else nothing.
func fit(s stageSpan, width float64) string {
	room := width / 100 * chartWidth
	short := circled(s.Seq)
	whole := short + s.Name
	if s.Mark != "" {
		whole += " " + s.Mark
		short += s.Mark
	}
	for _, text := range []string{whole, circled(s.Seq) + s.Name, short, circled(s.Seq)} {
		if textWidth(text)+6 <= room {
			return text
		}
	}
	return ""
}

// lateNote says how late the latest stage is, after the bars if there is room.
func lateNote(stages []stageSpan, end float64) *chartNote {
	text := ""
	for _, s := range stages {
		if s.Late {
			text = circled(s.Seq) + " " + s.Word
			break
		}
	}
	if text == "" || (100-end)/100*chartWidth < textWidth(text)+16 {
		return nil // the light beside the name says it as well
	}
	return &chartNote{percent(end), text}
}

// textWidth is about how wide a text is at 12 pixels.
func textWidth(text string) float64 {
	w := 0.0
	for _, r := range text {
		if r < 0x2000 {
			w += 6.8
		} else {
			w += 12
		}
	}
	return w
}

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// circled is a stage's number: ①, and beyond ⑳ "21.".
func circled(n int) string {
	if n < 1 || n > 20 {
		return strconv.Itoa(n) + "."
	}
	return string(rune('①' + n - 1))
}
