package handlers

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"luoshi/documents"
	"luoshi/models"
	"luoshi/models/orglife"
)

func (s *Server) createPlan(r *Request) (Answer, error) {
	var form struct {
		OrgID int64 `form:"org_id" json:"org_id" binding:"required" label:"党支部"`
		Year  int   `form:"year" json:"year" binding:"required,min=2000,max=2100" label:"年度"`
		Again bool  `form:"again" json:"again"` // as the year before
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	return s.planChanged(r, http.StatusCreated, "已按固定日排好12个月，核对主题后即可提交。", func(tx *models.Tx) (*orglife.Plan, error) {
		return orglife.CreatePlan(tx, form.OrgID, form.Year, form.Again)
	})
}

// planChanged answers a verb with the plan as it is afterwards.
func (s *Server) planChanged(r *Request, status int, flash word, verb func(*models.Tx) (*orglife.Plan, error)) (Answer, error) {
	a := Answer{Status: status, Flash: flash}
	err := r.Update(func(tx *models.Tx) error {
		p, err := verb(tx)
		if err != nil {
			return err
		}
		view, err := showPlan(tx, p)
		a.JSON, a.Goto = view, "/"+p.Subject()
		return err
	})
	return a, err
}

// onPlan is planChanged for the plan in the path.
func (s *Server) onPlan(r *Request, flash word, verb func(*models.Tx, *orglife.Plan) error) (Answer, error) {
	return s.planChanged(r, http.StatusOK, flash, func(tx *models.Tx) (*orglife.Plan, error) {
		p, err := orglife.FindPlan(tx, r.ID())
		if err != nil {
			return nil, err
		}
		return p, verb(tx, p)
	})
}

func (s *Server) changePlan(r *Request) (Answer, error) {
	var form planForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	flash := word("已保存。")
	if form.Submit {
		flash = "已提交，由上一级党组织审核。"
	}
	var answer Answer
	if err == nil {
		answer, err = s.onPlan(r, flash, func(tx *models.Tx, p *orglife.Plan) error {
			rows, err := p.Typed(func(month int, key string) (string, bool) { return form.cell(r, month, key) })
			if err != nil {
				return err
			}
			if err := p.SetRows(tx, *form.Revision, rows); err != nil || !form.Submit {
				return err
			}
			return p.Submit(tx)
		})
	}
	if err != nil {
		return r.again("plan", err, s.showPlan)
	}
	return answer, nil
}

var noRevision = models.FailAt(models.Invalid, "revision", "请注明修改依据的版本（revision）。")

func (s *Server) submitPlan(r *Request) (Answer, error) {
	return s.onPlan(r, "已提交，由上一级党组织审核。", func(tx *models.Tx, p *orglife.Plan) error { return p.Submit(tx) })
}

func (s *Server) withdrawPlan(r *Request) (Answer, error) {
	return s.onPlan(r, "已撤回，可以修改后再提交。", func(tx *models.Tx, p *orglife.Plan) error { return p.Withdraw(tx) })
}

// reviewForm is a decision on a plan, with comments by month: "comment-3".
type reviewForm struct {
	Reason   string         `form:"reason" json:"reason" binding:"max=500" label:"意见"`
	Comments map[int]string `form:"-" json:"comments"`
}

func (s *Server) approvePlan(r *Request) (Answer, error) {
	var form reviewForm
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onPlan(r, "已通过，各次活动已排入日历。", func(tx *models.Tx, p *orglife.Plan) error { return p.Approve(tx, form.Reason) })
}

func (s *Server) returnPlan(r *Request) (Answer, error) {
	var form reviewForm
	err := r.Form(&form)
	var answer Answer
	if err == nil {
		if form.Comments == nil {
			form.Comments = map[int]string{}
		}
		for i, text := range r.Context.Request.PostForm["comment"] {
			form.Comments[i+1] = text
		}
		answer, err = s.onPlan(r, "已退回，意见逐月显示在支部的计划上。", func(tx *models.Tx, p *orglife.Plan) error { return p.Return(tx, form.Reason, form.Comments) })
	}
	if err != nil {
		return r.again("review", err, s.showPlan)
	}
	return answer, nil
}

// namedPlan is a plan at a revision; a page names it "7/2".
type namedPlan struct {
	ID       int64 `json:"id"`
	Revision int   `json:"revision"`
}

// approvePlans accepts several plans at once.
func (s *Server) approvePlans(r *Request) (Answer, error) {
	var form struct {
		Plans []namedPlan `form:"-" json:"plans" binding:"max=500" label:"计划"`
		Named []string    `form:"plan" json:"-" binding:"max=500" label:"计划"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	for _, text := range form.Named {
		var p namedPlan
		if _, err := fmt.Sscanf(text, "%d/%d", &p.ID, &p.Revision); err == nil { // what is no number is no plan
			form.Plans = append(form.Plans, p)
		}
	}
	if len(form.Plans) == 0 {
		return Answer{}, models.FailAt(models.Invalid, "plans", "请选择要通过的计划。")
	}
	done := List[planLine]{Items: []planLine{}}
	err := r.Update(func(tx *models.Tx) error {
		done.Items = done.Items[:0]
		for _, named := range form.Plans {
			p, err := orglife.FindPlan(tx, named.ID)
			if err != nil {
				return err
			}
			if p.Revision != named.Revision {
				return models.Fail(models.Conflict, "%s已有变化，请刷新后再通过。", p.Name())
			}
			if err := p.Approve(tx, ""); err != nil {
				return err
			}
			done.Items = append(done.Items, lineOf(tx, p))
		}
		return nil
	})
	return Answer{JSON: done, Goto: "/plans", Flash: word(r.Say("已通过%d份计划，各次活动已排入日历。", len(done.Items)))}, err
}

func (s *Server) deletePlan(r *Request) (Answer, error) {
	revision, err := strconv.Atoi(r.Query("revision"))
	if err != nil {
		return Answer{}, noRevision
	}
	err = r.Update(func(tx *models.Tx) error {
		p, err := orglife.FindPlan(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Delete(tx, revision)
	})
	return Answer{Goto: "/plans", Flash: "已删除草稿。"}, err
}

// planUpload is the office's workbook, or a table pasted as text.
type planUpload struct {
	OrgID int64                 `form:"org_id" json:"org_id"`
	Year  int                   `form:"year" json:"year" binding:"omitempty,min=2000,max=2100" label:"年度"`
	Text  string                `form:"text" json:"text" binding:"max=100000" label:"粘贴的表格"`
	File  *multipart.FileHeader `form:"file" json:"-"`
}

func (s *Server) importPlan(r *Request) (Answer, error) {
	var form planUpload
	err := r.Form(&form)
	var answer Answer
	if err == nil {
		answer, err = s.takePlan(r, form)
	}
	if err != nil {
		return r.again("import", err, s.listPlans)
	}
	return answer, nil
}

func (s *Server) takePlan(r *Request, form planUpload) (Answer, error) {
	sheets := []models.Sheet{{Name: "粘贴", Rows: pasted(form.Text)}}
	if form.File != nil {
		read, err := sheetsOf(form.File)
		if err != nil {
			return Answer{}, err
		}
		sheets = sheets[:0]
		for _, s := range read {
			sheets = append(sheets, models.Sheet(s))
		}
	} else if strings.TrimSpace(form.Text) == "" {
		return Answer{}, models.FailAt(models.Invalid, "file", "请选择表格文件，或把表格粘贴进来。")
	}
	sheet, err := orglife.ReadPlanSheet(sheets)
	if err != nil {
		return Answer{}, err
	}
	return s.planChanged(r, http.StatusCreated, "已导入12个月，核对后即可提交。", func(tx *models.Tx) (*orglife.Plan, error) {
		return sheet.Import(tx, form.OrgID, form.Year)
	})
}

// pasted splits what was copied out of a spreadsheet into cells.
func pasted(text string) (rows [][]string) {
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func (s *Server) exportPlan(r *Request) (Answer, error) {
	var out bytes.Buffer
	var name string
	err := r.View(func(tx *models.Tx) error {
		p, err := orglife.FindPlan(tx, r.ID())
		if err != nil {
			return err
		}
		name = p.Name()
		columns, rows := p.Sheet()
		table := documents.Table{Title: name, Rows: rows}
		for _, c := range columns {
			table.Columns = append(table.Columns, documents.Column{Name: string(c.Name), Width: c.Width, Wrap: true})
		}
		return documents.WriteTable(&out, "主题党日计划", table)
	})
	return Answer{File: &File{Name: name + ".xlsx", Type: mediaTypes[inExcel], Content: out.Bytes()}}, err
}
