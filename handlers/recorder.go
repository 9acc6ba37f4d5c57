package handlers

import (
	"fmt"
	"strconv"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// recorderPage is the form of an activity as it is filled in on a phone.
type recorderPage struct {
	activityPage
	Type  orglife.Type
	Orgs  []views.Option // whose it may be
	Types []views.Option // what it may be; Value is the address
}

// The recorder's form says where it stands, for it to come back there when it is refused.
const (
	fromPage     = "from"
	recorderName = "record"
)

// showRecorder is the page for who puts an activity on record, standing in the room:
// ?org= (the one recorded for last without it), ?type=.
func (s *Server) showRecorder(r *Request) (Answer, error) {
	code, of := orglife.Type(r.given("type")), r.givenAs("org", "org_id")
	if !code.Held() {
		code = orglife.ThemeDay
	}
	page := recorderPage{Type: code}
	var last int64
	err := r.View(func(tx *models.Tx) (err error) {
		if of == "" {
			last, err = orglife.LastRecorded(tx, code)
			return err
		}
		org, err := strconv.ParseInt(of, 10, 64)
		if err != nil {
			return models.FailAt(models.Invalid, "org", "org 须为组织的编号。")
		}
		return page.choose(tx, org)
	})
	if err != nil || last != 0 {
		return Answer{Goto: recorderLink(last, code)}, err
	}
	answer, err := s.newActivity(r)
	if err != nil || answer.Goto != "" {
		return answer, err
	}
	page.activityPage = answer.View.(activityPage)
	if page.Form != nil {
		page.Form.Hidden = append(page.Form.Hidden, views.Field{Name: fromPage, Value: recorderName})
	}
	answer.Page, answer.Title, answer.View = "recorder", word("手机填报"), page
	answer.Crumbs[len(answer.Crumbs)-1].Name = answer.Title
	return answer, nil
}

// choose offers the actor's other branches and the types of this one.
func (p *recorderPage) choose(tx *models.Tx, orgID int64) error {
	org, err := orglife.Branch(tx, orgID)
	if err != nil {
		return err
	}
	mine, err := orglife.MyBranches(tx, p.Type, 200)
	if err != nil {
		return err
	}
	for _, o := range mine {
		p.Orgs = append(p.Orgs, views.Option{Value: fmt.Sprint(o.ID), Name: typed(o.Name), Chosen: o.ID == orgID})
	}
	kept, err := orglife.KeptBy(tx, org)
	for _, t := range kept {
		p.Types = append(p.Types, views.Option{Value: recorderLink(orgID, t), Name: t.Name(), Chosen: t == p.Type})
	}
	return err
}

func recorderLink(orgID int64, code orglife.Type) string {
	return fmt.Sprintf("/record?org=%d&type=%s", orgID, code)
}
