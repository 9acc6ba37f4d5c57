// Package language says the program's words to each person in the language
// chosen: Chinese, in which they are written, or English.
package language

import (
	"fmt"
	"reflect"

	"golang.org/x/text/language"
)

// Language is what a person reads.
type Language string

const (
	Chinese Language = "zh"
	English Language = "en"
)

// Of is the language that a tag such as "en" or "zh-CN" names, "" for any other.
func Of(tag string) Language {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	for _, l := range []Language{Chinese, English} {
		if base.String() == string(l) {
			return l
		}
	}
	return ""
}

// Asked is the language that a browser asks for in Accept-Language: of ours the
// one it likes best, "" where it names neither.
func Asked(header string) Language {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return ""
	}
	for _, t := range tags { // the one liked best first
		if l := Of(t.String()); l != "" {
			return l
		}
	}
	return ""
}

// Tag is the language as HTML and HTTP name it.
func (l Language) Tag() string {
	if l == English {
		return "en"
	}
	return "zh-CN"
}

// Say fills a Chinese format, or its English. Of the values a Phrase, a Word and
// any other Stringer whose text is in the catalogue are said in the same
// language; what users typed, a plain string, stays as it is.
func (l Language) Say(format string, values ...any) string {
	if l == English {
		if said, ok := english[format]; ok {
			format = said
		}
	}
	if len(values) == 0 {
		return format
	}
	said := make([]any, len(values))
	for i, v := range values {
		said[i] = l.In(v)
	}
	return fmt.Sprintf(numbered(format, values), said...)
}

// In is a value as a reader of the language sees it.
func (l Language) In(value any) any {
	switch v := value.(type) {
	case nil, string, int, int64, bool:
		return v
	case Text:
		return v.In(l)
	case fmt.Stringer:
		if l != English || reflect.TypeOf(v).Kind() == reflect.Pointer {
			return v
		}
		if said, ok := english[v.String()]; ok {
			return said
		}
	}
	return value
}

// Known reports whether there is English for a Chinese phrase.
func Known(format string) bool {
	_, ok := english[format]
	return ok
}
