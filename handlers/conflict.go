package handlers

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/views"
)

// When two people change the same thing, the first is served and the second is
// shown what he typed beside what stands now and what both began from, field by
// field, and saves what he chooses upon the newer version. For that every form
// with a revision carries, in a hidden field, how it read when it was opened.

const (
	revisionField = "revision"
	openedField   = "opened"
)

// reading is how a field of a form read.
type reading struct {
	Name   string   `json:"n"`
	Key    string   `json:"k,omitempty"`
	Label  string   `json:"l"`
	Values []string `json:"v"`
	Words  string   `json:"w"` // the values for people
}

// remembering puts into a form with a revision how it reads.
func (r *Request) remembering(f views.Form) views.Form {
	if !slices.ContainsFunc(f.Hidden, func(h views.Field) bool { return h.Name == revisionField }) {
		return f
	}
	var list []reading
	for _, field := range f.Fields {
		values := field.Values()
		list = append(list, reading{field.Name, field.Key, field.FullLabel().In(r.Language()), values, field.Words(r.Language(), values)})
	}
	f.Hidden = append(slices.Clip(f.Hidden), views.Field{Name: openedField, Value: models.JSON(list)})
	return f
}

// opened is how the form that was sent read when it was opened, nil when it does not say.
func (r *Request) opened() (list []reading) {
	if json.Unmarshal([]byte(r.PostForm(openedField)), &list) != nil {
		return nil
	}
	return list
}

// keepVersion leaves a form that was refused for another reason on the version it
// was filled in upon: what others have changed meanwhile is not to be overwritten.
func (r *Request) keepVersion(f *views.Form) {
	for i, h := range f.Hidden {
		if h.Name == revisionField || h.Name == openedField {
			f.Hidden[i].Value = r.PostForm(h.Name)
		}
	}
}

// conflictView is the page of both versions.
type conflictView struct {
	Title  word
	Said   string
	Action string // "" for what can no longer be saved
	Back   string
	Rows   []conflictRow
	Along  []views.Field // what is sent with what is chosen
	Mine   []views.Field // all of it as it was typed

	reader language.Language
}

// conflictRow is a field in which the versions differ.
type conflictRow struct {
	Name, Label         string
	Was, Now, Mine      string       // as people read them
	NowValue, MineValue string       // to choose from
	Ours, Theirs        bool         // who has changed it; both when nobody knows
	Pick                *views.Field // what to choose from where there is more than one value
}

// conflict shows both versions of what a refused form was about, whose page has been made anew.
func (r *Request) conflict(page Answer) (Answer, error) {
	if r.refused.stands == nil {
		return Answer{}, models.Stale
	}
	var v conflictView
	said, err := r.whoWasFirst()
	v.reader = r.Language()
	v.compare(r.refused.stands, r.opened(), r.Context.Request.PostForm)
	a := r.versions(v, said, http.StatusConflict)
	a.Section, a.Crumbs = page.Section, page.Crumbs
	return a, err
}

// rescue shows what was typed into a form of a thing that may no longer be changed,
// or is no longer there: it is not to be lost with it.
func (s *Server) rescue(r *Request, err error) (Answer, error) {
	kind := models.KindOf(err)
	if wantsJSON(r.Context) || r.opened() == nil || kind != models.NotFound && kind != models.Forbidden && kind != models.Conflict {
		return Answer{}, err
	}
	var e *models.Error
	if !errors.As(err, &e) {
		errors.As(models.Missing, &e)
	}
	if kind == models.Forbidden {
		s.noteRefusal(r.Context, e.Said)
	}
	var v conflictView
	v.recall(r.opened(), r.Context.Request.PostForm)
	return r.versions(v, e.In(r.Language()), statusOf[kind]), nil
}

func (r *Request) versions(v conflictView, said string, status int) Answer {
	v.Title, v.Said, v.Back = "内容有变化，还没有保存", said, back(refererPath(r.Context), "/")
	r.Header("HX-Retarget", "#main")
	r.Header("HX-Reswap", "innerHTML")
	return Answer{Page: "conflict", Part: "content", Title: v.Title, Status: status, View: v}
}

// whoWasFirst says who has changed what the request is about, and when.
func (r *Request) whoWasFirst() (said string, err error) {
	said = r.refused.err.In(r.Language())
	err = r.View(func(tx *models.Tx) error {
		last, err := tx.LastChange(subjectOf(r.FullPath(), r.Param("id")))
		if err == nil && last != nil {
			said = tx.Say("%s %s 改过这项内容，您的修改还没有保存；请逐项比对，选定后保存。", last.ActorName, when(tx, last.At))
		}
		return err
	})
	return said, err
}

// subjectOf is the thing a route is about, as the audit trail names it.
func subjectOf(route, id string) string {
	before, _, _ := strings.Cut(route, "/:")
	return before[strings.LastIndex(before, "/")+1:] + "/" + id
}

// current is the present version of what a program's request is about: what a GET
// of it answers.
func (s *Server) current(r *Request, path string) any {
	at, _, numbered := strings.Cut(path, "/:id")
	for _, route := range s.routes() {
		if numbered && route.method == http.MethodGet && route.path == at+"/:id" {
			if answer, err := route.action(r); err == nil {
				return answer.JSON
			}
		}
	}
	return nil
}
