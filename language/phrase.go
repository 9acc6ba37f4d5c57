package language

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Word is a fixed term of ours, in Chinese; as a value of a phrase it is said in
// the reader's language.
type Word string

func (w Word) String() string { return string(w) }

// In is the word in a language.
func (w Word) In(l Language) string { return l.Say(string(w)) }

// Phrase is a sentence kept until its reader is known: its Chinese format and
// the values that stand in it, which may be phrases themselves.
type Phrase []any

// With is the phrase of a format and values.
func With(format string, values ...any) Phrase { return append(Phrase{format}, values...) }

// Join puts phrases, words or names one after the other with "、", "；" or
// whatever else the catalogue has for "%s、%s"; of none it says nothing.
func Join[T any](between string, list []T) Phrase {
	if len(list) == 0 {
		return nil
	}
	joined := Phrase{"%s", list[0]}
	for _, v := range list[1:] {
		joined = Phrase{"%s" + between + "%s", joined, v}
	}
	return joined
}

// String is the phrase in Chinese.
func (p Phrase) String() string { return p.In(Chinese) }

// In is the phrase in a language; an empty one says nothing.
func (p Phrase) In(l Language) string {
	if len(p) == 0 {
		return ""
	}
	format, ok := p[0].(string)
	if !ok {
		return fmt.Sprint(p...)
	}
	return l.Say(format, p[1:]...)
}

// MarshalJSON keeps a phrase for a later reader: a list, in which a list is a
// phrase again. Numbers must be whole.
func (p Phrase) MarshalJSON() ([]byte, error) {
	kept := make([]any, len(p))
	for i, v := range p {
		switch v := v.(type) {
		case Phrase:
			kept[i] = v
		case fmt.Stringer:
			kept[i] = []any{v.String()}
		default:
			kept[i] = v
		}
	}
	return json.Marshal(kept)
}

// UnmarshalJSON reads what MarshalJSON kept.
func (p *Phrase) UnmarshalJSON(text []byte) error {
	var kept []any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&kept); err != nil {
		return err
	}
	*p = revived(kept)
	return nil
}

func revived(kept []any) Phrase {
	p := make(Phrase, len(kept))
	for i, v := range kept {
		switch v := v.(type) {
		case []any:
			p[i] = revived(v)
		case json.Number:
			p[i] = whole(v)
		default:
			p[i] = v
		}
	}
	return p
}

func whole(n json.Number) any {
	i, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil {
		return n.String()
	}
	return i
}
