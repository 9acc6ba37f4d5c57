package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/supervision"
	"luoshi/views"
)

// explanationForm is what is said to which alert.
type explanationForm struct {
	OrgID   int64           `form:"org_id" json:"org_id" binding:"required" label:"组织"`
	Code    string          `form:"code" json:"code" binding:"required,max=40" label:"预警"`
	Subject string          `form:"subject" json:"subject" binding:"max=60" label:"对象"`
	Period  calendar.Period `form:"period" json:"period" binding:"max=10" label:"时间"`
	Text    string          `form:"text" json:"text" binding:"max=1000" label:"情况说明"`
}

// alert finds the alert of today that is spoken of.
func (f *explanationForm) alert(tx *models.Tx) (models.Alert, error) {
	if _, err := tx.Org(f.OrgID); err != nil {
		return models.Alert{}, err
	}
	found, err := models.Alerts(tx, tx.Today(), alertSources...)
	if err != nil {
		return models.Alert{}, err
	}
	at := slices.IndexFunc(found, func(a models.Alert) bool {
		return a.OrgID == f.OrgID && a.Code == f.Code && a.Subject == f.Subject && a.Period == f.Period
	})
	if at < 0 {
		return models.Alert{}, models.Fail(models.Conflict, "这条预警今天已经没有了，不需要再说明。")
	}
	return found[at], nil
}

// newExplanation is the form for answering an alert: ?org_id=, ?code=, ?subject=, ?period=.
func (s *Server) newExplanation(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		given := func(name string) string {
			if sent := r.Context.Request.PostForm[name]; len(sent) > 0 {
				return sent[0]
			}
			return r.Query(name)
		}
		of := explanationForm{Code: given("code"), Subject: given("subject"), Period: calendar.Period(given("period"))}
		of.OrgID, _ = strconv.ParseInt(given("org_id"), 10, 64) // none is found then
		if err := tx.Require(models.Enter, models.Findings, of.OrgID); err != nil || wantsJSON(r.Context) {
			return err
		}
		a, err := of.alert(tx)
		if err != nil {
			return err
		}
		form = r.fill(views.Form{ID: "explanation", Title: word(tx.Say("%[1]s：%[2]s", a.OrgName, a.Detail)), Action: "/explanations", Button: "提交说明",
			Text:   "说明由上级党组织核定；采纳后预警在有效期内只作提示。",
			Hidden: []views.Field{hidden("org_id", a.OrgID), {Name: "code", Value: a.Code}, {Name: "subject", Value: a.Subject}, {Name: "period", Value: string(a.Period)}},
			Fields: []views.Field{{Name: "text", Label: "情况说明", Type: "textarea", Must: true, Hint: "写明原因、已采取的措施和打算何时办好"}}})
		return nil
	})
	return Answer{Page: "finding_form", Title: word("申请说明"), Section: "supervise", View: form, Crumbs: explanationCrumbs("申请说明")}, err
}

func (s *Server) createExplanation(r *Request) (Answer, error) {
	var form explanationForm
	err := r.Form(&form)
	var id int64
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			a, err := form.alert(tx)
			if err != nil {
				return err
			}
			e, err := supervision.Explain(tx, a, form.Text)
			if err == nil {
				id = e.ID
			}
			return err
		})
	}
	if err != nil {
		return r.again("explanation", err, s.newExplanation)
	}
	return s.explanationDone(r, id, http.StatusCreated, "已提交，由上级党组织核定。")
}

func (s *Server) acceptExplanation(r *Request) (Answer, error) {
	var form struct {
		Until    calendar.Date `form:"until" json:"until" binding:"required,max=10" label:"有效期至"`
		Answer   string        `form:"answer" json:"answer" binding:"max=500" label:"答复"`
		Revision *int          `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	return s.decideExplanation(r, &form, "accept", "已采纳说明。", func(tx *models.Tx, e *supervision.Explanation) error {
		return e.Accept(tx, form.Until, form.Answer, *form.Revision)
	})
}

func (s *Server) returnExplanation(r *Request) (Answer, error) {
	var form struct {
		Answer   string `form:"answer" json:"answer" binding:"required,max=500" label:"退回原因"`
		Revision *int   `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	return s.decideExplanation(r, &form, "return", "已退回说明。", func(tx *models.Tx, e *supervision.Explanation) error {
		return e.Return(tx, form.Answer, *form.Revision)
	})
}

func (s *Server) decideExplanation(r *Request, form any, name string, flash word, decide func(*models.Tx, *supervision.Explanation) error) (Answer, error) {
	err := r.Form(form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			e, err := supervision.FindExplanation(tx, r.ID())
			if err != nil {
				return err
			}
			return decide(tx, e)
		})
	}
	if err != nil {
		return r.again(name, err, s.showExplanation)
	}
	return s.explanationDone(r, r.ID(), http.StatusOK, flash)
}

func (s *Server) explanationDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/explanations/%d", id), Flash: flash}
	err := r.View(func(tx *models.Tx) error {
		e, err := supervision.FindExplanation(tx, id)
		if err == nil {
			a.JSON = showExplanation(tx, e)
		}
		return err
	})
	return a, err
}
