package views

import (
	"slices"
	"strings"

	"luoshi/language"
)

// Values are what a browser sends for the field as it stands.
func (f Field) Values() []string {
	if !f.offers() {
		return []string{f.Value}
	}
	var chosen []string
	for _, o := range f.Options {
		if o.Chosen {
			chosen = append(chosen, o.Value)
		}
	}
	if f.Type == "select" {
		if len(chosen) == 0 && len(f.Options) > 0 {
			return []string{f.Options[0].Value}
		}
		return last(chosen)
	}
	return chosen
}

// Sent are the values of the field in a form that was sent, which may hold those
// of other fields of its name too.
func (f Field) Sent(form map[string][]string) []string {
	sent := form[f.Name]
	if !f.offers() {
		return []string{strings.Join(sent[:min(len(sent), 1)], "")}
	}
	var own []string
	for _, o := range f.Options {
		if slices.Contains(sent, o.Value) {
			own = append(own, o.Value)
		}
	}
	if f.Type == "select" {
		return last(own)
	}
	return own
}

// Words are values of the field as people read them in a language.
func (f Field) Words(l language.Language, values []string) string {
	if !f.offers() {
		return strings.Join(values, "")
	}
	var words []language.Text
	for _, o := range f.Options {
		if slices.Contains(values, o.Value) {
			words = append(words, o.Name)
		}
	}
	return language.Join("、", words).In(l)
}

// FullLabel is the label with the part of the form it stands in.
func (f Field) FullLabel() language.Text {
	if f.Of == nil {
		return f.Label
	}
	return language.Phrase{"%s %s", f.Of, f.Label}
}

// offers reports whether the field is chosen from options rather than typed.
func (f Field) offers() bool {
	return f.Type == "select" || f.Type == "radio" || f.Type == "checkbox"
}

func last(list []string) []string { return list[max(len(list)-1, 0):] }
