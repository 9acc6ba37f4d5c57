package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// activityLine is an activity in a list.
type activityLine struct {
	ID       int64           `json:"id"`
	OrgID    int64           `json:"org_id"`
	OrgCode  string          `json:"org_code,omitempty"`
	OrgName  string          `json:"org_name"`
	Type     orglife.Type    `json:"type"`
	TypeName string          `json:"type_name"`
	State    orglife.Stage   `json:"state"`
	Period   calendar.Period `json:"period"`
	HeldOn   calendar.Date   `json:"held_on"`
	StartsAt string          `json:"starts_at"`
	Place    string          `json:"place"`
	Topic    string          `json:"topic"`
	Expected int             `json:"expected"`
	Present  int             `json:"present"`
	Counts   bool            `json:"counts"` // towards the month's duty; false for a committee short of its quorum
	Late     bool            `json:"late"`
	MakesUp  calendar.Period `json:"makes_up"`
	Revision int             `json:"revision"`
}

func (a activityLine) Day() phrase { return a.HeldOn.WithWeekday() }

func (a activityLine) Held() bool { return a.State == orglife.Held }

func showLine(tx *models.Tx, a orglife.Activity, org string) activityLine {
	return activityLine{ID: a.ID, OrgID: a.OrgID, OrgName: org, Type: a.Type, TypeName: tx.Say(orglife.TypeNames[a.Type]), State: a.State, Period: a.Period,
		HeldOn: a.HeldOn, StartsAt: a.StartsAt, Place: a.Place, Topic: a.Topic, Expected: a.Expected, Present: a.Present,
		Counts: a.Counts(), Late: a.Late, MakesUp: a.MakesUp, Revision: a.Revision}
}

// activityJSON is an activity with its minutes; Absences holds those the reader may know of.
type activityJSON struct {
	activityLine
	Host        string           `json:"host"`
	Content     string           `json:"content"`
	Decisions   string           `json:"decisions"`
	NextStep    string           `json:"next_step"`
	Reason      string           `json:"reason"`
	Also        []orglife.Type   `json:"also"` // the other duties it counts towards
	Absences    []absenceJSON    `json:"absences"`
	RecordedAt  string           `json:"recorded_at"`
	Recorder    string           `json:"recorder"`
	Projects    []projectRef     `json:"projects"`    // made of its decisions
	Assignments []assignmentJSON `json:"assignments"` // what its decisions gave to posts
	Upload      *uploadPart      `json:"upload"`      // null for what the province's platform does not keep
	Procedure   procedureView    `json:"procedure"`
	Rate        string           `json:"rate"`     // of those expected, who came
	Coverage    string           `json:"coverage"` // and who made up for it
	MadeUp      int              `json:"made_up"`
	Observers   []observerJSON   `json:"observers"`
	Lecturer    int64            `json:"lecturer_id"`
	Graded      int              `json:"graded"`
	Excellent   int              `json:"excellent"`
	shapeJSON
	Signed string `json:"-"` // who recorded it when, for the page
}

type absenceJSON struct {
	MemberID int64         `json:"member_id"`
	Name     string        `json:"name"`
	Reason   string        `json:"reason"`
	MadeUpOn calendar.Date `json:"made_up_on"`
}

// observerJSON is somebody who sat in.
type observerJSON struct {
	Name string               `json:"name"`
	Kind orglife.ObserverKind `json:"kind"`
}

func (o observerJSON) KindName() word { return word(o.Kind.String()) }

// shapeJSON is how the activity was held.
type shapeJSON struct {
	StudyForm    string `json:"study_form"`
	ClassPlace   string `json:"class_place"`
	ClassBy      string `json:"class_by"`
	PracticeForm string `json:"practice_form"`
}

// Counted says what else the activity counts towards, for the page.
func (v activityJSON) Counted() language.Phrase { return saying(v.Also) }

func showActivity(tx *models.Tx, a *orglife.Activity, org *models.Org) activityJSON {
	view := activityJSON{activityLine: showLine(tx, *a, org.Name), Host: a.Host, Content: a.Content, Decisions: a.Decisions, NextStep: a.NextStep,
		Reason: a.Reason, Also: append([]orglife.Type{}, a.Also...), Absences: []absenceJSON{}, Projects: []projectRef{}, Recorder: a.Recorder,
		Rate: a.Turnout().Rate(), Coverage: a.Turnout().Coverage(), MadeUp: a.MadeUp, Observers: []observerJSON{}, Lecturer: a.LecturerID, Graded: a.Graded, Excellent: a.Excellent,
		shapeJSON: shapeJSON(a.Shape)}
	view.OrgCode = org.Code
	for _, b := range a.Absences {
		view.Absences = append(view.Absences, absenceJSON{b.MemberID, b.MemberName, b.Reason, b.MadeUpOn})
	}
	for _, o := range a.Observers {
		view.Observers = append(view.Observers, observerJSON{o.Name, o.Kind})
	}
	if a.RecordedAt != nil {
		view.RecordedAt = tx.Local(*a.RecordedAt).Format(time.RFC3339)
		view.Signed = tx.Say("%s 由%s记录", when(tx, *a.RecordedAt), a.Recorder)
	}
	return view
}

// activityForm is an activity as it is typed in or sent; what is left out stays as it is.
type activityForm struct {
	OrgID     int64            `form:"org_id" json:"org_id"`
	Type      orglife.Type     `form:"type" json:"type" binding:"max=40" label:"类型"`
	Held      bool             `form:"held" json:"held"`
	HeldOn    *calendar.Date   `form:"held_on" json:"held_on" binding:"omitempty,max=10" label:"日期"`
	StartsAt  *string          `form:"starts_at" json:"starts_at" binding:"omitempty,max=5" label:"开始时间"`
	Place     *string          `form:"place" json:"place" binding:"omitempty,max=200" label:"地点"`
	Topic     *string          `form:"topic" json:"topic" binding:"omitempty,max=200" label:"主题"`
	Host      *string          `form:"host" json:"host" binding:"omitempty,max=100" label:"主持人、记录人"`
	Content   *string          `form:"content" json:"content" binding:"omitempty,max=5000" label:"议题、内容"`
	Decisions *string          `form:"decisions" json:"decisions" binding:"omitempty,max=5000" label:"议定事项"`
	NextStep  *string          `form:"next_step" json:"next_step" binding:"omitempty,max=5000" label:"下一步"`
	MakesUp   *calendar.Period `form:"makes_up" json:"makes_up" binding:"omitempty,max=7" label:"补开时段"`
	Reason    *string          `form:"reason" json:"reason" binding:"omitempty,max=500" label:"补开原因"`
	Also      *[]orglife.Type  `form:"-" json:"also"`
	Counts    []orglife.Type   `form:"also" json:"-"` // the ticks, with "" so that none is said too
	Absences  *[]absenceJSON   `form:"-" json:"absences"`
	Absent    []string         `form:"absent" json:"-"` // "12/请假", or "" for one who came
	Revision  *int             `form:"revision" json:"revision"`
	moreForm
}

// into writes the form into an activity.
func (f *activityForm) into(a *orglife.Activity) {
	set(&a.HeldOn, f.HeldOn)
	set(&a.StartsAt, f.StartsAt)
	set(&a.Place, f.Place)
	set(&a.Topic, f.Topic)
	set(&a.Host, f.Host)
	set(&a.Content, f.Content)
	set(&a.Decisions, f.Decisions)
	set(&a.NextStep, f.NextStep)
	set(&a.MakesUp, f.MakesUp)
	set(&a.Reason, f.Reason)
	set(&a.Revision, f.Revision)
	f.moreForm.into(a)
	switch {
	case f.Also != nil:
		a.Also = *f.Also
	case f.Counts != nil:
		a.Also = slices.DeleteFunc(f.Counts, func(t orglife.Type) bool { return t == "" })
	}
}

func set[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

// absences are those named absent, or those named before if the form is silent.
func (f *activityForm) absences(before []orglife.Absence) []orglife.Absence {
	var list []orglife.Absence
	switch {
	case f.Absences != nil:
		for _, b := range *f.Absences {
			list = append(list, orglife.Absence{MemberID: b.MemberID, Reason: b.Reason})
		}
	case f.Absent != nil:
		for _, text := range f.Absent {
			member, reason, named := strings.Cut(text, "/")
			if id, err := strconv.ParseInt(member, 10, 64); named && err == nil {
				list = append(list, orglife.Absence{MemberID: id, Reason: reason})
			}
		}
	default:
		return before
	}
	return list
}
