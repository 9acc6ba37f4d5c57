package handlers

import (
	"slices"
	"strconv"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// moreForm is what of an activity may be said and need not be.
type moreForm struct {
	StudyForm    *string         `form:"study_form" json:"study_form" binding:"omitempty,max=20" label:"学习形式"`
	ClassPlace   *string         `form:"class_place" json:"class_place" binding:"omitempty,max=20" label:"党课地点"`
	ClassBy      *string         `form:"class_by" json:"class_by" binding:"omitempty,max=20" label:"党课由谁讲"`
	PracticeForm *string         `form:"practice_form" json:"practice_form" binding:"omitempty,max=20" label:"活动形式"`
	Lecturer     *int64          `form:"lecturer_id" json:"lecturer_id"`
	Graded       *int            `form:"graded" json:"graded" binding:"omitempty,min=0,max=9999" label:"参加评定人数"`
	Excellent    *int            `form:"excellent" json:"excellent" binding:"omitempty,min=0,max=9999" label:"优秀等次人数"`
	Observers    *[]observerJSON `form:"-" json:"observers"`
	Developing   *string         `form:"developing" json:"-" binding:"omitempty,max=1000" label:"列席的发展对象"`
	Activist     *string         `form:"activist" json:"-" binding:"omitempty,max=1000" label:"列席的入党积极分子"`
}

func (f *moreForm) into(a *orglife.Activity) {
	set(&a.StudyForm, f.StudyForm)
	set(&a.ClassPlace, f.ClassPlace)
	set(&a.ClassBy, f.ClassBy)
	set(&a.PracticeForm, f.PracticeForm)
	set(&a.LecturerID, f.Lecturer)
	set(&a.Graded, f.Graded)
	set(&a.Excellent, f.Excellent)
	switch {
	case f.Observers != nil:
		a.Observers = nil
		for _, o := range *f.Observers {
			a.Observers = append(a.Observers, orglife.Observer{Name: o.Name, Kind: o.Kind})
		}
	case f.Developing != nil && f.Activist != nil:
		a.Observers = append(observersIn(*f.Developing, orglife.Developing), observersIn(*f.Activist, orglife.Activist)...)
	}
}

// observersIn are the names of a field that holds several.
func observersIn(text string, kind orglife.ObserverKind) (list []orglife.Observer) {
	for _, name := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("、，,;； \r\n\t", c) }) {
		list = append(list, orglife.Observer{Name: name, Kind: kind})
	}
	return list
}

// more asks for what need not be said; a hint of one form month after month is for
// who keeps the branch's record and nobody else.
func (p *activityPage) more(tx *models.Tx, a *orglife.Activity, roster []orglife.Attendant) (list []views.Field, err error) {
	same := map[string]string{}
	if a.Type == orglife.ThemeDay {
		if same, err = orglife.SameForm(tx, a.OrgID, a.HeldOn); err != nil {
			return nil, err
		}
	}
	for _, s := range orglife.Shapes {
		if a.Type == orglife.CommitteeMeeting {
			break // it is held as a meeting
		}
		field := views.Field{Name: s.Field, Label: s.Label, Type: "select", Options: []views.Option{{Name: word("不填")}}}
		for _, w := range s.Words {
			field.Options = append(field.Options, views.Option{Value: w, Name: word(w), Chosen: w == *s.Of(&a.Shape)})
		}
		if form := same[s.Field]; form != "" {
			p.Same = append(p.Same, language.Phrase{"连续3个月都是“%s”，可换一种形式", word(form)})
		}
		list = append(list, field)
	}
	lecturer := views.Field{Name: "lecturer_id", Label: "领学、讲课的党员", Type: "select", Options: []views.Option{{Value: "0", Name: word("不填")}}}
	for _, m := range roster {
		lecturer.Options = append(lecturer.Options, views.Option{Value: strconv.FormatInt(m.MemberID, 10), Name: typed(m.Name), Chosen: m.MemberID == a.LecturerID})
	}
	list = append(list, lecturer)
	names := map[orglife.ObserverKind][]string{}
	for _, o := range a.Observers {
		names[o.Kind] = append(names[o.Kind], o.Name)
	}
	list = append(list, views.Field{Name: "developing", Label: "列席的发展对象", Value: strings.Join(names[orglife.Developing], "、"), Hint: "姓名之间用顿号；不计入参与率"},
		views.Field{Name: "activist", Label: "列席的入党积极分子", Value: strings.Join(names[orglife.Activist], "、")})
	if a.Type == orglife.Appraisal || slices.Contains(a.Type.MayAlso(), orglife.Appraisal) {
		list = append(list, views.Field{Name: "graded", Label: "民主评议：参加评定人数", Type: "number", Value: strconv.Itoa(a.Graded)},
			views.Field{Name: "excellent", Label: "其中优秀等次人数", Type: "number", Value: strconv.Itoa(a.Excellent), Hint: "一般不超过三分之一"})
	}
	return list, nil
}
