package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/project/importing"
)

// importForm is a list as it is uploaded.
type importForm struct {
	Year int                   `form:"year" json:"year" binding:"required,min=2000,max=2100" label:"年度"`
	File *multipart.FileHeader `form:"file" json:"file" binding:"required" label:"清单文件"`
}

// startImport shows the page to upload a list on.
func (s *Server) startImport(r *Request) (Answer, error) {
	var page importPage
	err := r.View(func(tx *models.Tx) error {
		page.Year = tx.Today().Year()
		return tx.Require(models.Enter, models.Projects, 0)
	})
	answer := importAnswer(page, http.StatusOK)
	answer.JSON = nil // nothing is there yet
	return answer, err
}

// uploadProjects keeps a list until it is confirmed.
func (s *Server) uploadProjects(r *Request) (Answer, error) {
	var form importForm
	err := r.View(func(tx *models.Tx) error { return tx.Require(models.Enter, models.Projects, 0) })
	if err != nil { // before the file is read: that is costly
		return Answer{}, err
	}
	if err = r.Form(&form); err != nil {
		return importProblem(r, form, err)
	}
	sheets, err := sheetsOf(form.File)
	if err != nil {
		return importProblem(r, form, err)
	}
	var waiting *importing.Upload
	var page importPage
	err = r.Update(func(tx *models.Tx) (err error) {
		list := importing.List{Year: form.Year, Sheets: sheets}
		if waiting, err = list.Keep(tx, form.File.Filename); err != nil {
			return err
		}
		page, err = previewImport(tx, waiting, nil)
		return err
	})
	if err != nil {
		return importProblem(r, form, err)
	}
	return Answer{Status: http.StatusCreated, JSON: page, Goto: page.Link()}, nil
}

// sheetsOf reads an uploaded workbook.
func sheetsOf(file *multipart.FileHeader) ([]importing.Sheet, error) {
	f, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read, err := documents.ReadWorkbook(file.Filename, f)
	if bad, ok := errors.AsType[*documents.BadFile](err); ok {
		return nil, models.FailAt(models.Invalid, "file", "%s", bad.Text)
	}
	sheets := make([]importing.Sheet, len(read))
	for i, s := range read {
		sheets[i] = importing.Sheet(s)
	}
	return sheets, err
}

// importProblem shows what is wrong with an upload on the page itself.
func importProblem(r *Request, form importForm, err error) (Answer, error) {
	if models.KindOf(err) != models.Invalid || wantsJSON(r.Context) {
		return Answer{}, err
	}
	return importAnswer(importPage{Year: form.Year, Problem: r.Why(err)}, http.StatusUnprocessableEntity), nil
}

// showImport previews a list that waits.
func (s *Server) showImport(r *Request) (Answer, error) {
	var page importPage
	err := r.View(func(tx *models.Tx) error {
		waiting, err := importing.Find(tx, r.ID())
		if err != nil {
			return err
		}
		page, err = previewImport(tx, waiting, nil)
		return err
	})
	return importAnswer(page, http.StatusOK), err
}

// choiceForm is what was chosen for a row of the preview.
type choiceForm struct {
	Row            int   `json:"row"`
	OwnerPostID    int64 `json:"owner_post_id"`
	ReviewerPostID int64 `json:"reviewer_post_id"`
}

// confirmForm is the preview sent back: a page names the rows' fields in order.
type confirmForm struct {
	Rows      []int        `form:"row" json:"-"`
	Owners    []int64      `form:"owner" json:"-"`
	Reviewers []int64      `form:"reviewer" json:"-"`
	Choices   []choiceForm `json:"choices"`
	Issued    bool         `form:"issued" json:"issued"`
}

func (f *confirmForm) choices() []importing.Choice {
	var list []importing.Choice
	for _, c := range f.Choices {
		list = append(list, importing.Choice(c))
	}
	for i := range min(len(f.Rows), len(f.Owners), len(f.Reviewers)) {
		list = append(list, importing.Choice{Row: f.Rows[i], OwnerPostID: f.Owners[i], ReviewerPostID: f.Reviewers[i]})
	}
	return list
}

// confirmImport imports a list that waits, all of it or nothing.
func (s *Server) confirmImport(r *Request) (Answer, error) {
	var form confirmForm
	if r.Context.Request.ContentLength != 0 { // a program may confirm the proposals as they are
		if err := r.Form(&form); err != nil {
			return Answer{}, err
		}
	}
	how := importing.AsDrafts
	if form.Issued {
		how = importing.Issued
	}
	var page importPage
	err := r.Update(func(tx *models.Tx) error {
		waiting, err := importing.Find(tx, r.ID())
		if err != nil {
			return err
		}
		done, err := waiting.Confirm(tx, form.choices(), how)
		if err == nil {
			page = showPreview(tx, done)
		}
		return err
	})
	if models.KindOf(err) == models.Invalid && !wantsJSON(r.Context) {
		return s.importRefused(r, form, err)
	}
	return Answer{JSON: page, Goto: fmt.Sprintf("/projects?year=%d", page.Year), Flash: word(r.Say("已导入。%s", page.Summary))}, err
}

// importRefused shows the preview again, with what was chosen and what stands in the way.
func (s *Server) importRefused(r *Request, form confirmForm, why error) (Answer, error) {
	var page importPage
	err := r.View(func(tx *models.Tx) error {
		waiting, err := importing.Find(tx, r.ID())
		if err != nil {
			return err
		}
		page, err = previewImport(tx, waiting, form.choices())
		return err
	})
	page.Problem, page.Issued = r.Why(why), form.Issued
	return importAnswer(page, http.StatusUnprocessableEntity), err
}

func (s *Server) discardImport(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		waiting, err := importing.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return waiting.Discard(tx)
	})
	return Answer{Goto: "/imports/projects", Flash: "已放弃，没有导入任何项目。"}, err
}

// exportProjects hands out a year's projects as the office's workbook.
func (s *Server) exportProjects(r *Request) (Answer, error) {
	var out bytes.Buffer
	q := newSieve(r)
	year := q.year("year")
	if err := q.err(); err != nil {
		return Answer{}, err
	}
	err := r.View(func(tx *models.Tx) error {
		if year == 0 {
			year = tx.Today().Year()
		}
		list, err := importing.Export(tx, year)
		if err != nil {
			return err
		}
		made := "制表单位：" + s.Owner + "　" + tx.Today().Long().String()
		return documents.WriteSheets(&out, OnPaper(list, made))
	})
	return Answer{File: &File{Name: fmt.Sprintf("%d年度党建重点项目清单.xlsx", year),
		Type: workbookType, Content: out.Bytes()}}, err
}

// widths are the columns' widths on paper, in digits.
var widths = map[string]float64{"序号": 6, "类别": 12, "责任人": 12, "完成时限": 16, "进展": 14, "责任单位": 20, "项目名称": 24, "协同单位": 24, "目标要求": 26, "阶段目标": 26}

func OnPaper(list []importing.Table, made string) []documents.NamedTable {
	var tables []documents.NamedTable
	for _, t := range list {
		paper := documents.Table{Title: t.Title, Notes: []string{made}, Rows: t.Rows}
		for _, name := range t.Columns {
			width := widths[name]
			if width == 0 {
				width = 34
			}
			paper.Columns = append(paper.Columns, documents.Column{Name: name, Width: width, Wrap: true})
		}
		tables = append(tables, documents.NamedTable{Sheet: t.Sheet, Table: paper})
	}
	return tables
}
