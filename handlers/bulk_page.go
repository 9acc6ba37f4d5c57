package handlers

import (
	"net/http"
	"slices"
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// bulkView is the page on which a change to many projects is chosen, then
// confirmed, then reported.
type bulkView struct {
	Title word
	Form  *views.Form // what to change, and to what; nil once that is chosen
	Rows  []bulkRow   // the projects chosen
	Done  *bulkJSON   // what a change would do, or has done
	Along []views.Field
}

type bulkRow struct{ Named, Link, Code, Name, Unit, State string }

// chooseBulk asks what to change of the projects chosen on a list, or of all its filter finds.
func (s *Server) chooseBulk(r *Request) (Answer, error) {
	view := bulkView{Title: "批量办理"}
	if wantsJSON(r.Context) {
		return Answer{}, nil
	}
	err := r.View(func(tx *models.Tx) error {
		list, err := r.picked(tx)
		if err != nil {
			return err
		}
		for i := range list {
			p := &list[i]
			row := bulkRow{Named: bulkOutcome{ID: p.ID, Revision: p.Revision}.Named(), Link: p.Link(), Code: p.Code, Name: p.Name, Unit: unitOf(p.Org), State: tx.Say(p.State.String())}
			view.Rows = append(view.Rows, row)
		}
		if len(list) == 0 {
			return nil
		}
		fields, err := bulkFields(tx, r.Query("action"), list[0].Year+1)
		form := views.Form{ID: "bulk", Title: "改什么", Action: "/projects/bulk", Button: "看看会改成什么", Fields: fields,
			Text: "下一步先列出每个项目会改成什么、不能改的是什么原因；确认之前什么都不会改动。", Hidden: []views.Field{{Name: "dry_run", Value: "true"}}}
		for _, row := range view.Rows {
			form.Hidden = append(form.Hidden, views.Field{Name: "item", Value: row.Named})
		}
		form = r.fill(form)
		view.Form = &form
		return err
	})
	return bulkPage(view), err
}

// picked are the projects that the address or, again, the form names.
func (r *Request) picked(tx *models.Tx) ([]project.Project, error) {
	if r.Query("all") != "" {
		f, err := projectsFilter(r, tx, "all", "id", "action")
		if err != nil {
			return nil, err
		}
		return project.PickAll(tx, f)
	}
	form := bulkForm{Named: r.QueryArray("id")}
	for i, id := range form.Named {
		form.Named[i] = id + ":0"
	}
	if r.refused != nil {
		form.Named = r.PostFormArray("item")
	}
	if len(form.Named) == 0 {
		return nil, nil
	}
	chosen, err := form.chosen()
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, c := range chosen {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return project.Pick(tx, slices.Compact(ids))
}

// bulkFields ask for the action and for what belongs to it.
func bulkFields(tx *models.Tx, action string, next int) ([]views.Field, error) {
	holders, err := tx.AllHolders()
	if err != nil {
		return nil, err
	}
	tags := []views.Option{{Value: "0", Name: word("请选择")}}
	if tx.Sees(models.Tags) {
		list, err := project.Tags(tx)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			tags = append(tags, views.Option{Value: strconv.FormatInt(t.ID, 10), Name: phrase{"%[1]s：%[2]s", word(t.Kind.String()), t.Name}})
		}
	}
	var actions []views.Option
	for _, a := range bulkActions {
		actions = append(actions, views.Option{Value: a.name, Name: a.word, Chosen: a.name == action})
	}
	return []views.Field{
		{Name: "action", Label: "办理事项", Type: "radio", Must: true, Options: actions},
		{Name: "post_id", Label: "新的责任人", Type: "select", Options: seatOptions(holders, 0, "请选择"), Hint: "更换责任人时选择；草拟、退回的项目可以更换"},
		{Name: "tag_id", Label: "标签", Type: "select", Options: tags, Hint: "加标签、去掉标签时选择；未结项的项目可以改"},
		{Name: "days", Label: "移动几个工作日", Type: "number", Hint: "移动时限时填写，提前写负数，如 -5；草拟、退回的项目连同各阶段一起移动，立项后的时限须申请延期"},
		{Name: "to_year", Label: "复制到哪个年度", Type: "number", Value: strconv.Itoa(next), Hint: "复制时填写；各项时限顺延到新年度的工作日，责任人职务还在的沿用，进展和审核记录不带过去，复制成的都是草拟"},
	}, nil
}

// bulkAnswer reports a change to a program, and to a browser as the next page.
func bulkAnswer(form *bulkForm, done bulkJSON) Answer {
	view := bulkView{Title: "批量办理的结果", Done: &done}
	if form.DryRun {
		view.Title = "确认批量办理"
		view.Along = []views.Field{{Name: "action", Value: form.Action}, hidden("post_id", form.PostID), hidden("tag_id", form.TagID), hidden("days", int64(form.Days)), hidden("to_year", int64(form.ToYear))}
	}
	a := bulkPage(view)
	a.Status, a.JSON = http.StatusOK, done
	return a
}

func bulkPage(view bulkView) Answer {
	return Answer{Page: "bulk", Title: view.Title, Section: "projects", View: view,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: language.Text(view.Title)}}}
}
