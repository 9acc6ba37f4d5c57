package handlers

import (
	"fmt"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// procedureStep is a line of an activity's checklist.
type procedureStep struct {
	Step   string `json:"step"`
	Done   bool   `json:"done"`
	ByHand bool   `json:"by_hand"` // people say it; else the records do
	Note   string `json:"note"`    // what its absence means
	By     string `json:"by"`      // who ticked it; "" for what the records show

	Name   language.Word   `json:"-"`
	Signed language.Phrase `json:"-"`
	Tick   string          `json:"-"` // where to tick it, or take that back; "" for who may not
}

// Light and Word show the step by shape and word: what is missing is no fault.
func (v procedureStep) Light() string {
	if v.Done {
		return "ok"
	}
	return "idle"
}

func (v procedureStep) Word() word {
	switch {
	case v.Done:
		return "已做"
	case v.Note != "":
		return word(v.Note)
	}
	return "未见"
}

// procedureView is the checklist with how much of it is done.
type procedureView []procedureStep

func (v procedureView) Done() (n int) {
	for _, s := range v {
		if s.Done {
			n++
		}
	}
	return n
}

// procedureOf shows an activity's checklist, with buttons for who keeps its record.
func procedureOf(tx *models.Tx, a *orglife.Activity, org *models.Org, keeps bool) (procedureView, error) {
	list, err := a.Procedure(tx, org)
	shown := procedureView{}
	for _, s := range list {
		v := procedureStep{Step: s.Name, Done: s.Done, ByHand: s.ByHand, By: s.By, Name: word(s.Name)}
		if !s.Done {
			v.Note = tx.Say(string(s.Note))
		}
		if s.Ticked {
			v.Signed = language.Phrase{"%s，由%s标记", when(tx, *s.At), s.By}
		}
		if keeps && s.ByHand && (s.Ticked || !s.Done) {
			v.Tick = fmt.Sprintf("/activities/%d/steps?_method=PUT", a.ID)
		}
		shown = append(shown, v)
	}
	return shown, err
}

// tickStep says that a step of an activity's procedure was taken, or takes that back.
func (s *Server) tickStep(r *Request) (Answer, error) {
	var form struct {
		Step string `form:"step" json:"step" binding:"required,max=60" label:"程序"`
		Done bool   `form:"done" json:"done"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var shown procedureView
	err := r.Update(func(tx *models.Tx) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		if err := a.Tick(tx, form.Step, form.Done); err != nil {
			return err
		}
		org, err := orglife.Branch(tx, a.OrgID)
		if err != nil {
			return err
		}
		shown, err = procedureOf(tx, a, org, true)
		return err
	})
	flash := word(r.Say("已标记“%s”。", word(form.Step)))
	if !form.Done {
		flash = word(r.Say("已撤回“%s”的标记。", word(form.Step)))
	}
	return Answer{JSON: List[procedureStep]{Items: shown}, Goto: fmt.Sprintf("/activities/%d#procedure", r.ID()), Flash: flash}, err
}
