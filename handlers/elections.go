package handlers

import (
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// electionForm is a request for an election as it is typed in or sent.
type electionForm struct {
	OrgID     int64                  `form:"org_id" json:"org_id"`
	Kind      structure.ElectionKind `form:"kind" json:"kind" binding:"max=20" label:"类型"`
	PlannedOn calendar.Date          `form:"planned_on" json:"planned_on" binding:"max=10" label:"选举日期"`
	Note      string                 `form:"note" json:"note" binding:"max=500" label:"说明"`
	Stands    []structure.Stands     `form:"-" json:"candidates" binding:"max=100" label:"候选人"`
	Revision  *int                   `form:"revision" json:"revision"`
}

func (f *electionForm) request(r *Request) structure.Request {
	stands := f.Stands
	if !wantsJSON(r.Context) {
		stands = r.standsTyped()
	}
	return structure.Request{Kind: f.Kind, PlannedOn: f.PlannedOn, Note: f.Note, Stands: stands}
}

// createElection asks for an election.
func (s *Server) createElection(r *Request) (Answer, error) {
	var form electionForm
	err := r.Form(&form)
	var view electionDetail
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			o, err := tx.Org(form.OrgID)
			if err != nil {
				return err
			}
			e, err := structure.Ask(tx, o, form.request(r))
			if err == nil {
				e, err = structure.FindElection(tx, e.ID)
			}
			if err == nil {
				view = showElection(tx, e)
			}
			return err
		})
	}
	if err != nil {
		return r.again("election", err, s.newElection)
	}
	return Answer{Status: http.StatusCreated, JSON: view, Goto: (&structure.Election{ID: view.ID}).Link(), Flash: "请示已报上级党组织。"}, nil
}

type electionPage struct {
	electionDetail
	Spare bool
	Need  *structure.Count
	Forms []views.Form
	Drop  bool
}

func (s *Server) showElection(r *Request) (Answer, error) {
	var page electionPage
	var e *structure.Election
	err := r.View(func(tx *models.Tx) (err error) {
		if e, err = structure.FindElection(tx, r.ID()); err != nil {
			return err
		}
		page.electionDetail = showElection(tx, e)
		if wantsJSON(r.Context) {
			return nil
		}
		if page.Spare = e.Spare(); e.Entitled > 0 {
			if need, err := (structure.Ballot{Kind: structure.ElectionVote, Entitled: e.Entitled, Present: e.Present}).Count(); err == nil {
				page.Need = &need
			}
		}
		page.Forms, err = r.electionForms(tx, e)
		page.Drop = e.Runs(tx) && (e.State == structure.Asked || e.State == structure.ElectionSent || e.State == structure.Approved)
		return err
	})
	return Answer{Page: "election", Title: phrase{"%[1]s%[2]s", page.OrgName, word(page.Kind.String())}, Section: "orgs", View: page, JSON: page.electionDetail,
		Crumbs: electionCrumbs(typed(page.OrgName))}, err
}

// onElection carries a step of the election in the path out.
func (s *Server) onElection(r *Request, form string, flash word, revision *int, step func(*models.Tx, *structure.Election, int) error) (Answer, error) {
	var view electionDetail
	if revision == nil {
		return r.again(form, needRevision, s.showElection)
	}
	err := r.Update(func(tx *models.Tx) error {
		e, err := structure.FindElection(tx, r.ID())
		if err != nil {
			return err
		}
		if err := step(tx, e, *revision); err != nil {
			return err
		}
		if e, err = structure.FindElection(tx, e.ID); err == nil {
			view = showElection(tx, e)
		}
		return err
	})
	if err != nil {
		return r.again(form, err, s.showElection)
	}
	return Answer{JSON: view, Goto: (&structure.Election{ID: view.ID}).Link(), Flash: flash}, nil
}

// signed is a decision with the number of its document, or its reason.
type signed struct {
	Document string `form:"document" json:"document" binding:"max=100" label:"批复文号"`
	Reason   string `form:"reason" json:"reason" binding:"max=500" label:"退回原因"`
	Revision *int   `form:"revision" json:"revision"`
}

func (s *Server) decideElection(r *Request, id string, flash word, step func(*models.Tx, *structure.Election, signed, int) error) (Answer, error) {
	var form signed
	if err := r.Form(&form); err != nil {
		return r.again(id, err, s.showElection)
	}
	return s.onElection(r, id, flash, form.Revision, func(tx *models.Tx, e *structure.Election, revision int) error { return step(tx, e, form, revision) })
}

func (s *Server) approveElection(r *Request) (Answer, error) {
	return s.decideElection(r, "approve", "已批复。", func(tx *models.Tx, e *structure.Election, f signed, revision int) error {
		return e.Approve(tx, f.Document, revision)
	})
}

func (s *Server) returnElection(r *Request) (Answer, error) {
	return s.decideElection(r, "return", "已退回。", func(tx *models.Tx, e *structure.Election, f signed, revision int) error {
		return e.Return(tx, f.Reason, revision)
	})
}

func (s *Server) confirmElection(r *Request) (Answer, error) {
	return s.decideElection(r, "confirm", "已确认结果，当选的同志已任职。", func(tx *models.Tx, e *structure.Election, f signed, revision int) error {
		return e.Confirm(tx, f.Document, revision)
	})
}

func (s *Server) withdrawElection(r *Request) (Answer, error) {
	return s.decideElection(r, "withdraw", "已撤回。", func(tx *models.Tx, e *structure.Election, _ signed, revision int) error {
		return e.Withdraw(tx, revision)
	})
}

// resubmitElection asks once more after the request was returned.
func (s *Server) resubmitElection(r *Request) (Answer, error) {
	var form electionForm
	if err := r.Form(&form); err != nil {
		return r.again("election", err, s.showElection)
	}
	return s.onElection(r, "election", "请示已报上级党组织。", form.Revision, func(tx *models.Tx, e *structure.Election, revision int) error {
		return e.AskAgain(tx, form.request(r), revision)
	})
}

// reportElection writes down what came of the meeting.
func (s *Server) reportElection(r *Request) (Answer, error) {
	var form struct {
		HeldOn   calendar.Date `form:"held_on" json:"held_on" binding:"max=10" label:"选举日期"`
		Entitled int           `form:"entitled" json:"entitled"`
		Present  int           `form:"present" json:"present"`
		Votes    []struct {
			CandidateID int64 `json:"candidate_id"`
			Yes         int   `json:"yes"`
		} `form:"-" json:"votes" binding:"max=100" label:"得票"`
		Revision *int `form:"revision" json:"revision"`
	}
	if err := r.Form(&form); err != nil {
		return r.again("result", err, s.showElection)
	}
	outcome := structure.Outcome{HeldOn: form.HeldOn, Entitled: form.Entitled, Present: form.Present, Yes: map[int64]int{}}
	for _, v := range form.Votes {
		outcome.Yes[v.CandidateID] = v.Yes
	}
	if !wantsJSON(r.Context) {
		outcome.Yes = r.votesTyped()
	}
	return s.onElection(r, "result", "结果已报上级党组织。", form.Revision, func(tx *models.Tx, e *structure.Election, revision int) error {
		return e.Report(tx, outcome, revision)
	})
}
