package handlers

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// refusal is a form that was sent and not taken.
type refusal struct {
	form   string
	err    *models.Error
	stands *views.Form // as it would be shown now, when somebody else has changed the thing
}

// again shows the page of a refused form once more, with what was typed; a
// program, and an error that is not about the form, get the error itself. Where
// somebody else was first, both versions are shown instead.
func (r *Request) again(form string, err error, page Action) (Answer, error) {
	var e *models.Error
	if wantsJSON(r.Context) || !errors.As(err, &e) || e.Kind != models.Invalid && e.Kind != models.Conflict {
		return Answer{}, err
	}
	r.refused = &refusal{form: form, err: e}
	answer, err := page(r)
	if err == nil && e == models.Stale {
		return r.conflict(answer)
	}
	answer.Status = statusOf[e.Kind]
	return answer, err
}

// asked reports whether the page is to show the form with this id.
func (r *Request) asked(form string) bool {
	if r.refused != nil {
		return r.refused.form == form
	}
	return r.Query("form") == form
}

// given is what the refused form said, or else the address.
func (r *Request) given(name string) string { return r.givenAs(name, name) }

// givenAs is given for what the address names otherwise than the form.
func (r *Request) givenAs(query, field string) string {
	if r.refused != nil {
		return r.PostForm(field)
	}
	return r.Query(query)
}

// fill puts what was typed, and what is wrong with it, into a form that was refused.
func (r *Request) fill(f views.Form) views.Form {
	f = r.remembering(f)
	if r.refused == nil || r.refused.form != f.ID {
		return f
	}
	if r.refused.err == models.Stale {
		r.refused.stands = &f
		return f
	}
	r.keepVersion(&f)
	for i := range f.Fields {
		field := &f.Fields[i]
		typed := r.Context.Request.PostForm[field.Name]
		field.Value, field.Error = "", r.refused.err.Fields[field.Name].In(r.Language())
		if len(typed) > 0 {
			field.Value = typed[0]
		}
		for j, o := range field.Options {
			field.Options[j].Chosen = slices.Contains(typed, o.Value)
		}
		if field.Error != "" {
			f.Problems = append(f.Problems, views.FieldProblem{Field: field.ID(), Label: field.Label, Message: field.Error})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.refused.err.Fields)) { // what is wrong beside the fields that are typed in
		if !slices.ContainsFunc(f.Fields, func(field views.Field) bool { return field.Name == name }) {
			f.Problems = append(f.Problems, views.FieldProblem{Field: name, Label: labelOf(name), Message: r.refused.err.Fields[name].In(r.Language())})
		}
	}
	if len(f.Problems) == 0 {
		f.Fault = r.refused.err.In(r.Language())
	}
	return f
}

// forgetting leaves empty, after fill, the fields whose values never go back to a browser.
func forgetting(f views.Form, secrets ...string) views.Form {
	for i := range f.Fields {
		if slices.Contains(secrets, f.Fields[i].Name) {
			f.Fields[i].Value = ""
		}
	}
	return f
}

// created answers that a thing has been made.
func created(value any, to string, flash language.Word) Answer {
	return Answer{Status: http.StatusCreated, JSON: value, Goto: to, Flash: flash}
}

// choices are options of a field in the order of the values.
func choices[T ~string](values []T, names map[T]string, chosen T) []views.Option {
	list := make([]views.Option, len(values))
	for i, v := range values {
		list[i] = views.Option{Value: string(v), Name: word(names[v]), Chosen: v == chosen}
	}
	return list
}

// tick is a field of one checkbox that says yes.
func tick(name string, label language.Word, on bool) views.Field {
	return views.Field{Name: name, Label: label, Type: "checkbox", Options: []views.Option{{Value: "true", Name: word("是"), Chosen: on}}}
}

func hidden(name string, value int64) views.Field {
	return views.Field{Name: name, Value: strconv.FormatInt(value, 10)}
}

// pageByID reads which page of a list in the order of ids is asked for.
func (r *Request) pageByID() (limit int, after int64, err error) {
	p, err := r.Paging(1)
	if err != nil || p.After == nil {
		return p.Limit, 0, err
	}
	if after, err = strconv.ParseInt(p.After[0], 10, 64); err != nil {
		return 0, 0, badCursor
	}
	return p.Limit, after, nil
}

var badCursor = models.FailAt(models.Invalid, "cursor", "cursor 无效，请从第一页重新读取。")

// cut leaves of rows, read one beyond the limit, those of the page, and the cursor of
// the next; "" on the last.
func cut[T any](rows []T, limit int, id func(T) int64) ([]T, string) {
	if len(rows) <= limit {
		return rows, ""
	}
	return rows[:limit], cursor(id(rows[limit-1]))
}
