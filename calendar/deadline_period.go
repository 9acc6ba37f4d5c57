package calendar

import "regexp"

const wholeYear = `(?:(\d{4}|[次明本今当])年?)?`

var (
	quarterWords = regexp.MustCompile(`^` + wholeYear + `(?:(?:第?([一二三四1-4])(?:季度)?|[Qq]([1-4]))[-—–~至到、]+)?(?:第?([一二三四1-4])季度|[Qq]([1-4]))`)
	halfWords    = regexp.MustCompile(`^` + wholeYear + `([上下])半年`)
	yearEnd      = regexp.MustCompile(`^(?:(\d{4}|[次明本今当])年|年)[底末终内]`)
	yearLong     = regexp.MustCompile(`^(?:(\d{4}|[次明本今当])年(?:度|全年)?|贯穿全年|全年|常年|长期(?:坚持|推进)|持续(?:推进|坚持)|[每按逐](?:个?月|季度?|半年|周|天|日|年))`)
	always       = regexp.MustCompile(`^(?:长期|持续)$`)
)

// takePeriod reads a quarter, half a year, or words for the whole year.
func takePeriod(text string, year int) (found deadline, rest string, ok bool) {
	if m := quarterWords.FindStringSubmatch(text); m != nil {
		first, end := numeral(m[2]+m[3]), numeral(m[4]+m[5])
		if first == 0 {
			first = end
		}
		return months(yearOf(m[1], year), first*3-2, end*3), text[len(m[0]):], true
	}
	if m := halfWords.FindStringSubmatch(text); m != nil {
		first := 1
		if m[2] == "下" {
			first = 7
		}
		return months(yearOf(m[1], year), first, first+5), text[len(m[0]):], true
	}
	if m := yearEnd.FindStringSubmatch(text); m != nil {
		found := months(yearOf(m[1], year), 1, 12)
		found.from = ""
		return found, text[len(m[0]):], true
	}
	if m := yearLong.FindStringSubmatch(text); m != nil {
		return months(yearOf(m[1], year), 1, 12), text[len(m[0]):], true
	}
	if always.MatchString(text) {
		return months(year, 1, 12), "", true
	}
	return deadline{}, text, false
}

func months(year, first, end int) deadline {
	return between(point{year: year, month: first}, point{year: year, month: end})
}
