package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"luoshi/language"
)

// Span is how long a period is.
type Span string

const (
	Monthly    Span = "month"
	Quarterly  Span = "quarter"
	HalfYearly Span = "half"
	Yearly     Span = "year"
)

// monthsIn is how many months a span has; a word that is none has 0.
var monthsIn = map[Span]int{Monthly: 1, Quarterly: 3, HalfYearly: 6, Yearly: 12}

// SpanNames are the spans as people read them.
var SpanNames = map[Span]language.Word{Monthly: "每月", Quarterly: "每季度", HalfYearly: "每半年", Yearly: "每年"}

// Of is the period a day lies in.
func (s Span) Of(d Date) Period {
	month := d.Month()
	switch s {
	case Quarterly:
		return Period(fmt.Sprintf("%04d-Q%d", d.Year(), (month.Number()+2)/3))
	case HalfYearly:
		return Period(fmt.Sprintf("%04d-H%d", d.Year(), (month.Number()+5)/6))
	case Yearly:
		return Period(fmt.Sprintf("%04d", d.Year()))
	}
	return Period(month)
}

// A Period is a month "2022-06", a quarter "2022-Q2", half a year "2022-H1" or a
// year "2022".
type Period string

// read is the period's span, year and number in the year.
func (p Period) read() (s Span, year, number int, ok bool) {
	text, part, parted := strings.Cut(string(p), "-")
	year, err := strconv.Atoi(text)
	if err != nil || len(text) != 4 {
		return "", 0, 0, false
	}
	s, number = Yearly, 1
	if parted {
		s = Monthly
		if rest, found := strings.CutPrefix(part, "Q"); found {
			s, part = Quarterly, rest
		} else if rest, found := strings.CutPrefix(part, "H"); found {
			s, part = HalfYearly, rest
		}
		number, err = strconv.Atoi(part)
		if digits := map[bool]int{true: 2, false: 1}[s == Monthly]; err != nil || len(part) != digits {
			return "", 0, 0, false
		}
	}
	return s, year, number, number >= 1 && number*monthsIn[s] <= 12
}

// Valid reports whether the period is one.
func (p Period) Valid() bool {
	_, _, _, ok := p.read()
	return ok
}

// Span is how long the period is; "" for one that is none.
func (p Period) Span() Span {
	s, _, _, _ := p.read()
	return s
}

// First is the period's first day.
func (p Period) First() Date {
	s, year, number, _ := p.read()
	return MonthOf(year, (number-1)*monthsIn[s]+1).First()
}

// Last is the period's last day.
func (p Period) Last() Date {
	s, year, number, _ := p.read()
	return MonthOf(year, max(number*monthsIn[s], 1)).Last()
}

// Add returns the period n periods later, earlier when n is negative.
func (p Period) Add(n int) Period {
	s := p.Span()
	return s.Of(p.First().AddMonths(n * monthsIn[s]))
}

// Has reports whether a day lies in the period.
func (p Period) Has(d Date) bool { return p.First() <= d && d <= p.Last() }

// Long is "2022年6月", "2022年第2季度", "2022年上半年" or "2022年度".
func (p Period) Long() language.Phrase {
	s, year, number, ok := p.read()
	switch {
	case !ok:
		return Date(p).asTyped()
	case s == Quarterly:
		return language.Phrase{"%d年第%d季度", year, number}
	case s == HalfYearly && number == 1:
		return language.Phrase{"%d年上半年", year}
	case s == HalfYearly:
		return language.Phrase{"%d年下半年", year}
	case s == Yearly:
		return language.Phrase{"%d年度", year}
	}
	return Month(p).Long()
}

// YearBounds are the first and the last day of a year.
func YearBounds(year int) (from, to Date) {
	return Date(fmt.Sprintf("%04d-01-01", year)), Date(fmt.Sprintf("%04d-12-31", year))
}
