// Package calendar is about days: no clock, no database.
package calendar

import (
	"fmt"
	"time"

	"luoshi/language"
)

// A Date is a civil day such as "2026-07-01". As text it sorts and compares
// the same in Go, SQLite and MySQL, and no time zone can shift it. Arithmetic
// on text that is no day panics; showing it shows the text.
type Date string

const (
	layout    = "2006-01-02"
	firstYear = 1900
	lastYear  = 2200
)

var (
	weekdays   = [...]language.Word{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
	monthNames = [...]language.Word{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"}
)

// IsClock reports whether a text is a time of day such as "08:30".
func IsClock(text string) bool {
	_, err := time.Parse("15:04", text)
	return err == nil && len(text) == len("15:04")
}

// On returns the day it is at t in zone.
func On(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(layout)) }

// ParseDate reads a day written exactly as "2006-01-02".
func ParseDate(s string) (Date, error) {
	if d := Date(s); d.Valid() {
		return d, nil
	}
	return "", language.Errorf("日期“%s”无效，请写成“2022-06-24”这样真实存在的日期（%d年至%d年）", s, firstYear, lastYear)
}

// Valid reports whether the text is a real day of the years the program handles.
func (d Date) Valid() bool {
	year, _, _, ok := d.split()
	return ok && firstYear <= year && year <= lastYear
}

// Add returns the day so many days later, earlier when days is negative.
func (d Date) Add(days int) Date { return dateOf(d.number() + days) }

// AddMonths keeps the day of the month, or takes the month's last day if there
// is no such day: 31 August plus six months is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	year, month, day := d.civil()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return Date(first.AddDate(0, 0, min(day, daysIn(first.Year(), first.Month()))-1).Format(layout))
}

// At returns the instant of clock time "15:04" on the day, in zone.
func (d Date) At(clock string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation(layout+" 15:04", string(d)+" "+clock, zone)
	if err != nil {
		panic("calendar: " + err.Error())
	}
	return t
}

func (d Date) Year() int {
	year, _, _ := d.civil()
	return year
}

func (d Date) Month() Month {
	d.civil()
	return Month(d[:7])
}

func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// DaysUntil counts the days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int { return other.number() - d.number() }

// Short is the day as a reader of the same year says it: "6月24日".
func (d Date) Short() language.Phrase {
	_, month, day, ok := d.split()
	if !ok {
		return d.asTyped()
	}
	return language.Phrase{"%s%d日", monthNames[month-1], day}
}

// Long is "2022年6月24日".
func (d Date) Long() language.Phrase {
	year, month, day, ok := d.split()
	if !ok {
		return d.asTyped()
	}
	return language.Phrase{"%d年%s%d日", year, monthNames[month-1], day}
}

// WithWeekday is "6月24日 周五".
func (d Date) WithWeekday() language.Phrase {
	if _, _, _, ok := d.split(); !ok {
		return d.asTyped()
	}
	return language.Phrase{"%[1]s %[2]s", d.Short(), d.WeekdayName()}
}

// WeekdayName is "周五".
func (d Date) WeekdayName() language.Word { return weekdays[d.Weekday()] }

// asTyped shows what is no day; nothing for none.
func (d Date) asTyped() language.Phrase {
	if d == "" {
		return nil
	}
	return language.Phrase{"%s", string(d)}
}

// number counts days from 1 January 1970, so that loops need no text.
func (d Date) number() int {
	year, month, day := d.civil()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dateOf(number int) Date {
	return Date(time.Unix(int64(number)*86400, 0).UTC().Format(layout))
}

func weekdayOf(number int) time.Weekday {
	return time.Weekday(((number+int(time.Thursday))%7 + 7) % 7)
}

func (d Date) civil() (year int, month time.Month, day int) {
	year, month, day, ok := d.split()
	if !ok {
		panic(fmt.Sprintf("calendar: %q is not a day", string(d)))
	}
	return year, month, day
}

func (d Date) split() (year int, month time.Month, day int, ok bool) {
	if len(d) != len(layout) || d[4] != '-' || d[7] != '-' {
		return 0, 0, 0, false
	}
	var parts [3]int
	part := 0
	for i := range len(d) {
		switch c := d[i]; {
		case i == 4 || i == 7:
			part++
		case c < '0' || c > '9':
			return 0, 0, 0, false
		default:
			parts[part] = parts[part]*10 + int(c-'0')
		}
	}
	year, month, day = parts[0], time.Month(parts[1]), parts[2]
	ok = time.January <= month && month <= time.December && 1 <= day && day <= daysIn(year, month)
	return year, month, day, ok
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
