package handlers

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"luoshi/views"
)

// compare fills the page of both versions: the form as it stands, how it read when
// it was opened, and what was sent.
func (v *conflictView) compare(stands *views.Form, opened []reading, sent url.Values) {
	v.Action = stands.Action
	fields := map[string]int{} // of one name
	for _, h := range stands.Hidden {
		fields[h.Name] = 0
		v.Along = append(v.Along, h)
		if h.Name == revisionField || h.Name == openedField {
			v.Mine = append(v.Mine, h)
		}
	}
	for _, f := range stands.Fields {
		fields[f.Name]++
	}
	for _, f := range stands.Fields {
		v.weigh(f, opened, sent, fields[f.Name] > 1)
	}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if name == onceField || name == revisionField || name == openedField {
			continue
		}
		v.Mine = append(v.Mine, asHidden(name, sent[name])...)
		if _, shown := fields[name]; !shown {
			v.Along = append(v.Along, asHidden(name, sent[name])...)
		}
	}
}

// weigh takes over a field that is alike in both versions, or has one unseen, and
// makes a row of any other; what its reader changed is chosen to begin with.
func (v *conflictView) weigh(f views.Field, opened []reading, sent url.Values, shared bool) {
	now, mine := f.Values(), f.Sent(sent)
	row := conflictRow{Name: f.Name, Label: f.FullLabel().In(v.reader), Now: f.Words(v.reader, now), Mine: f.Words(v.reader, mine), Ours: true, Theirs: true}
	was := now
	if at := slices.IndexFunc(opened, func(o reading) bool { return o.Name == f.Name && o.Key == f.Key }); at >= 0 {
		was = opened[at].Values
		row.Was, row.Ours, row.Theirs = opened[at].Words, !alike(mine, was), !alike(now, was)
	}
	chosen := now
	if row.Ours {
		chosen = mine
	}
	switch {
	case alike(now, mine), f.Type == "hidden":
		v.Along = append(v.Along, asHidden(f.Name, chosen)...)
		return
	case f.Type == "checkbox":
		row.Pick = merged(f, was, now, mine)
	case shared:
		row.Pick = merged(f, nil, chosen, chosen)
	default:
		row.NowValue, row.MineValue = strings.Join(now, ""), strings.Join(mine, "")
	}
	v.Rows = append(v.Rows, row)
}

// merged is a field of several values with what stands now and what one's own
// change added or took away.
func merged(f views.Field, was, now, mine []string) *views.Field {
	options := f.Options
	f.Options = nil
	for _, o := range options {
		if f.Type == "checkbox" && !slices.Contains(now, o.Value) && !slices.Contains(mine, o.Value) {
			continue
		}
		o.Chosen = slices.Contains(now, o.Value)
		if ours := slices.Contains(mine, o.Value); ours != slices.Contains(was, o.Value) {
			o.Chosen = ours
		}
		f.Options = append(f.Options, o)
	}
	f.Must, f.Hint = false, ""
	return &f
}

// alike compares values as people do: the ends of lines and blanks around do not count.
func alike(a, b []string) bool {
	plain := func(list []string) string {
		return strings.TrimSpace(strings.ReplaceAll(strings.Join(list, "\x1f"), "\r\n", "\n"))
	}
	return plain(a) == plain(b)
}

func asHidden(name string, values []string) (list []views.Field) {
	for _, value := range values {
		list = append(list, views.Field{Name: name, Value: value})
	}
	return list
}

// recall lists the texts typed into a form that is no longer there, to be copied.
func (v *conflictView) recall(opened []reading, sent url.Values) {
	for _, o := range opened {
		text := len(o.Values) == 1 && o.Values[0] == o.Words
		if text && !alike(o.Values, sent[o.Name]) {
			v.Rows = append(v.Rows, conflictRow{Name: o.Name, Label: o.Label, Was: o.Words, Mine: strings.Join(sent[o.Name], "\n")})
		}
	}
}
