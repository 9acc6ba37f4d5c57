package handlers

import (
	"fmt"
	"strings"

	"luoshi/calendar"
	"luoshi/models/supervision"
	"luoshi/views"
)

// asOf is which version of a thing a form speaks of.
type asOf struct {
	Revision *int `form:"revision" json:"revision"`
}

// or is the version that was sent, or else the one that stands.
func (a *asOf) or(stands int) int {
	if a.Revision != nil {
		return *a.Revision
	}
	return stands
}

// measureForm is a measure as it is sent, or typed in as fields such as items.0.text.
type measureForm struct {
	Text     string        `json:"text"`
	Owner    string        `json:"owner"`
	DueOn    calendar.Date `json:"due_on"`
	Progress string        `json:"progress"`
}

func measures(forms []measureForm) (list []supervision.Measure) {
	for _, f := range forms {
		list = append(list, supervision.Measure{Text: f.Text, Owner: f.Owner, DueOn: f.DueOn, Progress: f.Progress})
	}
	return list
}

const (
	mostMeasures  = 20
	spareMeasures = 2 // empty rows offered after those filled in
)

var measureFields = []string{"text", "owner", "due_on", "progress"}

// measuresTyped reads the measures of a page's form; rows left empty are none.
func measuresTyped(r *Request) (list []measureForm) {
	for i := range compactRows(r, "items", mostMeasures, measureFields) {
		at := func(field string) string {
			return strings.TrimSpace(r.PostForm(fmt.Sprintf("items.%d.%s", i, field)))
		}
		list = append(list, measureForm{at("text"), at("owner"), calendar.Date(at("due_on")), at("progress")})
	}
	return list
}

// measureRow is what one measure is typed into.
type measureRow struct {
	Legend phrase
	Fields []views.Field
}

// measuresForm asks for the measures of the attempt under way, a row each.
func (r *Request) measuresForm(f *supervision.Finding, stand []supervision.Measure) (form views.Form, rows []measureRow) {
	form = views.Form{ID: "measures", Title: "整改措施", Action: fmt.Sprintf("/findings/%d/measures?_method=PUT", f.ID), Button: "保存措施",
		Text: "一行一条；空着的行不算。进展有变化时回来改写。", Hidden: []views.Field{hidden("revision", int64(f.Revision))}}
	count := len(stand)
	if r.refused != nil && r.refused.form == form.ID {
		count = max(count, compactRows(r, "items", mostMeasures, measureFields))
	}
	count = min(count+spareMeasures, mostMeasures)
	for i := range count {
		var m supervision.Measure
		if i < len(stand) {
			m = stand[i]
		}
		name := func(field string) string { return fmt.Sprintf("items.%d.%s", i, field) }
		legend := phrase{"措施 %s", circled(i + 1)}
		form.Fields = append(form.Fields,
			views.Field{Name: name("text"), Label: "措施", Value: m.Text, Of: legend}, views.Field{Name: name("owner"), Label: "责任人", Value: m.Owner, Of: legend},
			views.Field{Name: name("due_on"), Label: "时限", Type: "date", Value: string(m.DueOn), Of: legend}, views.Field{Name: name("progress"), Label: "进展", Value: m.Progress, Of: legend})
		rows = append(rows, measureRow{Legend: legend})
	}
	form = r.fill(form)
	for i := range rows {
		rows[i].Fields = form.Fields[i*len(measureFields) : (i+1)*len(measureFields)]
	}
	return form, rows
}

// inspectionForms are what the inspector's side does to a problem as it stands.
func (r *Request) inspectionForms(f *supervision.Finding, may supervision.Allowed) (forms []views.Form) {
	at, revision := f.Link(), []views.Field{hidden("revision", int64(f.Revision))}
	if may.Close {
		forms = append(forms, r.fill(views.Form{ID: "close", Title: "销号", Action: at + "/closing", Button: "销号", Hidden: revision,
			Text: "核实整改到位后销号；责任人不能为自己的问题销号。",
			Fields: []views.Field{{Name: "result", Label: "整改结果", Type: "textarea", Must: true},
				{Name: "lookback_on", Label: "回头看日期", Type: "date", Hint: "不填则按规定的月数推算"}}}))
	}
	if may.Return {
		forms = append(forms, r.fill(views.Form{ID: "return", Title: "退回", Action: at + "/return", Button: "退回整改", Hidden: revision,
			Fields: []views.Field{{Name: "reason", Label: "退回原因", Type: "textarea", Must: true}}}))
	}
	if may.Lookback {
		var found []views.Option
		for _, l := range supervision.Lookbacks {
			found = append(found, views.Option{Value: string(l), Name: word(l.String())})
		}
		forms = append(forms, r.fill(views.Form{ID: "lookback", Title: "回头看", Action: at + "/lookback", Button: "记录回头看", Hidden: revision,
			Text: "整改巩固的保持销号；问题反弹的重新整改，前几轮的记录都保留。",
			Fields: []views.Field{{Name: "lookback", Label: "结果", Type: "select", Must: true, Options: found}, {Name: "note", Label: "回头看情况", Type: "textarea", Must: true},
				{Name: "due_on", Key: "lookback-", Label: "新的整改时限", Type: "date", Hint: "问题反弹时填；不填则按规定的工作日推算"}}}))
	}
	return forms
}
