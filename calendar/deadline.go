package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"luoshi/language"
)

// A deadline is a time phrase as it was read; without a to it names a day that
// does not exist.
type deadline struct {
	from, to Date
	before   bool // says 前, so that the beginning is open
	bare     bool // only numbers such as "12.20", which may mean anything in a sentence
}

var (
	clockTime    = regexp.MustCompile(`^(\d.*\d)[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$`)
	serialNumber = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	monthInWords = regexp.MustCompile(`([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})([日号]))?`)
	leadIn       = regexp.MustCompile(`^(?:于|在|到|至|截至|截止到?)`)
	closing      = regexp.MustCompile(`^[底末]?(之前|以前|前|内|为?止)?`)
	verbs        = regexp.MustCompile(`^(?:全部|全面|基本|完成|推进|结束|到位|实施|开展|坚持|落实)*$`)
)

// ParseDeadline reads when something is due in the words of office workbooks:
// "3月底前", "2022年12月20日", "一季度", "3—6月", "全年", or the number Excel
// keeps for a day. A phrase without a year is about the year given. from is
// empty when only the end is said; 前 and 以前 include the day they name.
func ParseDeadline(phrase string, year int) (from, to Date, err error) {
	text := strings.Trim(strings.TrimSpace(halfWidth(phrase)), "。；;，,、（）()")
	if text == "" {
		return "", "", language.Errorf("完成时限没有填写，请写成“3月底前”“12月20日前”或“2022年12月20日”")
	}
	text = normal(clockTime.ReplaceAllString(text, "$1"))
	found, rest, ok := takeSerial(text)
	for _, take := range []taker{takeDates, takePeriod} {
		if !ok {
			found, rest, ok = takeWhole(take, text, year)
		}
	}
	switch {
	case !ok || !verbs.MatchString(rest):
		return "", "", language.Errorf("看不懂完成时限“%s”，请写成“3月底前”“12月20日前”或“2022年12月20日”", phrase)
	case found.to == "":
		return "", "", impossible(phrase)
	}
	return found.from, found.to, nil
}

func impossible(phrase string) error {
	return language.Errorf("时间“%s”里有不存在的日期，或者开始晚于结束，请核对", phrase)
}

// normal makes different ways of writing the same phrase alike.
func normal(text string) string {
	return monthInWords.ReplaceAllStringFunc(squeeze(text), func(words string) string {
		m := monthInWords.FindStringSubmatch(words)
		month, day := numeral(m[1]), numeral(m[2])
		switch {
		case month == 0 || m[2] != "" && day == 0:
			return words
		case day == 0:
			return strconv.Itoa(month) + "月"
		}
		return fmt.Sprintf("%d月%d%s", month, day, m[3])
	})
}

// A taker reads one time phrase from the beginning of a text.
type taker func(text string, year int) (found deadline, rest string, ok bool)

// takeWhole also takes the little words around the phrase.
func takeWhole(take taker, text string, year int) (found deadline, rest string, ok bool) {
	found, rest, ok = take(text[len(leadIn.FindString(text)):], year)
	if !ok {
		return deadline{}, text, false
	}
	end := closing.FindString(rest)
	found.before = strings.HasSuffix(end, "前")
	return found, rest[len(end):], true
}

// takeSerial reads the number Excel keeps for a day: 1 is 31 December 1899.
func takeSerial(text string) (found deadline, rest string, ok bool) {
	m := serialNumber.FindStringSubmatch(text)
	if m == nil {
		return deadline{}, text, false
	}
	if d := Date("1899-12-30").Add(numeral(m[1])); d.Valid() {
		found.to = d
	}
	return found, "", true
}
