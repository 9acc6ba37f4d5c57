package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"luoshi/language"
)

// A Step is one part of a schedule.
type Step struct {
	Name     string
	From, To Date   // From is empty when only the end is said
	Text     string // the part it was read from
}

const punctuation = " 　，,、；;。.：:—–-~"

var (
	listMarker = regexp.MustCompile(`^(?:[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]|[•·●▪*])`)
	timeLabel  = regexp.MustCompile(`(?:完成时限|完成时间|截止时间|时限|时间)[:：]?$`)
	onlyDone   = regexp.MustCompile(`^(?:全部|全面|基本)?完成$`)
)

// SplitSchedule turns the 时序进度 of a project into its steps, in the order in
// which they are written. Parts that cannot be read come back as one error that
// repeats each of them; the other steps are good all the same.
func SplitSchedule(text string, year int) ([]Step, error) {
	var steps []Step
	var problems []error
	for _, item := range splitList(halfWidth(text)) {
		for _, part := range strings.FieldsFunc(item, func(r rune) bool { return strings.ContainsRune("；;。→\r\n", r) }) {
			for _, clause := range splitClauses(withoutMarker(strings.TrimSpace(part), year), year) {
				step, err := readStep(clause, year)
				if err != nil {
					problems = append(problems, err)
				} else {
					steps = append(steps, step)
				}
			}
		}
	}
	return steps, errors.Join(problems...)
}

// splitList splits a text that begins like a numbered list before each next
// number of the same style.
func splitList(text string) []string {
	text = strings.TrimSpace(text)
	for _, style := range listStyles {
		if !strings.HasPrefix(text, style(1)) {
			continue
		}
		var items []string
		for n := 2; n < 100; n++ {
			at := findMarker(text, style(n))
			if at < 0 {
				break
			}
			items, text = append(items, text[:at]), text[at:]
		}
		return append(items, text)
	}
	return []string{text}
}

var listStyles = []func(n int) string{
	func(n int) string { return fmt.Sprintf("%d.", n) },
	func(n int) string { return fmt.Sprintf("%d、", n) },
	func(n int) string { return fmt.Sprintf("%d)", n) },
	func(n int) string { return fmt.Sprintf("%d）", n) },
	func(n int) string { return fmt.Sprintf("(%d)", n) },
	func(n int) string { return fmt.Sprintf("（%d）", n) },
	func(n int) string { return "(" + inWords(n) + ")" },
	func(n int) string { return "（" + inWords(n) + "）" },
	func(n int) string { return inWords(n) + "、" },
	func(n int) string { return string(rune('①' + n - 1)) },
}

var decimals = regexp.MustCompile(`^\d+(?:[^\d月年]|$)`)

// findMarker passes over numbers that only look like the marker: 12. for 2.,
// and the 2. of 2.5万元 unless a month or year follows.
func findMarker(text, marker string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], marker)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(marker)
		if at > 0 && !digit(text[at-1]) && !(strings.HasSuffix(marker, ".") && decimals.MatchString(text[from:])) {
			return at
		}
	}
}

func withoutMarker(part string, year int) string {
	if beginsWithDeadline(part, year) {
		return part
	}
	return part[len(listMarker.FindString(part)):]
}

// splitClauses splits "3月底前印发，6月底前观摩", where a comma does the work of
// a semicolon.
func splitClauses(part string, year int) []string {
	if !beginsWithDeadline(part, year) {
		if part == "" {
			return nil
		}
		return []string{part}
	}
	var clauses []string
	start := 0
	for at, r := range part {
		next := at + utf8.RuneLen(r)
		if strings.ContainsRune("，,、", r) && beginsWithDeadline(part[start:at], year) && beginsWithDeadline(part[next:], year) {
			clauses, start = append(clauses, part[start:at]), next
		}
	}
	return append(clauses, part[start:])
}

func beginsWithDeadline(text string, year int) bool {
	text = normal(opening(text))
	for _, take := range []taker{takeDates, takePeriod} {
		if found, _, ok := takeWhole(take, text, year); ok && (!found.bare || found.before) {
			return true
		}
	}
	return false
}

func readStep(part string, year int) (Step, error) {
	part = strings.TrimSpace(part)
	name, found, ok := findDeadline(normal(part), year)
	switch {
	case !ok:
		return Step{}, language.Errorf("“%s”没有写时间，请写成“3月底前印发方案”", part)
	case found.to == "":
		return Step{}, impossible(part)
	case name == "":
		return Step{}, language.Errorf("“%s”没有写做什么，请写成“3月底前印发方案”", part)
	}
	return Step{Name: name, From: found.from, To: found.to, Text: part}, nil
}

// findDeadline looks anywhere in a text, first for dates with 前, then for
// other dates, then for periods, and returns the text without it.
func findDeadline(text string, year int) (rest string, found deadline, ok bool) {
	for _, search := range []struct {
		take taker
		fits func(deadline) bool
	}{
		{takeDates, func(d deadline) bool { return d.before }},
		{takeDates, func(d deadline) bool { return !d.bare }},
		{takePeriod, func(deadline) bool { return true }},
	} {
		for at := range text {
			if at > 0 && digit(text[at-1]) {
				continue
			}
			phrase := opening(text[at:])
			found, after, ok := takeWhole(search.take, phrase, year)
			if ok && search.fits(found) {
				return joinName(text[:at], text[at+len(phrase)-len(after):]), found, true
			}
		}
	}
	return text, deadline{}, false
}

// opening is as much of a text as a time phrase can fill: without it a long
// cell would be read over and over.
func opening(text string) string {
	runes := 0
	for at := range text {
		if runes++; runes > 60 {
			return text[:at]
		}
	}
	return text
}

// joinName drops what only held the phrase: brackets, labels, and a 完成 that
// is left over at the end.
func joinName(before, after string) string {
	before, after = strings.TrimRight(before, punctuation), strings.TrimLeft(after, punctuation)
	before = timeLabel.ReplaceAllString(before, "")
	opened := strings.TrimRight(before, "（(")
	closed := strings.TrimLeft(after, "）)")
	if opened != before && closed != after {
		before, after = opened, closed
	}
	before, after = strings.TrimRight(before, punctuation), strings.Trim(after, punctuation)
	if before != "" && onlyDone.MatchString(after) {
		after = ""
	}
	return strings.TrimLeft(before, punctuation) + after
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
