package calendar

import (
	"fmt"
	"time"

	"luoshi/language"
)

// A Month is a civil month such as "2006-01".
type Month string

// MonthOf is a month of a year, from 1 to 12.
func MonthOf(year, number int) Month { return Month(fmt.Sprintf("%04d-%02d", year, number)) }

func (m Month) First() Date { return Date(m + "-01") }

func (m Month) Last() Date {
	year, month, _ := m.First().civil()
	return Date(fmt.Sprintf("%s-%02d", m, daysIn(year, month)))
}

// Add returns the month n months later, earlier when n is negative.
func (m Month) Add(n int) Month { return m.First().AddMonths(n).Month() }

// Number is 1 for January.
func (m Month) Number() int {
	_, month, _ := m.First().civil()
	return int(month)
}

func (m Month) Year() int { return m.First().Year() }

// Short is "6月".
func (m Month) Short() language.Word { return monthNames[m.Number()-1] }

// Long is "2022年6月".
func (m Month) Long() language.Phrase {
	year, month, _, ok := m.First().split()
	if !ok {
		return Date(m).asTyped()
	}
	return language.Phrase{"%d年%s", year, monthNames[month-1]}
}

// nth returns the month's n-th such weekday, the last one when n is negative.
func (m Month) nth(n int, weekday time.Weekday) Date {
	if n < 0 {
		end := m.Last()
		return end.Add(-((int(end.Weekday()-weekday) + 7) % 7))
	}
	first := m.First()
	return first.Add((int(weekday-first.Weekday())+7)%7 + (n-1)*7)
}
