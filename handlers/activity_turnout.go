package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

// turnoutView is who should have come, who did, and who made up for it.
type turnoutView struct {
	orglife.Turnout
	Observers []observerJSON
	Absent    []absentView // as far as the reader may know
}

type absentView struct {
	absenceJSON
	MakeUp string // where to note the study that makes up for it; "" for who may not
}

// turnoutOf shows who came to an activity on record, with a form for who keeps it.
func turnoutOf(a *orglife.Activity, keeps bool) *turnoutView {
	if a.State != orglife.Held {
		return nil
	}
	v := &turnoutView{Turnout: a.Turnout()}
	for _, o := range a.Observers {
		v.Observers = append(v.Observers, observerJSON{o.Name, o.Kind})
	}
	for _, b := range a.Absences {
		one := absentView{absenceJSON: absenceJSON{b.MemberID, b.MemberName, b.Reason, b.MadeUpOn}}
		if keeps && b.Counted() {
			one.MakeUp = fmt.Sprintf("/activities/%d/study?_method=PUT", a.ID)
		}
		v.Absent = append(v.Absent, one)
	}
	return v
}

// makeUpStudy notes the day on which somebody absent studied what was missed.
func (s *Server) makeUpStudy(r *Request) (Answer, error) {
	var form struct {
		MemberID int64         `form:"member_id" json:"member_id" binding:"required" label:"党员"`
		On       calendar.Date `form:"made_up_on" json:"made_up_on" binding:"max=10" label:"补学日期"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var t orglife.Turnout
	err := r.Update(func(tx *models.Tx) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		if err := a.MakeUp(tx, form.MemberID, form.On); err != nil {
			return err
		}
		if a, err = orglife.Find(tx, a.ID); err != nil {
			return err
		}
		t = a.Turnout()
		return nil
	})
	flash := word(r.Say("已登记补学。"))
	if form.On == "" {
		flash = word(r.Say("已撤回补学。"))
	}
	return Answer{JSON: turnoutJSON{t.Expected, t.Present, t.MadeUp, t.Rate(), t.Coverage()}, Goto: fmt.Sprintf("/activities/%d#turnout", r.ID()), Flash: flash}, err
}

// turnoutJSON is the turnout for a program.
type turnoutJSON struct {
	Expected int    `json:"expected"`
	Present  int    `json:"present"`
	MadeUp   int    `json:"made_up"`
	Rate     string `json:"rate"`
	Coverage string `json:"coverage"`
}
