package handlers

import (
	"fmt"
	"net/http"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// petitionForm is what is asked, as it is typed in or sent.
type petitionForm struct {
	Kind       orglife.PetitionKind `form:"kind" json:"kind" binding:"max=20" label:"申请事项"`
	NewOn      calendar.Date        `form:"new_on" json:"new_on" binding:"max=10" label:"新的日期"`
	NewAt      string               `form:"new_at" json:"new_at" binding:"max=5" label:"新的时间"`
	NewPlace   string               `form:"new_place" json:"new_place" binding:"max=200" label:"新的地点"`
	NewTopic   string               `form:"new_topic" json:"new_topic" binding:"max=200" label:"新的主题"`
	ReasonCode orglife.ReasonCode   `form:"reason_code" json:"reason_code" binding:"max=20" label:"变更原因"`
	Reason     string               `form:"reason" json:"reason" binding:"max=500" label:"具体说明"`
	Document   string               `form:"document" json:"document" binding:"max=200" label:"上级文件"`
	WholeYear  bool                 `form:"whole_year" json:"whole_year"`
}

func (f *petitionForm) petition() *orglife.Petition {
	return &orglife.Petition{New: orglife.Setting{On: f.NewOn, At: f.NewAt, Place: f.NewPlace, Topic: f.NewTopic}, ReasonCode: f.ReasonCode,
		Reason: f.Reason, Document: f.Document}
}

// petitionActivity asks to change a planned activity.
func (s *Server) petitionActivity(r *Request) (Answer, error) {
	return s.askPetition(r, "change", s.showActivity, func(tx *models.Tx, form petitionForm, p *orglife.Petition) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return a.AskChange(tx, p)
	})
}

// petitionDuty asks to make up for a duty, or to be freed of it.
func (s *Server) petitionDuty(r *Request) (Answer, error) {
	return s.askPetition(r, "petition", s.listDuties, func(tx *models.Tx, form petitionForm, p *orglife.Petition) error {
		d, err := orglife.FindDuty(tx, r.ID())
		switch {
		case err != nil:
			return err
		case form.Kind == orglife.MakeUp:
			return d.AskMakeUp(tx, p)
		case form.Kind == orglife.Exemption:
			return d.AskExemption(tx, p, form.WholeYear)
		}
		return models.FailAt(models.Invalid, "kind", "申请事项请填 make-up（补开）或 exemption（免除）。")
	})
}

func (s *Server) askPetition(r *Request, id string, page Action, ask func(*models.Tx, petitionForm, *orglife.Petition) error) (Answer, error) {
	var form petitionForm
	var view petitionJSON
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			p := form.petition()
			err := ask(tx, form, p)
			view = showPetition(tx, p)
			return err
		})
	}
	if err != nil {
		return r.again(id, err, page)
	}
	return created(view, fmt.Sprintf("/petitions/%d", view.ID), "申请已提交，同意前仍按原来的安排。"), nil
}

func (s *Server) withdrawPetition(r *Request) (Answer, error) {
	return s.onPetition(r, "已撤回申请。", func(tx *models.Tx, p *orglife.Petition, _ remark) error { return p.Withdraw(tx) })
}

func (s *Server) approvePetition(r *Request) (Answer, error) {
	return s.onPetition(r, "已同意，并通知支部。", func(tx *models.Tx, p *orglife.Petition, f remark) error { return p.Approve(tx, f.Note) })
}

func (s *Server) returnPetition(r *Request) (Answer, error) {
	return s.onPetition(r, "未同意，理由已告知支部。", func(tx *models.Tx, p *orglife.Petition, f remark) error { return p.Return(tx, f.Reason) })
}

// onPetition carries out a verb on the petition in the path.
func (s *Server) onPetition(r *Request, flash word, verb func(*models.Tx, *orglife.Petition, remark) error) (Answer, error) {
	var form remark
	var view petitionJSON
	err := r.OptionalForm(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			p, err := orglife.FindPetition(tx, r.ID())
			if err != nil {
				return err
			}
			if err := verb(tx, p, form); err != nil {
				return err
			}
			view = showPetition(tx, p)
			return nil
		})
	}
	if err != nil {
		return r.again("return", err, s.showPetition)
	}
	return Answer{Status: http.StatusOK, JSON: view, Goto: fmt.Sprintf("/petitions/%d", view.ID), Flash: flash}, nil
}

// petitionsPage is the list, with what waits for the actor above it.
type petitionsPage struct {
	Tabs  []views.Tab
	Chips []views.Option
	Wait  []petitionJSON
	List  []petitionJSON
	Pager views.Pager
}

func (s *Server) listPetitions(r *Request) (Answer, error) {
	limit, before, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	page, list := petitionsPage{}, List[petitionJSON]{Items: []petitionJSON{}}
	search := orglife.PetitionSearch{Before: before, Limit: limit + 1}
	err = r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Changes); err != nil {
			return err
		}
		sieve := newSieve(r)
		search.State = oneOf(sieve, "state", orglife.PetitionStates...)
		search.Kind = oneOf(sieve, "kind", orglife.PetitionKinds...)
		search.OrgID, search.ActivityID = sieve.number("org"), sieve.number("activity")
		if err := sieve.err(); err != nil {
			return err
		}
		found, err := orglife.Petitions(tx, search)
		if err != nil {
			return err
		}
		found, list.Next = cut(found, limit, func(one orglife.Petition) int64 { return one.ID })
		for i := range found {
			list.Items = append(list.Items, showPetition(tx, &found[i]))
		}
		if wantsJSON(r.Context) {
			return nil
		}
		page.Tabs = lifeTabs(tx, "petitions")
		waiting, err := orglife.WaitingPetitions(tx)
		for i := range waiting {
			page.Wait = append(page.Wait, showPetition(tx, &waiting[i]))
		}
		return err
	})
	page.List, page.Pager = list.Items, r.pager(list.Next)
	page.Chips = []views.Option{{Name: word("全部"), Value: "/petitions", Chosen: search.State == ""}}
	for _, state := range orglife.PetitionStates {
		page.Chips = append(page.Chips, views.Option{Name: word(state.String()), Value: "/petitions?state=" + string(state), Chosen: search.State == state})
	}
	return Answer{Page: "petitions", Title: word("变更申请"), Section: "orglife", View: page, JSON: list, Ledger: ledgerOf(word("变更申请"), list.Items, petitionColumns),
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("变更申请")}}}, err
}

// petitionPage is one petition: what is asked, and the answer or the forms for it.
type petitionPage struct {
	Tabs     []views.Tab
	Is       petitionJSON
	Changes  int  // granted to the organisation this year
	Often    bool // that is often
	Approve  bool
	Return   *views.Form
	Withdraw bool
}

func (s *Server) showPetition(r *Request) (Answer, error) {
	var page petitionPage
	var title phrase
	err := r.View(func(tx *models.Tx) error {
		p, err := orglife.FindPetition(tx, r.ID())
		if err != nil {
			return err
		}
		page.Is, title = showPetition(tx, p), p.Title()
		if wantsJSON(r.Context) {
			return nil
		}
		page.Tabs = lifeTabs(tx, "petitions")
		if page.Changes, page.Often, err = orglife.ChangesOften(tx, p.Org, p.AskedAt); err != nil {
			return err
		}
		if page.Approve, err = p.Decides(tx); err != nil {
			return err
		}
		if page.Approve {
			f := r.fill(views.Form{ID: "return", Title: "不同意", Action: fmt.Sprintf("/petitions/%d/return", p.ID), Button: "不同意，退回",
				Fields: []views.Field{{Name: "reason", Label: "理由", Type: "textarea", Must: true}}})
			page.Return = &f
		}
		if p.State == orglife.PetitionWaiting {
			may, err := orglife.Asks(tx, []int64{p.OrgID})
			page.Withdraw = may[p.OrgID]
			return err
		}
		return nil
	})
	return Answer{Page: "petition", Title: title, Section: "orglife", View: page, JSON: page.Is,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("变更申请"), Link: "/petitions"}, {Name: title}}}, err
}
