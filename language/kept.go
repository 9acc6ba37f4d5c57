package language

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
)

// Quote is a phrase that says what a person wrote, in no language but theirs.
func Quote(text string) Phrase {
	if text == "" {
		return nil
	}
	return Phrase{"%s", text}
}

// typed is what a person wrote, where the phrase says nothing else.
func (p Phrase) typed() (text string, ok bool) {
	if len(p) == 2 && p[0] == "%s" {
		text, ok = p[1].(string)
	}
	return text, ok
}

// Value keeps a phrase in a column: as JSON, or as plain text what a person wrote.
func (p Phrase) Value() (driver.Value, error) {
	if len(p) == 0 {
		return "", nil
	}
	if text, ok := p.typed(); ok && !strings.HasPrefix(text, "[") {
		return text, nil
	}
	kept, err := p.MarshalJSON()
	return string(kept), err
}

// Scan reads what Value kept. Plain text, such as was kept before there was a
// second language, is said as it stands.
func (p *Phrase) Scan(column any) error {
	var text string
	switch c := column.(type) {
	case nil:
	case string:
		text = c
	case []byte:
		text = string(c)
	default:
		return fmt.Errorf("phrase kept as %T", column)
	}
	if *p = nil; strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), p) == nil {
		return nil
	}
	*p = Quote(text)
	return nil
}
