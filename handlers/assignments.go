package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// assignmentJSON is what a post is to do about a decision of minutes.
type assignmentJSON struct {
	ID         int64         `json:"id"`
	ActivityID int64         `json:"activity_id"`
	OrgID      int64         `json:"org_id"`
	Decision   string        `json:"decision"`
	PostID     int64         `json:"post_id"`
	PostName   string        `json:"post_name"`
	DueOn      calendar.Date `json:"due_on"`
	DoneOn     calendar.Date `json:"done_on"`
	DoneBy     string        `json:"done_by"`
	Revision   int           `json:"revision"`

	Complete string `json:"-"` // where to say that it is done; "" for who may not
	Withdraw string `json:"-"`
}

func (v assignmentJSON) Post() word { return word(v.PostName) }

func showAssignment(tx *models.Tx, a orglife.AssignmentRow, keeps bool) assignmentJSON {
	v := assignmentJSON{ID: a.ID, ActivityID: a.ActivityID, OrgID: a.OrgID, Decision: a.Decision, PostID: a.PostID, PostName: a.PostName,
		DueOn: a.DueOn, DoneOn: a.DoneOn, DoneBy: a.DoneBy, Revision: a.Revision}
	if a.DoneOn == "" && (keeps || tx.Actor.Holds(a.PostID)) {
		v.Complete = fmt.Sprintf("/assignments/%d/completion", a.ID)
	}
	if a.DoneOn == "" && keeps {
		v.Withdraw = fmt.Sprintf("/assignments/%d?_method=DELETE&revision=%d", a.ID, a.Revision)
	}
	return v
}

// assignees are the posts of an organisation with somebody in them, to choose from.
func assignees(tx *models.Tx, orgID int64) (list []views.Option, err error) {
	holders, err := tx.Holders(orgID)
	for _, h := range holders {
		if h.MemberID != 0 {
			list = append(list, views.Option{Value: strconv.FormatInt(h.PostID, 10), Name: phrase{"%s %s", word(h.PostName), h.MemberName}})
		}
	}
	return list, err
}

// assignDecision gives a decision of a meeting to a post.
func (s *Server) assignDecision(r *Request) (Answer, error) {
	var form struct {
		Decision string        `form:"decision" json:"decision" binding:"required,max=5000" label:"议定事项"`
		PostID   int64         `form:"post_id" json:"post_id"`
		DueOn    calendar.Date `form:"due_on" json:"due_on" binding:"max=10" label:"完成日期"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var v assignmentJSON
	err := r.Update(func(tx *models.Tx) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		made, err := a.Assign(tx, form.Decision, form.PostID, form.DueOn)
		if err != nil {
			return err
		}
		row, err := orglife.FindAssignment(tx, made.ID)
		if err == nil {
			v = showAssignment(tx, *row, true)
		}
		return err
	})
	return Answer{Status: http.StatusCreated, JSON: v, Goto: fmt.Sprintf("/activities/%d#decisions", r.ID()), Flash: word(r.Say("已交办%s，到期前提醒。", word(v.PostName)))}, err
}

// completeAssignment says that it is done.
func (s *Server) completeAssignment(r *Request) (Answer, error) {
	var form struct {
		Revision *int `form:"revision" json:"revision"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Revision == nil {
		return Answer{}, noRevision
	}
	var v assignmentJSON
	err := r.Update(func(tx *models.Tx) error {
		row, err := orglife.FindAssignment(tx, r.ID())
		if err != nil {
			return err
		}
		err = row.Complete(tx, *form.Revision)
		v = showAssignment(tx, *row, false)
		return err
	})
	return Answer{JSON: v, Goto: back(refererPath(r.Context), fmt.Sprintf("/activities/%d#decisions", v.ActivityID)), Flash: "已办结。"}, err
}

// withdrawAssignment takes back what was assigned by mistake.
func (s *Server) withdrawAssignment(r *Request) (Answer, error) {
	revision, err := strconv.Atoi(r.Query("revision"))
	if err != nil {
		return Answer{}, models.FailAt(models.Invalid, "revision", "请在地址中注明要撤回的版本，如 ?revision=1。")
	}
	var row *orglife.AssignmentRow
	err = r.Update(func(tx *models.Tx) (err error) {
		if row, err = orglife.FindAssignment(tx, r.ID()); err != nil {
			return err
		}
		return row.Withdraw(tx, revision)
	})
	if err != nil {
		return Answer{}, err
	}
	return Answer{Goto: row.Link(), Flash: "已撤回交办。"}, nil
}

// assigned lists what the minutes give the actor's posts to do: one query.
func (d *desk) assigned() error {
	rows, err := orglife.MyAssignments(d.tx)
	for i := range rows {
		a := &rows[i]
		d.sort(todoItem{Kind: "assignment", Title: a.Decision, DueOn: a.DueOn, Button: "去办结", Minutes: 1, Link: a.Link(),
			Detail: d.say("%s · %s%s议定", a.OrgName, a.HeldOn.Short(), a.Type.Name()), Basis: d.say("会议记录议定事项")})
	}
	return err
}
