package calendar

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var numerals = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// numeral reads a number in digits or, up to 99, in words; it is 0 if s is none.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	tens, units, ten := strings.Cut(s, "十")
	if !ten {
		tens, units = "", s
	}
	t, u := slices.Index(numerals, tens), slices.Index(numerals, units)
	switch {
	case t < 0 || u < 0:
		return 0
	case ten:
		return max(t, 1)*10 + u
	}
	return u
}

// inWords writes a number from 1 to 99.
func inWords(n int) string {
	switch {
	case n < 10:
		return numerals[n]
	case n < 20:
		return "十" + numerals[n-10]
	}
	return numerals[n/10] + "十" + numerals[n%10]
}

// squeeze drops the spaces that only lay text out and makes full-width digits
// and the letters and signs typed among them half-width.
func squeeze(s string) string {
	var out strings.Builder
	var before byte
	for _, word := range strings.Fields(halfWidth(s)) {
		if alphanumeric(before) && alphanumeric(word[0]) {
			out.WriteByte(' ')
		}
		out.WriteString(word)
		before = word[len(word)-1]
	}
	return out.String()
}

func halfWidth(s string) string {
	const distance = '０' - '0'
	return strings.Map(func(r rune) rune {
		switch {
		case '０' <= r && r <= '９', 'Ａ' <= r && r <= 'Ｚ', r == '．', r == '／', r == '－':
			return r - distance
		}
		return r
	}, s)
}

func alphanumeric(c byte) bool {
	return c < unicode.MaxASCII && (unicode.IsDigit(rune(c)) || unicode.IsLetter(rune(c)))
}
