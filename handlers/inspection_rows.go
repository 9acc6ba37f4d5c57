package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/views"
)

// inspectionRowView is a branch in an inspection, for programs: until it is answered
// its items are as the records are now, and the mark stands for them.
type inspectionRowView struct {
	rowJSON
	Mark int64 `json:"mark"`
}

// inspectionRowPage is one branch in an inspection.
type inspectionRowPage struct {
	inspectionRowView
	Inspection inspectionJSON
	Spot       bool
	Answers    string // where one answers, "" for who may not
	Fault      string // what was wrong with an answer
	Timely     lamp
	Judgement  *views.Form
	Quality    lamp
}

var qualityLights = map[inspection.Quality]string{inspection.Proper: "ok", inspection.Improve: "warn"}

func (s *Server) showInspectionRow(r *Request) (Answer, error) {
	var page inspectionRowPage
	err := r.View(func(tx *models.Tx) error {
		w, view, err := readRow(tx, r.ID())
		page.inspectionRowView = view
		if err != nil || wantsJSON(r.Context) {
			return err
		}
		if page.Inspection, err = showInspection(tx, w.Inspection, inspection.Progress{}); err != nil {
			return err
		}
		page.Spot = w.Inspection.Kind == inspection.Spot
		page.Timely = lamp{"warn", tx.Say("否")}
		if view.rowJSON.Timely != nil && *view.rowJSON.Timely {
			page.Timely = lamp{"ok", tx.Say("是")}
		}
		if w.Quality != "" {
			page.Quality = lamp{qualityLights[w.Quality], tx.Say(w.Quality.String())}
		}
		if w.Answerable(tx) {
			page.Answers = w.Link() + "/answer"
			r.keepSaid(&page)
		}
		if w.Judgeable(tx) {
			page.Judgement = r.judgementForm(w)
		}
		return nil
	})
	return Answer{Page: "inspection_row", Title: word("自查抽查"), Section: "supervise", View: page, JSON: page.inspectionRowView,
		Crumbs: inspectionCrumbs(views.Crumb{Name: typed(page.Inspection.Name), Link: fmt.Sprintf("/inspections/%d", page.InspectionID)}, views.Crumb{Name: typed(page.OrgName)})}, err
}

// keepSaid puts back what was typed into an answer that was refused.
func (r *Request) keepSaid(page *inspectionRowPage) {
	if r.refused == nil || r.refused.form != "answer" {
		return
	}
	page.Fault = r.refused.err.In(r.Language())
	for i := range page.Items {
		page.Items[i].Said = r.PostForm("said." + page.Items[i].Code)
	}
}

func (r *Request) judgementForm(w *inspection.Row) *views.Form {
	var choices []views.Option
	for _, q := range inspection.Qualities {
		choices = append(choices, views.Option{Value: string(q), Name: word(q.String())})
	}
	f := r.fill(views.Form{ID: "judgement", Title: "评价程序内容", Action: w.Link() + "/judgement", Button: "提交评价", Hidden: []views.Field{hidden("revision", int64(w.Revision))},
		Text: "是否按时由记录得出，不需要填写；这里只评价程序是否规范、内容是否全面。提交后不能再改。",
		Fields: []views.Field{{Name: "quality", Label: "规范", Type: "radio", Must: true, Options: choices},
			{Name: "reason", Label: "理由", Type: "textarea", Must: true, Hint: "写明看了什么、依据什么"}}})
	return &f
}

// readRow reads a row with its items as they were answered, or as the records are now.
func readRow(tx *models.Tx, id int64) (*inspection.Row, inspectionRowView, error) {
	w, err := inspection.FindRow(tx, id)
	if err != nil {
		return nil, inspectionRowView{}, err
	}
	v := inspectionRowView{rowJSON: showRow(tx, w)}
	if w.AnsweredOn != "" {
		return w, v, nil
	}
	facts, err := w.Inspection.Facts(tx, w.Org)
	for _, f := range facts {
		v.Items = append(v.Items, showFact(tx, f, inspection.Name(f.Code)))
	}
	v.Mark = inspection.Mark(facts)
	return w, v, err
}

// said is what a branch says to one point.
type said struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

func (s *Server) answerInspection(r *Request) (Answer, error) {
	var form struct {
		Said     []said `form:"-" json:"said" binding:"max=20" label:"情况说明"`
		Mark     *int64 `form:"mark" json:"mark" binding:"required" label:"核对标记"`
		Revision *int   `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	return s.closeRow(r, &form, "answer", "已提交自查。", func(tx *models.Tx, w *inspection.Row) error {
		texts := map[string]string{}
		for _, one := range form.Said {
			texts[one.Code] = one.Text
		}
		for name, typed := range r.Context.Request.PostForm {
			if code, is := strings.CutPrefix(name, "said."); is {
				texts[code] = typed[0]
			}
		}
		return w.Answer(tx, texts, *form.Mark, *form.Revision)
	})
}

func (s *Server) judgeInspection(r *Request) (Answer, error) {
	var form struct {
		Quality  inspection.Quality `form:"quality" json:"quality" binding:"max=10" label:"规范"`
		Reason   string             `form:"reason" json:"reason" binding:"max=1000" label:"理由"`
		Revision *int               `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	return s.closeRow(r, &form, "judgement", "已提交评价。", func(tx *models.Tx, w *inspection.Row) error {
		return w.Judge(tx, form.Quality, form.Reason, *form.Revision)
	})
}

func (s *Server) closeRow(r *Request, form any, name string, flash word, close func(*models.Tx, *inspection.Row) error) (Answer, error) {
	a := Answer{Goto: fmt.Sprintf("/inspection-rows/%d", r.ID()), Flash: flash}
	err := r.Form(form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			w, err := inspection.FindRow(tx, r.ID())
			if err != nil {
				return err
			}
			if err := close(tx, w); err != nil {
				return err
			}
			a.JSON = inspectionRowView{rowJSON: showRow(tx, w)}
			return nil
		})
	}
	if err != nil {
		return r.again(name, err, s.showInspectionRow)
	}
	return a, nil
}

// listInspectionItem puts a point of a branch on the list of problems; asked again it
// answers with the problem that there is.
func (s *Server) listInspectionItem(r *Request) (Answer, error) {
	var form struct {
		Code string `form:"code" json:"code" binding:"required,max=40" label:"检查内容"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	a := Answer{Flash: "已列入问题清单。"}
	return a, r.Update(func(tx *models.Tx) error {
		w, err := inspection.FindRow(tx, r.ID())
		if err != nil {
			return err
		}
		f, made, err := w.List(tx, form.Code)
		if err != nil {
			return err
		}
		if made {
			a.Status = http.StatusCreated
		}
		a.Goto = f.Link()
		_, a.JSON, err = showFinding(tx, f.ID)
		return err
	})
}
