package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/views"
)

// startForm asks from which day on the installation asks for duties.
func (r *Request) startForm(tx *models.Tx, begins calendar.Date) *views.Form {
	f := r.fill(views.Form{ID: "start", Title: "应办事项起算日期", Action: "/rules/start?_method=PUT", Button: "设定起算日期",
		Text:   "启用系统时设定：从这一天以后开始的月、季、半年、年才要求开展，以前的不算逾期。已生成的应办事项不变；某项规则改过以后不能再设。",
		Fields: []views.Field{{Name: "from", Label: "自何日起算", Type: "date", Must: true, Value: string(max(begins, tx.Today().Month().First()))}}})
	return &f
}

func (s *Server) beginDuties(r *Request) (Answer, error) {
	var form struct {
		From calendar.Date `form:"from" json:"from" binding:"required,max=10" label:"起算日期"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return tx.BeginDuties(form.From) })
	}
	if err != nil {
		return r.again("start", err, s.listRules)
	}
	return Answer{JSON: form, Goto: "/rules", Flash: word(r.Say("应办事项自%s起算。", form.From.Long()))}, nil
}
