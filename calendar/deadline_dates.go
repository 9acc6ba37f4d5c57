package calendar

import (
	"fmt"
	"regexp"
	"strings"
)

// A point is a day, or a month or part of a month.
type point struct {
	year, month, day int
	part             string
	bare             bool
}

const yearWords = `(?:(\d{4}|\d{2}|[次明本今当])年)?`

// pointForms have the groups whole, year, month, day, part; what follows the
// whole is only looked at.
var pointForms = []*regexp.Regexp{
	regexp.MustCompile(`^(` + yearWords + `(\d{1,2})月(\d{1,2})[日号]())`),
	regexp.MustCompile(`^(` + yearWords + `(\d{1,2})月(\d{1,2})())(?:$|前|之前|以前|[-—–~至到])`),
	regexp.MustCompile(`^(` + yearWords + `(\d{1,2})月份?()(底|末|初|上旬|中旬|下旬)?)`),
	regexp.MustCompile(`^((\d{4})[-./](\d{1,2})[-./](\d{1,2})()日?)(?:\D|$)`),
	regexp.MustCompile(`^((19\d\d|2[01]\d\d)(\d\d)(\d\d)())(?:\D|$)`),
	regexp.MustCompile(`^((\d{4})[-./](\d{1,2})()())(?:[^./\d月]|$)`),
	regexp.MustCompile(`^(()(\d{1,2})[-./](\d{1,2})()日?)(?:[^./\d月年]|$)`),
}

var (
	bareMonth = regexp.MustCompile(`^` + yearWords + `(\d{1,2})[-—–~至到]+`)
	bareDay   = regexp.MustCompile(`^(\d{1,2})[日号]`)
	dash      = regexp.MustCompile(`^[-—–~至到]+`)
)

// takeDates reads a day or a month, or a range of them.
func takeDates(text string, year int) (found deadline, rest string, ok bool) {
	if m := bareMonth.FindStringSubmatch(text); m != nil { // 3—6月
		left := point{year: yearOf(m[1], year), month: numeral(m[2])}
		right, rest, ok := takePoint(text[len(m[0]):], left.year)
		if ok && !right.bare {
			return between(left, right), rest, true
		}
	}
	left, rest, ok := takePoint(text, year)
	if !ok {
		return deadline{}, text, false
	}
	to := dash.FindString(rest)
	if to == "" {
		return left.deadline(rest), rest, true
	}
	after := rest[len(to):]
	if right, rest, ok := takePoint(after, left.year); ok {
		return between(left, right), rest, true
	}
	if m := bareDay.FindStringSubmatch(after); m != nil {
		right := left
		right.day = numeral(m[1])
		return between(left, right), after[len(m[0]):], true
	}
	return left.deadline(rest), rest, true
}

func takePoint(text string, year int) (p point, rest string, ok bool) {
	for _, form := range pointForms {
		if m := form.FindStringSubmatch(text); m != nil {
			p := point{year: yearOf(m[2], year), month: numeral(m[3]), day: numeral(m[4]), part: m[5]}
			p.bare = m[2] == "" && !strings.Contains(m[1], "月")
			if m[4] != "" && p.day == 0 {
				p.month = 0 // day nought is no day, not a whole month
			}
			return p, text[len(m[1]):], true
		}
	}
	return point{}, text, false
}

// yearOf understands 次年 and 本年 from the plan's year.
func yearOf(words string, year int) int {
	switch words {
	case "", "本", "今", "当":
		return year
	case "次", "明":
		return year + 1
	}
	if n := numeral(words); n >= 100 {
		return n
	}
	return 2000 + numeral(words)
}

// deadline leaves the beginning open for a single day and for a month's end.
func (p point) deadline(rest string) deadline {
	from, to := p.span()
	if p.day > 0 || p.part == "底" || p.part == "末" || strings.HasSuffix(closing.FindString(rest), "前") {
		from = ""
	}
	return deadline{from: from, to: to, bare: p.bare}
}

func between(left, right point) deadline {
	from, _ := left.span()
	_, to := right.span()
	if from == "" || to < from {
		from, to = "", ""
	}
	return deadline{from: from, to: to, bare: left.bare && right.bare}
}

func (p point) span() (from, to Date) {
	switch {
	case p.day > 0:
		d := realDate(p.year, p.month, p.day)
		return d, d
	case realDate(p.year, p.month, 1) == "":
		return "", ""
	}
	month := realDate(p.year, p.month, 1).Month()
	switch first := month.First(); p.part {
	case "初", "上旬":
		return first, first.Add(9)
	case "中旬":
		return first.Add(10), first.Add(19)
	case "下旬":
		return first.Add(20), month.Last()
	}
	return month.First(), month.Last()
}

func realDate(year, month, day int) Date {
	if d := Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day)); d.Valid() {
		return d
	}
	return ""
}
