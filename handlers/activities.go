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

// activitySearch reads which activities a list shows from the address.
func (r *Request) activitySearch(p Paging) (orglife.Search, error) {
	q := newSieve(r)
	s := orglife.Search{Type: oneOf(q, "type", orglife.Types...), State: oneOf(q, "state", orglife.Planned, orglife.Held), From: q.day("from"), To: q.day("to"),
		OrgID: q.number("org"), Limit: p.Limit + 1}
	if p.After != nil {
		var err error
		s.AfterDay = calendar.Date(p.After[0])
		if s.AfterID, err = strconv.ParseInt(p.After[1], 10, 64); err != nil {
			return s, badCursor
		}
	}
	return s, q.faults()
}

// queryID is a number in the query, 0 for none.
func (r *Request) queryID(name string) (int64, error) {
	if r.Query(name) == "" {
		return 0, nil
	}
	return strconv.ParseInt(r.Query(name), 10, 64)
}

// activityLines reads a page of a list and the cursor of the next one.
func activityLines(tx *models.Tx, s orglife.Search) (List[activityLine], error) {
	list := List[activityLine]{Items: []activityLine{}}
	rows, err := orglife.Activities(tx, s)
	if len(rows) == s.Limit {
		rows = rows[:s.Limit-1]
		list.Next = cursor(rows[len(rows)-1].HeldOn, rows[len(rows)-1].ID)
	}
	for _, row := range rows {
		line := showLine(tx, row.Activity, row.OrgName)
		line.OrgCode = row.OrgCode
		list.Items = append(list.Items, line)
	}
	return list, err
}

func (s *Server) listActivities(r *Request) (Answer, error) {
	paging, err := r.Paging(2)
	if err != nil {
		return Answer{}, err
	}
	search, err := r.activitySearch(paging)
	if err != nil {
		return Answer{}, err
	}
	var page lifePage
	err = r.View(func(tx *models.Tx) (err error) {
		if wantsJSON(r.Context) {
			page.Records, err = activityLines(tx, search)
			return err
		}
		page, err = lifeOf(tx, r.Query("after"), search)
		return err
	})
	page.Pager = r.pager(page.Records.Next)
	a := Answer{Page: "activities", Title: word("组织生活"), Section: "orglife", Crumbs: []views.Crumb{{Name: word("组织生活")}}, View: page, JSON: page.Records,
		Ledger: ledgerOf(word("组织生活记录"), page.Records.Items, activityColumns)}
	if search.OrgID != 0 {
		a.Crumbs = []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: page.Title}}
	}
	return a, err
}

func (s *Server) createActivity(r *Request) (Answer, error) {
	var form activityForm
	err := r.Form(&form)
	var a orglife.Activity
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			a = orglife.Activity{OrgID: form.OrgID, Type: form.Type}
			form.into(&a)
			a.Revision = 0
			if form.Held {
				return a.Record(tx, form.absences(nil))
			}
			return a.Plan(tx)
		})
	}
	if err != nil && r.PostForm(fromPage) == recorderName {
		return r.again("activity", err, s.showRecorder)
	}
	if err != nil {
		return r.again("activity", err, s.newActivity)
	}
	return s.activityDone(r, a, http.StatusCreated)
}

func (s *Server) changeActivity(r *Request) (Answer, error) { return s.rewrite(r, false) }

func (s *Server) recordActivity(r *Request) (Answer, error) { return s.rewrite(r, true) }

// rewrite changes an activity, and records it if it was only planned.
func (s *Server) rewrite(r *Request, record bool) (Answer, error) {
	var form activityForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	var a *orglife.Activity
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			if a, err = orglife.Find(tx, r.ID()); err != nil {
				return err
			}
			next := *a
			form.into(&next)
			if record {
				next.State = orglife.Held
			}
			return a.Change(tx, next, form.absences(a.Absences))
		})
	}
	if err != nil {
		return r.again("activity", err, s.showActivity)
	}
	return s.activityDone(r, *a, http.StatusOK)
}

// activityDone answers a change: the activity for a program, its page for a browser.
func (s *Server) activityDone(r *Request, a orglife.Activity, status int) (Answer, error) {
	answer := Answer{Status: status, Goto: fmt.Sprintf("/activities/%d", a.ID), Flash: word(r.Say("已保存%s记录。", a.Name()))}
	switch {
	case a.State == orglife.Planned:
		answer.Flash = word(r.Say("已安排%s。", a.Name()))
	case a.Present == 0:
		answer.Flash = "已保存，但没有人到会，不计入应开展次数。"
	case !a.Counts():
		answer.Flash = word(r.Say("已保存，但到会%d人，未达支委%d人的半数，不计入按月召开。", a.Present, a.Expected))
	}
	if !wantsJSON(r.Context) {
		return answer, nil
	}
	err := r.View(func(tx *models.Tx) error {
		found, err := orglife.Find(tx, a.ID)
		if err != nil {
			return err
		}
		org, err := orglife.Branch(tx, a.OrgID)
		if err != nil {
			return err
		}
		view := showActivity(tx, found, org)
		decided, err := decisionsOf(tx, found, org, false)
		if err != nil {
			return err
		}
		view.Projects, view.Assignments = projectsOf(decided), assignmentsOf(decided)
		if view.Procedure, err = procedureOf(tx, found, org, true); err != nil {
			return err
		}
		view.Upload, err = uploadPartOf(tx, found, org)
		answer.JSON = view
		return err
	})
	return answer, err
}

func (s *Server) deleteActivity(r *Request) (Answer, error) {
	revision, err := strconv.Atoi(r.Query("revision"))
	if err != nil {
		return Answer{}, models.FailAt(models.Invalid, "revision", "请在地址中注明要删除的版本，如 ?revision=0。")
	}
	var a *orglife.Activity
	err = r.Update(func(tx *models.Tx) (err error) {
		if a, err = orglife.Find(tx, r.ID()); err != nil {
			return err
		}
		return a.Delete(tx, revision)
	})
	if err != nil {
		return Answer{}, err
	}
	return Answer{Goto: fmt.Sprintf("/activities?org=%d", a.OrgID), Flash: word(r.Say("已删除%s，相应事项已重新计算。", a.Name()))}, nil
}
