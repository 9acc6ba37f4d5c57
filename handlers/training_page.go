package handlers

import (
	"fmt"
	"strconv"

	"luoshi/models"
	"luoshi/models/learning"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/views"
)

type trainingsPage struct {
	Tabs         []views.Tab
	Types, Years []views.Option
	Items        []trainingJSON
	Pager        views.Pager
	Filtered     bool
	CanAdd       bool
}

func (s *Server) listTrainings(r *Request) (Answer, error) {
	var page trainingsPage
	list := List[trainingJSON]{Items: []trainingJSON{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Trainings); err != nil {
			return err
		}
		search, err := r.trainingSearch(tx)
		if err != nil {
			return err
		}
		limit := search.Limit
		search.Limit++
		rows, err := learning.Trainings(tx, search)
		if len(rows) > limit {
			rows = rows[:limit]
			list.Next = cursor(rows[limit-1].HeldOn, rows[limit-1].ID)
		}
		for _, t := range rows {
			list.Items = append(list.Items, showTrainingLine(tx, t))
		}
		page = trainingsPage{libraryTabs(tx, "trainings"), named("全部", learning.Types, search.Type), yearChoices(tx, search.Year), list.Items, r.pager(list.Next),
			len(keep(r, "type", "year", "org")) > 0, tx.Reaches(models.Enter, models.Trainings)}
		return err
	})
	return Answer{Page: "trainings", Title: word("培训记录"), Section: "library", Crumbs: libraryCrumbs("培训记录", ""), View: page, JSON: list}, err
}

type trainingPage struct {
	trainingDetail
	Paragraphs []string
	Others     int // who took part and may not be named here
	CanEdit    bool
	Form       *views.Form
	Find       *views.Form
}

func (s *Server) showTraining(r *Request) (Answer, error) {
	var page trainingPage
	err := r.View(func(tx *models.Tx) error {
		t, err := learning.FindTraining(tx, r.ID())
		if err != nil {
			return err
		}
		if page.trainingDetail, err = showTraining(tx, t); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Paragraphs, page.Others = inLines(t.Lessons), t.People-len(page.Members)
		if page.CanEdit = tx.Can(models.Enter, models.Trainings, t.OrgID); page.CanEdit && r.asked("edit") {
			fields, err := trainingFields(tx, &t.Training, page.Members)
			if err != nil {
				return err
			}
			f := r.fill(views.Form{ID: "edit", Title: "修改培训记录", Action: fmt.Sprintf("/trainings/%d?_method=PATCH", t.ID), Button: "保存",
				Hidden: []views.Field{hidden("revision", int64(t.Revision))}, Fields: fields})
			page.Form = &f
		}
		page.Find, err = r.findForm(tx, t)
		return err
	})
	return Answer{Page: "training", Title: typed(page.Title), Section: "library", Crumbs: libraryCrumbs("培训记录", "/trainings", typed(page.Title)), View: page, JSON: page.trainingDetail}, err
}

// findForm asks for a problem seen by looking at others; nil for who may list none.
func (r *Request) findForm(tx *models.Tx, t *learning.TrainingRow) (*views.Form, error) {
	if !tx.Reaches(models.Enter, models.Findings) {
		return nil, nil
	}
	units, err := enterable(tx, models.Findings, t.OrgID)
	if err != nil {
		return nil, err
	}
	fields, err := findingFields(tx, &supervision.Finding{Source: project.FromSelf, FoundOn: tx.Today()})
	f := r.fill(views.Form{ID: "finding", Title: "对照先进找差距", Action: fmt.Sprintf("/trainings/%d/findings", t.ID), Button: "列入问题清单",
		Text:   "列入后可一键转为整改项目。",
		Fields: []views.Field{{Name: "org_id", Label: "责任单位", Type: "select", Must: true, Options: units}, fields[0], fields[3], fields[5]}})
	return &f, err
}

func (s *Server) newTraining(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		if !tx.Reaches(models.Enter, models.Trainings) {
			return tx.Require(models.Enter, models.Trainings, 0)
		}
		units, err := enterable(tx, models.Trainings, 0)
		if err != nil {
			return err
		}
		fields, err := trainingFields(tx, &learning.Training{Type: learning.Benchmark, HeldOn: tx.Today()}, nil)
		fields = append([]views.Field{{Name: "org_id", Label: "组织单位", Type: "select", Must: true, Options: units}}, fields...)
		form = r.fill(views.Form{ID: "training", Title: "登记培训", Action: "/trainings", Button: "登记", Fields: fields})
		return err
	})
	return Answer{Page: "finding_form", Title: word("登记培训"), Section: "library", View: form, Crumbs: libraryCrumbs("培训记录", "/trainings", word("登记培训"))}, err
}

// trainingFields are what is asked about a training; its people are chosen from those in office on the day.
func trainingFields(tx *models.Tx, t *learning.Training, members []traineeJSON) ([]views.Field, error) {
	staff, err := learning.StaffOn(tx, t.HeldOn)
	took := map[int64]bool{}
	for _, m := range members {
		took[m.ID] = true
	}
	var people []views.Option
	for _, p := range staff {
		people = append(people, views.Option{Value: strconv.FormatInt(p.ID, 10), Name: phrase{"%s（%s）", p.Name, p.OrgName}, Chosen: took[p.ID]})
	}
	hours := ""
	if t.Hours > 0 {
		hours = number(t.Hours)
	}
	return []views.Field{
		{Name: "type", Label: "类型", Type: "select", Must: true, Options: named("请选择", learning.Types, t.Type)[1:]},
		{Name: "title", Label: "培训内容", Must: true, Value: t.Title, Hint: "如 赴昆山对标学习党建品牌"},
		{Name: "held_on", Label: "日期", Type: "date", Must: true, Value: string(t.HeldOn)}, {Name: "place", Label: "地点", Value: t.Place},
		{Name: "hours", Label: "学时", Must: true, Value: hours, Hint: "以半学时计，如 8 或 3.5"},
		{Name: "lessons", Label: "学习收获", Type: "textarea", Value: t.Lessons},
		{Name: "members", Label: "参加的党务干部", Type: "checkbox", Must: true, Options: people},
	}, err
}
