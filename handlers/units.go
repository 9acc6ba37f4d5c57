package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// unitView is a unit with the branch its members belong to.
type unitView struct {
	ID          int64         `json:"id"`
	OrgID       int64         `json:"org_id"`
	OrgName     string        `json:"org_name"`
	Name        string        `json:"name"`
	FullMembers int           `json:"full_members"`
	CoveredBy   *int64        `json:"covered_by"`
	BranchName  string        `json:"branch_name"`
	NotedOn     calendar.Date `json:"noted_on"`
	Revision    int           `json:"revision"`

	Edit string `json:"-"`
}

func showUnit(u *structure.Unit) unitView {
	v := unitView{ID: u.ID, OrgID: u.OrgID, OrgName: u.Org.Name, Name: u.Name, FullMembers: u.FullMembers, CoveredBy: u.CoveredBy, NotedOn: u.NotedOn, Revision: u.Revision}
	if u.Branch != nil {
		v.BranchName = u.Branch.Name
	}
	return v
}

var unitColumns = []columnOf[unitView]{
	{"单位", 30, func(v unitView) language.Text { return typed(v.Name) }},
	{"正式党员", 10, func(v unitView) language.Text { return digits(v.FullMembers) }},
	{"所属党支部", 30, func(v unitView) language.Text { return typed(v.BranchName) }},
	{"负责党组织", 30, func(v unitView) language.Text { return typed(v.OrgName) }},
	{"登记日期", 12, func(v unitView) language.Text { return day(v.NotedOn) }},
}

type unitsPage struct {
	Tabs   []views.Tab
	Units  []unitView
	CanAdd bool
	Form   *views.Form
}

// listUnits lists units with and without a branch; ?form= is "unit" for a new one, or "unit-7".
func (s *Server) listUnits(r *Request) (Answer, error) {
	page, list := unitsPage{}, List[unitView]{Items: []unitView{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Orgs); err != nil {
			return err
		}
		found, err := structure.Units(tx)
		if err != nil {
			return err
		}
		page.Tabs, page.CanAdd = orgTabs(tx, "units"), tx.Reaches(models.Enter, models.Orgs)
		form, shown := "unit", &structure.Unit{}
		asked := page.CanAdd && r.asked(form)
		for i := range found {
			u := &found[i]
			v := showUnit(u)
			if own := fmt.Sprintf("unit-%d", u.ID); tx.Can(models.Enter, models.Orgs, u.OrgID) {
				v.Edit = "/units?form=" + own + "#form-" + own
				if r.asked(own) {
					form, shown, asked = own, u, true
				}
			}
			list.Items = append(list.Items, v)
		}
		if asked && !wantsJSON(r.Context) {
			page.Form, err = r.unitForm(tx, form, shown)
		}
		return err
	})
	page.Units = list.Items
	return Answer{Page: "units", Title: word("应建支部"), Section: "orgs", View: page, JSON: list, Ledger: ledgerOf(word("单位建立党支部情况"), list.Items, unitColumns),
		Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("应建支部")}}}, err
}

// unitForm registers a unit, or changes one.
func (r *Request) unitForm(tx *models.Tx, id string, u *structure.Unit) (*views.Form, error) {
	orgs, err := tx.Orgs()
	branches, leaders := []views.Option{{Name: word("没有党支部")}}, []views.Option{}
	for _, o := range orgs {
		option := views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Code + " " + o.Name), Chosen: u.CoveredBy != nil && *u.CoveredBy == o.ID}
		switch {
		case o.ClosedOn != "":
		case o.IsBranch():
			branches = append(branches, option)
		case tx.CanBelow(models.Enter, models.Orgs, &o):
			leaders = append(leaders, option)
		}
	}
	f := views.Form{ID: id, Title: "登记单位", Action: "/units", Button: "登记单位", Fields: []views.Field{{Name: "name", Label: "单位名称", Must: true, Value: u.Name},
		{Name: "full_members", Label: "正式党员", Type: "number", Must: true, Value: strconv.Itoa(u.FullMembers)},
		{Name: "covered_by", Label: "所属党支部", Type: "select", Options: branches}}}
	if u.ID == 0 {
		f.Fields = append(f.Fields, views.Field{Name: "org_id", Label: "负责党组织", Type: "select", Must: true, Options: leaders})
	} else {
		f.Title, f.Button, f.Action = word(tx.Say("修改%s", u.Name)), "保存", fmt.Sprintf("/units/%d?_method=PATCH", u.ID)
		f.Hidden = []views.Field{hidden("revision", int64(u.Revision))}
	}
	f = r.fill(f)
	return &f, err
}

// unitInput is a unit as it is typed in or sent.
type unitInput struct {
	OrgID       int64  `form:"org_id" json:"org_id"`
	Name        string `form:"name" json:"name" binding:"max=200" label:"单位名称"`
	FullMembers int    `form:"full_members" json:"full_members"`
	CoveredBy   int64  `form:"covered_by" json:"covered_by"`
	Revision    *int   `form:"revision" json:"revision"`
}

func (f *unitInput) unit() structure.Unit {
	u := structure.Unit{OrgID: f.OrgID, Name: f.Name, FullMembers: f.FullMembers}
	if f.CoveredBy != 0 {
		u.CoveredBy = &f.CoveredBy
	}
	return u
}

func (s *Server) createUnit(r *Request) (Answer, error) {
	var form unitInput
	err := r.Form(&form)
	var view unitView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			o, err := tx.Org(form.OrgID)
			if err != nil {
				return err
			}
			u := form.unit()
			u.OrgID = o.ID
			if err := structure.NoteUnit(tx, &u); err != nil {
				return err
			}
			found, err := structure.FindUnit(tx, u.ID)
			if err == nil {
				view = showUnit(found)
			}
			return err
		})
	}
	if err != nil {
		return r.again("unit", err, s.listUnits)
	}
	return Answer{Status: http.StatusCreated, JSON: view, Goto: "/units", Flash: "已登记单位。"}, nil
}

func (s *Server) changeUnit(r *Request) (Answer, error) {
	var form unitInput
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	var view unitView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			u, err := structure.FindUnit(tx, r.ID())
			if err != nil {
				return err
			}
			if err := u.Change(tx, form.unit(), *form.Revision); err != nil {
				return err
			}
			if u, err = structure.FindUnit(tx, u.ID); err == nil {
				view = showUnit(u)
			}
			return err
		})
	}
	if err != nil {
		return r.again(fmt.Sprintf("unit-%d", r.ID()), err, s.listUnits)
	}
	return Answer{JSON: view, Goto: "/units", Flash: "已保存。"}, nil
}
