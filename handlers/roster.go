package handlers

import (
	"errors"
	"net/http"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/views"
)

// rosterView is what an import of the roster has done.
type rosterView struct {
	Created   int      `json:"orgs_created"`
	Changed   int      `json:"orgs_changed"`
	Same      int      `json:"orgs_same"`
	People    int      `json:"members_created"`
	Updated   int      `json:"members_changed"`
	Appointed int      `json:"posts_given"`
	Vacant    int      `json:"posts_vacant"`
	Lines     []string `json:"-"`
}

type rosterPage struct {
	Done *rosterView
	Form views.Form
}

func (s *Server) showRoster(r *Request) (Answer, error) {
	err := r.View(func(tx *models.Tx) error { return tx.Require(models.Enter, models.Orgs, 0) })
	page := rosterPage{Form: r.fill(views.Form{ID: "roster", Title: "导入组织名册", Action: "/imports/roster", Button: "导入",
		Text:   "工作簿中须有工作表“单位”和“党支部”，党员列在工作表“党员”（可以只有这一张，同导出的党员名册）。再次导入会更新，不会重复；有一处不对就什么都不导入。",
		Fields: []views.Field{{Name: "file", Label: "名册文件（.xlsx）", Type: "file", Must: true}}})}
	return rosterAnswer(page), err
}

func rosterAnswer(page rosterPage) Answer {
	return Answer{Page: "roster", Title: word("导入组织名册"), Section: "orgs", Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("导入名册")}}, View: page}
}

func (s *Server) importRoster(r *Request) (Answer, error) {
	var done rosterView
	err := r.View(func(tx *models.Tx) error { return tx.Require(models.Enter, models.Orgs, 0) })
	if err != nil { // before the file is read: that is costly
		return Answer{}, err
	}
	sheets, err := r.workbook("file")
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			report, err := tx.ImportRoster(sheets)
			done = rosterView{report.Created, report.Changed, report.Same, report.People, report.Updated, report.Appointed, report.Vacant, told(tx, report.Lines())}
			return err
		})
	}
	if err != nil {
		return r.again("roster", err, s.showRoster)
	}
	answer := rosterAnswer(rosterPage{Done: &done})
	answer.JSON = done
	return answer, nil
}

// workbook reads an uploaded table.
func (r *Request) workbook(field string) ([]models.Sheet, error) {
	header, err := r.FormFile(field)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, err
	case err != nil:
		return nil, models.FailAt(models.Invalid, field, "请选择要导入的文件。")
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	read, err := documents.ReadWorkbook(header.Filename, file)
	var bad *documents.BadFile
	if errors.As(err, &bad) {
		return nil, models.FailAt(models.Invalid, field, "%s", bad.Text)
	}
	sheets := make([]models.Sheet, len(read))
	for i, sheet := range read {
		sheets[i] = models.Sheet(sheet)
	}
	return sheets, err
}
