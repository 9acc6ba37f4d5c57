package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/community"
)

// serviceForm is a service to a community as it is typed in or sent; what a change leaves out stays.
type serviceForm struct {
	OrgID      int64          `form:"org_id" json:"org_id"`
	HeldOn     *calendar.Date `form:"held_on" json:"held_on" binding:"omitempty,max=10" label:"服务日期"`
	Community  *string        `form:"community" json:"community" binding:"omitempty,max=60" label:"社区"`
	Hours      *float64       `form:"hours" json:"hours" label:"服务时长"`
	Content    *string        `form:"content" json:"content" binding:"omitempty,max=500" label:"服务内容"`
	Feedback   *string        `form:"feedback" json:"feedback" binding:"omitempty,max=500" label:"社区反馈"`
	ActivityID *int64         `form:"activity_id" json:"activity_id"` // 0 for none
	Members    []int64        `form:"members" json:"members"`
	Revision   *int           `form:"revision" json:"revision"`
}

func (f *serviceForm) fill(to *community.Service) {
	put(&to.HeldOn, f.HeldOn)
	put(&to.Community, f.Community)
	put(&to.Hours, f.Hours)
	put(&to.Content, f.Content)
	put(&to.Feedback, f.Feedback)
	if f.ActivityID != nil {
		if to.ActivityID = f.ActivityID; *f.ActivityID == 0 {
			to.ActivityID = nil
		}
	}
}

func (s *Server) createService(r *Request) (Answer, error) {
	var form serviceForm
	err := r.Form(&form)
	var made community.Service
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			made = community.Service{OrgID: form.OrgID}
			form.fill(&made)
			return community.Create(tx, &made, form.Members)
		})
	}
	if err != nil {
		return r.again("service", err, s.listServices)
	}
	return s.serviceDone(r, made.ID, http.StatusCreated, "双报到服务已登记。")
}

func (s *Server) changeService(r *Request) (Answer, error) {
	var form serviceForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			row, err := community.Find(tx, r.ID())
			if err != nil {
				return err
			}
			change := row.Service
			form.fill(&change)
			return row.Change(tx, change, form.Members, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showService)
	}
	return s.serviceDone(r, r.ID(), http.StatusOK, "已保存。")
}

func (s *Server) serviceDone(r *Request, id int64, status int, flash word) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/services/%d", id), Flash: flash}
	err := r.View(func(tx *models.Tx) error {
		row, err := community.Find(tx, id)
		if err != nil || !wantsJSON(r.Context) {
			return err
		}
		a.JSON, err = showServiceDetail(tx, row)
		return err
	})
	return a, err
}

// createPairing begins an organisation's reporting to a community.
func (s *Server) createPairing(r *Request) (Answer, error) {
	var form struct {
		OrgID     int64         `form:"org_id" json:"org_id"`
		Community string        `form:"community" json:"community" binding:"max=60" label:"社区"`
		Since     calendar.Date `form:"since" json:"since" binding:"max=10" label:"结对日期"`
	}
	err := r.Form(&form)
	p := community.Pairing{OrgID: form.OrgID, Community: form.Community, Since: form.Since}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return community.Pair(tx, &p) })
	}
	if err != nil {
		return r.again("pair", err, s.listServices)
	}
	return created(showPairing(p), "/services", "结对社区已登记。"), nil
}

func (s *Server) endPairing(r *Request) (Answer, error) {
	var view pairingJSON
	err := r.Update(func(tx *models.Tx) error {
		p, err := community.FindPairing(tx, r.ID())
		if err != nil {
			return err
		}
		err = p.End(tx)
		view = showPairing(*p)
		return err
	})
	return Answer{JSON: view, Goto: "/services", Flash: "结对已结束，以前的服务仍计入。"}, err
}

// homeJSON is in which community a member lives.
type homeJSON struct {
	MemberID  int64  `form:"member_id" json:"member_id"`
	Community string `form:"community" json:"community" binding:"max=60" label:"社区"`
}

func (s *Server) setHome(r *Request) (Answer, error) {
	var form homeJSON
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error { return community.SetHome(tx, form.MemberID, form.Community) })
	}
	if err != nil {
		return r.again("home", err, s.listServices)
	}
	return Answer{JSON: form, Goto: "/services", Flash: "党员居住社区已登记。"}, nil
}
