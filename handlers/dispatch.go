package handlers

import (
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// unitForm is an organisation that takes a part of a task over, with its share.
type unitForm struct {
	OrgID int64 `json:"org_id"`
	Share int   `json:"share"`
}

// dispatchForm is how a task is handed down, as it is typed in or sent.
type dispatchForm struct {
	Units    []unitForm    `form:"-" json:"units"`
	Message  string        `form:"message" json:"message" binding:"max=1000" label:"下达说明"`
	Measures lines         `form:"measures" json:"measures" binding:"max=5000" label:"怎么干"`
	Target   string        `form:"target" json:"target" binding:"max=5000" label:"干到什么程度"`
	DueOn    calendar.Date `form:"due_on" json:"due_on"`
	Stages   bool          `form:"copy_stages" json:"copy_stages"`
}

// dispatchProject hands a task down.
func (s *Server) dispatchProject(r *Request) (Answer, error) {
	var form dispatchForm
	if err := r.Form(&form); err != nil {
		return r.again("dispatch", err, s.newDispatch)
	}
	units := append(unitsOf(form.Units), unitsTyped(r, "units")...)
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.HandDown(tx, project.Handout{Units: units, Message: form.Message, Measures: string(form.Measures), Target: form.Target, DueOn: form.DueOn, Stages: form.Stages})
	})
	if err != nil {
		return r.again("dispatch", err, s.newDispatch)
	}
	return s.projectDone(r, r.ID(), http.StatusCreated, word(r.Say("任务已下达 %d 个单位，等待签收。", len(units))))
}

func unitsOf(forms []unitForm) []project.Unit {
	var list []project.Unit
	for _, f := range forms {
		list = append(list, project.Unit{OrgID: f.OrgID, Share: f.Share})
	}
	return list
}

// unitsTyped reads the organisations ticked, or listed, in a page's form, with their shares.
func unitsTyped(r *Request, field string) []project.Unit {
	var list []project.Unit
	for _, text := range r.PostFormArray(field) {
		id, _ := strconv.ParseInt(text, 10, 64) // what is no number is no organisation
		share := 0
		if typed := r.PostForm("share." + text); typed != "" {
			n, err := strconv.Atoi(typed)
			if share = n; err != nil {
				share = -1 // which the rules refuse
			}
		}
		list = append(list, project.Unit{OrgID: id, Share: share})
	}
	return list
}

// setShares changes how much of the task parts are.
func (s *Server) setShares(r *Request) (Answer, error) {
	var form struct {
		Revision *int       `form:"revision" json:"revision"`
		Units    []unitForm `form:"-" json:"units"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Revision == nil {
		return Answer{}, needRevision
	}
	units := append(unitsOf(form.Units), unitsTyped(r, "unit")...)
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.SetShares(tx, *form.Revision, units)
	})
	if err != nil {
		return r.again("shares", err, s.listParts)
	}
	a, err := s.projectDone(r, r.ID(), http.StatusOK, "份额已调整。")
	a.Goto += "/parts"
	return a, err
}

func (s *Server) reissueProject(r *Request) (Answer, error) {
	var form struct {
		Message string `form:"message" json:"message" binding:"max=1000" label:"下达说明"`
	}
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onPart(r, "任务已重新下达，等待签收。", func(tx *models.Tx, p *project.Project) error { return p.Reissue(tx, form.Message) })
}

func (s *Server) withdrawProject(r *Request) (Answer, error) {
	var form remark
	if err := r.OptionalForm(&form); err != nil {
		return Answer{}, err
	}
	return s.onPart(r, "任务已撤回。", func(tx *models.Tx, p *project.Project) error { return p.Withdraw(tx, form.Reason) })
}

// onPart carries out a verb on the part in the path.
func (s *Server) onPart(r *Request, flash word, verb func(*models.Tx, *project.Project) error) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return verb(tx, p)
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, r.ID(), http.StatusOK, flash)
}
