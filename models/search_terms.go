package models

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// termLength is how many characters of a text a term has.
const termLength = 8

// searchable are the characters of a text that count: small letters, numbers and
// signs such as emoji, with full-width forms made plain.
func searchable(text string) []rune {
	var runes []rune
	for _, r := range strings.ToLower(text) {
		if r >= '！' && r <= '～' {
			r = unicode.ToLower(r - '！' + '!')
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r) {
			runes = append(runes, r)
		}
	}
	return runes
}

// termsOf are the terms of a text: it from each character on, its initials from each
// or only from the first on, and from the first on with every other reading of a
// character: 重庆 is cq and zq, and who is called 单 is found by s.
func termsOf(text string, everywhere bool) []string {
	seen := map[string]bool{}
	var terms []string
	add := func(runes []rune) {
		term := string(runes[:min(len(runes), termLength)])
		if term != "" && !seen[term] {
			seen[term] = true
			terms = append(terms, term)
		}
	}
	runes := searchable(text)
	for i := range runes {
		add(runes[i:])
	}
	initials, others := initialsOf(runes)
	for i := range initials {
		if i == 0 || everywhere {
			add(initials[i:])
		}
	}
	for i, readings := range others[:min(len(others), termLength)] {
		for _, r := range readings {
			other := append([]rune{}, initials...)
			other[i] = r
			add(other)
		}
	}
	return terms
}

// initialsOf are the first letters of the pinyin of characters, and those of their
// other readings; what has no pinyin stands for itself.
func initialsOf(runes []rune) (initials []rune, others [][]rune) {
	args := pinyin.NewArgs()
	args.Style, args.Heteronym = pinyin.FirstLetter, true
	for _, r := range runes {
		first, rest := r, []rune(nil)
		for _, reading := range pinyin.SinglePinyin(r, args) {
			switch letter := []rune(reading)[0]; {
			case first == r:
				first = letter
			case letter != first:
				rest = append(rest, letter)
			}
		}
		initials, others = append(initials, first), append(others, rest)
	}
	return initials, others
}
