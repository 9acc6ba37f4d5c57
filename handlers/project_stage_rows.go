package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// stageRow is what one stage is typed into.
type stageRow struct {
	Legend phrase
	Fields []views.Field
}

const (
	fewestRows = 2 // a road has at least so many stages
	mostRowsOf = 20
	rowFields  = 10 // of a stage, the last three of them unseen
)

// addStages appends a row of fields for each stage; when the form has been sent,
// as many rows as it had, and one more if that was asked for.
func (v *projectFormView) addStages(r *Request, f *views.Form, milestones []project.Milestone, needs map[int64][]int64) {
	seq := map[int64]int{}
	var stages []project.Milestone
	for _, m := range milestones {
		if m.IsStage() {
			stages = append(stages, m)
			seq[m.ID] = len(stages)
			v.Weights += m.Weight
		}
	}
	rows := max(len(stages), fewestRows)
	if r.refused != nil && r.refused.form == f.ID {
		typed := compactStages(r)
		if r.PostForm("add_row") != "" {
			typed++
		}
		if r.refused.err == models.Stale {
			typed = max(typed, len(stages)) // all of both versions
		}
		rows = min(max(typed, fewestRows), mostRowsOf)
	}
	v.MayAdd = rows < mostRowsOf
	for i := range rows {
		var m project.Milestone
		weight, after := "", ""
		if i < len(stages) {
			m = stages[i]
			weight = strconv.Itoa(m.Weight)
			for _, id := range needs[m.ID] {
				after = strings.TrimLeft(after+"、"+strconv.Itoa(seq[id]), "、")
			}
		}
		name := func(field string) string { return fmt.Sprintf("stages.%d.%s", i, field) }
		number := func(id int64) string { return strconv.FormatInt(id, 10) }
		row := stageRow{Legend: phrase{"阶段 %s", circled(i + 1)}, Fields: []views.Field{
			{Name: name("name"), Label: "名称", Value: m.Name}, {Name: name("weight"), Label: "权重", Type: "number", Value: weight},
			{Name: name("start_on"), Label: "开始", Type: "date", Value: string(m.StartOn)}, {Name: name("due_on"), Label: "时限", Type: "date", Value: string(m.DueOn)},
			{Name: name("goal"), Label: "目标", Value: m.Goal}, {Name: name("measures"), Label: "措施", Type: "textarea", Value: m.Measures}, {Name: name("after"), Label: "接第几阶段", Value: after, Hint: "如 1、2"},
			{Name: name("standard"), Label: "完成标准", Type: "hidden", Value: m.Standard}, {Name: name("owner_post_id"), Label: "责任人", Type: "hidden", Value: number(m.OwnerPostID)},
			{Name: name("reviewer_post_id"), Label: "审核人", Type: "hidden", Value: number(m.ReviewerPostID)}}}
		for k := range row.Fields {
			row.Fields[k].Of = row.Legend
		}
		v.Rows = append(v.Rows, row)
		f.Fields = append(f.Fields, row.Fields...)
	}
}

// seen are the fields of a stage that people type into.
var seen = []string{"name", "weight", "start_on", "due_on", "goal", "measures", "after"}

// compactStages moves the typed stages up over rows that were left empty, so that
// the number of a row is the number of its stage, and counts them.
func compactStages(r *Request) int {
	return compactRows(r, "stages", mostRowsOf, seen, "standard", "owner_post_id", "reviewer_post_id")
}

// compactRows does so with rows of any name, which are empty when no field that is
// typed into is filled; hidden fields go along.
func compactRows(r *Request, rows string, most int, seen []string, hidden ...string) int {
	form, next := r.Context.Request.PostForm, 0
	for i := range most {
		at := func(n int, field string) string { return fmt.Sprintf("%s.%d.%s", rows, n, field) }
		typed := ""
		for _, field := range seen {
			typed += strings.TrimSpace(form.Get(at(i, field)))
		}
		if typed == "" {
			continue
		}
		for _, field := range append(hidden, seen...) {
			value := form.Get(at(i, field))
			form.Del(at(i, field))
			form.Set(at(next, field), value)
		}
		next++
	}
	return next
}

// oneMore reports whether a form was sent to have another row, not to be saved.
func (r *Request) oneMore() bool { return !wantsJSON(r.Context) && r.PostForm("add_row") != "" }

// another shows a form with what was typed and one row more.
func (r *Request) another(form string, page Action) (Answer, error) {
	r.refused = &refusal{form: form, err: &models.Error{}}
	return page(r)
}

// settle puts back what was typed, and takes the rows out of the fields again.
func (v *projectFormView) settle(r *Request) {
	f := &v.Form
	if v.Stages != nil {
		*f, f = r.fill(*f), v.Stages
	}
	*f = r.fill(*f)
	at := len(f.Fields) - len(v.Rows)*rowFields
	for i := range v.Rows {
		v.Rows[i].Fields = f.Fields[at+i*rowFields : at+(i+1)*rowFields]
	}
	f.Fields = f.Fields[:at]
	at = len(v.Form.Fields) - len(v.Business)
	v.Form.Fields, v.Business = v.Form.Fields[:at], v.Form.Fields[at:]
	if r.refused != nil && r.refused.form == f.ID {
		v.Weights = 0
		for _, row := range v.Rows {
			weight, _ := strconv.Atoi(row.Fields[1].Value) // an empty row weighs nothing
			v.Weights += weight
		}
	}
}
