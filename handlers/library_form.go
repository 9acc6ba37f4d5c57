package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/library"
	"luoshi/views"
)

// documentFields are a document as it is typed in or sent.
type documentFields struct {
	Title        string           `form:"title" json:"title"`
	ShortTitle   string           `form:"short_title" json:"short_title"`
	Number       string           `form:"number" json:"number"`
	Issuer       string           `form:"issuer" json:"issuer"`
	IssuedOn     calendar.Date    `form:"issued_on" json:"issued_on"`
	Level        library.Level    `form:"level" json:"level"`
	Summary      bool             `form:"summary" json:"summary"`
	EndedOn      calendar.Date    `form:"ended_on" json:"ended_on"`
	SupersededBy int64            `form:"superseded_by" json:"superseded_by"`
	Revision     *int             `form:"revision" json:"revision"`
	Lines        string           `form:"clauses" json:"-"` // one clause a line
	Clauses      *[]clauseOfInput `form:"-" json:"clauses"`
}

type clauseOfInput struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

func (f *documentFields) document() library.Document {
	d := library.Document{Title: f.Title, ShortTitle: f.ShortTitle, Number: f.Number, Issuer: f.Issuer, IssuedOn: f.IssuedOn, Level: f.Level,
		Summary: f.Summary, EndedOn: f.EndedOn}
	if f.SupersededBy != 0 {
		d.SupersededByID = &f.SupersededBy
	}
	return d
}

// clauses are those sent, or typed one a line; nil where nothing was said about them.
func (f *documentFields) clauses(r *Request) []library.Clause {
	_, typed := r.Context.Request.PostForm["clauses"]
	if f.Clauses == nil && !typed {
		return nil
	}
	list := []library.Clause{}
	if f.Clauses != nil {
		for _, c := range *f.Clauses {
			list = append(list, library.Clause{Code: c.Code, Text: c.Text})
		}
	}
	for _, line := range inLines(f.Lines) {
		code, text, _ := strings.Cut(strings.ReplaceAll(line, "　", " "), " ")
		list = append(list, library.Clause{Code: code, Text: text})
	}
	return list
}

func fieldsOf(d *library.Document) documentFields {
	f := documentFields{Title: d.Title, ShortTitle: d.ShortTitle, Number: d.Number, Issuer: d.Issuer, IssuedOn: d.IssuedOn, Level: d.Level, EndedOn: d.EndedOn}
	if d.SupersededByID != nil {
		f.SupersededBy = *d.SupersededByID
	}
	return f
}

func (r *Request) documentForm(tx *models.Tx, d *library.Document, clauses []library.Clause) (*views.Form, error) {
	others, err := library.Documents(tx, library.Search{Limit: 200})
	successors := []views.Option{{Value: "0", Name: word("无")}}
	for _, o := range others {
		if o.ID != d.ID {
			successors = append(successors, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: phrase{"《%s》", o.Title}, Chosen: d.SupersededByID != nil && *d.SupersededByID == o.ID})
		}
	}
	var lines []string
	for _, c := range clauses {
		lines = append(lines, c.Code+"　"+c.Text)
	}
	f := views.Form{ID: "document", Title: "登记文件", Action: "/documents", Button: "登记", Fields: []views.Field{
		{Name: "title", Label: "文件名称", Must: true, Value: d.Title}, {Name: "short_title", Label: "简称", Value: d.ShortTitle, Hint: "引用时的名称，如 支部工作条例"},
		{Name: "number", Label: "文号", Value: d.Number}, {Name: "issuer", Label: "印发机关", Must: true, Value: d.Issuer},
		{Name: "issued_on", Label: "印发日期", Type: "date", Value: string(d.IssuedOn)},
		{Name: "level", Label: "层级", Type: "select", Options: choices(library.Levels, library.LevelNames, d.Level)},
		{Name: "clauses", Label: "条款", Type: "textarea", Value: strings.Join(lines, "\n"), Hint: "每行一条，条号和内容之间空一格，如：第十二条　支委会一般每月召开1次"},
		tick("summary", "条款为摘要，以原文为准", d.Summary),
		{Name: "ended_on", Label: "失效日期", Type: "date", Value: string(d.EndedOn), Hint: "现行有效的不填"},
		{Name: "superseded_by", Label: "由哪个文件替代", Type: "select", Options: successors}}}
	if d.ID != 0 {
		f.Title, f.Button, f.Action = "修改文件", "保存", d.Link()+"?_method=PATCH"
		f.Hidden = []views.Field{hidden("revision", int64(d.Revision))}
	}
	f = r.fill(f)
	return &f, err
}

func (s *Server) createDocument(r *Request) (Answer, error) {
	var form documentFields
	err := r.Form(&form)
	var d library.Document
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			d = form.document() // the work may be run again
			return d.Create(tx, form.clauses(r))
		})
	}
	if err != nil {
		return r.again("document", err, s.listDocuments)
	}
	return s.documentDone(r, d.ID, 201, "已登记文件。")
}

// changeDocument changes a document; what a program leaves out stays as it is.
func (s *Server) changeDocument(r *Request) (Answer, error) {
	var form documentFields
	err := r.View(func(tx *models.Tx) error {
		d, err := library.Find(tx, r.ID())
		if err == nil {
			form = fieldsOf(d)
			form.Summary = wantsJSON(r.Context) && d.Summary // an empty checkbox of a page says no
		}
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	if err = r.Form(&form); err == nil {
		if form.Revision == nil {
			return Answer{}, needRevision
		}
		err = r.Update(func(tx *models.Tx) error {
			d, err := library.Find(tx, r.ID())
			if err != nil {
				return err
			}
			return d.Change(tx, form.document(), form.clauses(r), *form.Revision)
		})
	}
	if err != nil {
		return r.again("document", err, s.showDocument)
	}
	return s.documentDone(r, r.ID(), 200, "已保存。")
}

func (s *Server) documentDone(r *Request, id int64, status int, flash word) (Answer, error) {
	if !wantsJSON(r.Context) {
		return Answer{Goto: fmt.Sprintf("/documents/%d", id), Flash: flash}, nil
	}
	r.Params = gin.Params{{Key: "id", Value: strconv.FormatInt(id, 10)}}
	answer, err := s.showDocument(r)
	answer.Status = status
	return answer, err
}
