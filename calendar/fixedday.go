package calendar

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"luoshi/language"
)

// A FixedDay is the day of each month on which a branch meets. The zero value
// is no fixed day.
type FixedDay struct {
	day     int // of the month; -1 is the last one, 0 is by weekday
	week    int // which such weekday of the month; -1 is the last one
	weekday time.Weekday
}

const last = -1

var (
	dayOfMonth     = regexp.MustCompile(`^每个?月的?(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]$`)
	weekdayOfMonth = regexp.MustCompile(`^每个?月的?(?:第(\d{1,2}|[一二三四五六七八九十]{1,3})|(首)|(最后一))个?(?:星期|周|礼拜)([1-7一二三四五六日天])$`)
	lastOfMonth    = regexp.MustCompile(`^每个?月的?(?:最后(?:一天|一日|1天|1日)|月?[末底])$`)
)

// ParseFixedDay reads "每月5日", "每月第一个星期五", "每月最后一个星期五" or
// "每月最后一天".
func ParseFixedDay(s string) (FixedDay, error) {
	text := squeeze(s)
	if m := dayOfMonth.FindStringSubmatch(text); m != nil {
		if day := numeral(m[1]); 1 <= day && day <= 31 {
			return FixedDay{day: day}, nil
		}
		return FixedDay{}, language.Errorf("固定日“%s”无效：一个月只有1日至31日", s)
	}
	if m := weekdayOfMonth.FindStringSubmatch(text); m != nil {
		f := FixedDay{week: numeral(m[1]), weekday: time.Weekday(numeral(m[4]) % 7)}
		switch {
		case m[2] != "":
			f.week = 1
		case m[3] != "":
			f.week = last
		case f.week < 1 || f.week > 4:
			return FixedDay{}, language.Errorf("固定日“%s”无效：不是每个月都有，请写第一个至第四个，或写“最后一个”", s)
		}
		return f, nil
	}
	if lastOfMonth.MatchString(text) {
		return FixedDay{day: last}, nil
	}
	if text == "" {
		return FixedDay{}, language.Errorf("固定日没有填写，请写成“每月5日”“每月第一个星期五”“每月最后一个星期五”或“每月最后一天”")
	}
	return FixedDay{}, language.Errorf("看不懂固定日“%s”，请写成“每月5日”“每月第一个星期五”“每月最后一个星期五”或“每月最后一天”", s)
}

// In returns the day on which the branch meets in the month: where there is no
// 31st the month's last day, and off a day that is not worked.
func (f FixedDay) In(m Month, w *Workdays) Date {
	if plain := f.Plain(m); plain != "" {
		return w.Shift(plain)
	}
	return ""
}

// Plain is the day on which the branch would meet were every day worked.
func (f FixedDay) Plain(m Month) Date {
	switch {
	case f == FixedDay{}:
		return ""
	case f.day == last:
		return m.Last()
	case f.day > 0:
		return min(m.First().Add(f.day-1), m.Last())
	}
	return m.nth(f.week, f.weekday)
}

// String is what ParseFixedDay reads back.
func (f FixedDay) String() string {
	switch {
	case f == FixedDay{}:
		return ""
	case f.day == last:
		return "每月最后一天"
	case f.day > 0:
		return fmt.Sprintf("每月%d日", f.day)
	case f.week == last:
		return "每月最后一个星期" + f.weekdayNumeral()
	}
	return "每月第" + numerals[f.week] + "个星期" + f.weekdayNumeral()
}

func (f FixedDay) weekdayNumeral() string {
	return strings.TrimPrefix(string(weekdays[f.weekday]), "周")
}
