package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/views"
)

// orgView is an organisation as the API shows it.
type orgView struct {
	ID                  int64         `json:"id"`
	Code                string        `json:"code"`
	Name                string        `json:"name"`
	Kind                string        `json:"kind"`
	KindName            string        `json:"kind_name"`
	UnitName            string        `json:"unit_name"`
	UnitKind            string        `json:"unit_kind"`
	ParentID            *int64        `json:"parent_id"`
	GuidedByID          *int64        `json:"guided_by_id"`
	FixedDay            string        `json:"fixed_day"`
	CommitteeSeats      int           `json:"committee_seats"`
	EstablishedOn       calendar.Date `json:"established_on"`
	ClosedOn            calendar.Date `json:"closed_on"`
	ElectedOn           calendar.Date `json:"elected_on"`
	TermEndsOn          calendar.Date `json:"term_ends_on"`
	FullMembers         int           `json:"full_members"`
	ProbationaryMembers int           `json:"probationary_members"`
	Revision            int           `json:"revision"`

	Depth    int  `json:"-"` // on the page, below the first one seen
	IsBranch bool `json:"-"`
}

func showOrg(tx *models.Tx, o models.Org, s models.Strength) orgView {
	return orgView{ID: o.ID, Code: o.Code, Name: o.Name, Kind: string(o.Kind), KindName: tx.Say(models.OrgKindNames[o.Kind]), UnitName: o.UnitName,
		UnitKind: o.UnitKind, ParentID: o.ParentID, GuidedByID: o.GuidedByID, FixedDay: o.FixedDay, CommitteeSeats: o.CommitteeSeats,
		EstablishedOn: o.EstablishedOn, ClosedOn: o.ClosedOn, ElectedOn: o.ElectedOn, TermEndsOn: o.TermEndsOn, FullMembers: s.Full, ProbationaryMembers: s.Probationary,
		Revision: o.Revision, Depth: strings.Count(o.Path, "/"), IsBranch: o.IsBranch()}
}

type orgsPage struct {
	Tabs    []views.Tab
	Words   string
	Orgs    []orgView
	Pager   views.Pager
	OwnName string // of the branch of one who sees no more than its name
	CanAdd  bool
	New     *views.Form
}

func (s *Server) listOrgs(r *Request) (Answer, error) {
	paging, err := r.paging(1)
	if err != nil {
		return Answer{}, err
	}
	page := orgsPage{Words: r.Query("q"), Orgs: []orgView{}}
	list := List[orgView]{}
	err = r.View(func(tx *models.Tx) error {
		after := ""
		if paging.After != nil {
			after = paging.After[0]
		}
		orgs, err := tx.OrgTree(page.Words, after, paging.Limit+1)
		if err != nil {
			return err
		}
		if len(orgs) > paging.Limit {
			orgs = orgs[:paging.Limit]
			list.Next = cursor(orgs[paging.Limit-1].Path)
		}
		ids := make([]int64, len(orgs))
		for i, o := range orgs {
			ids[i] = o.ID
		}
		strengths, err := tx.Strengths(ids)
		for _, o := range orgs {
			page.Orgs = append(page.Orgs, showOrg(tx, o, strengths[o.ID]))
		}
		if !tx.SeesBelow(models.Orgs) {
			page.OwnName = r.User.BranchName
		}
		page.Tabs = orgTabs(tx, "orgs")
		page.CanAdd = tx.Can(models.Enter, models.Orgs, 0)
		if err == nil && page.CanAdd && r.asked("org") {
			page.New, err = r.newOrgForm(tx)
		}
		return err
	})
	level(page.Orgs)
	list.Items = page.Orgs
	page.Pager = r.pager(list.Next)
	return Answer{Page: "orgs", Title: word("组织"), Section: "orgs", Crumbs: []views.Crumb{{Name: word("组织")}}, View: page, JSON: list}, err
}

// level makes the topmost of the organisations shown depth 0.
func level(orgs []orgView) {
	if len(orgs) == 0 {
		return
	}
	top := slices.MinFunc(orgs, func(a, b orgView) int { return a.Depth - b.Depth }).Depth
	for i := range orgs {
		orgs[i].Depth = min(orgs[i].Depth-top, 4)
	}
}

// pager links to the next page with the same filters.
func (r *Request) pager(next string) views.Pager {
	p := views.Pager{}
	here := *r.Context.Request.URL
	q := here.Query()
	if q.Has("cursor") {
		q.Del("cursor")
		here.RawQuery = q.Encode()
		p.First = here.RequestURI()
	}
	if next != "" {
		q.Set("cursor", next)
		here.RawQuery = q.Encode()
		p.Next = here.RequestURI()
	}
	return p
}

func (r *Request) newOrgForm(tx *models.Tx) (*views.Form, error) {
	orgs, err := tx.Orgs()
	parents, guides := []views.Option{{Name: word("请选择")}}, []views.Option{{Name: word("无")}}
	for _, o := range orgs {
		option := views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Code + " " + o.Name)}
		switch {
		case o.Kind == models.LeadingGroup:
			guides = append(guides, option)
		case o.Kind != models.PartyGroup:
			parents = append(parents, option)
		}
	}
	kinds := []models.OrgKind{models.Branch, models.JointBranch, models.PartyGroup, models.GeneralBranch, models.OrganCommittee, models.LeadingGroup, models.Section, models.WorkCommittee, models.Department, models.CityCommittee}
	f := r.fill(views.Form{ID: "org", Title: "登记组织", Action: "/orgs", Button: "登记", Fields: []views.Field{
		{Name: "code", Label: "代码", Must: true, Hint: "如 B1001"}, {Name: "name", Label: "名称", Must: true},
		{Name: "kind", Label: "类别", Type: "select", Must: true, Options: choices(kinds, models.OrgKindNames, models.Branch)},
		{Name: "parent_id", Label: "领导（上级党组织）", Type: "select", Options: parents},
		{Name: "guided_by_id", Label: "指导（部门党组、党委）", Type: "select", Options: guides},
		{Name: "unit_name", Label: "所在单位"}, {Name: "unit_kind", Label: "单位类型", Hint: "如 党政机关"},
		{Name: "fixed_day", Label: "主题党日固定日", Hint: "如 每月5日、每月第一个星期五；只有党支部填写"},
		{Name: "committee_seats", Label: "支委会名额", Type: "number", Value: "0", Hint: "不设支委会填 0"},
	}})
	return &f, err
}

func (s *Server) createOrg(r *Request) (Answer, error) {
	var form struct {
		Code           string         `form:"code" json:"code" binding:"required,max=40" label:"代码"`
		Name           string         `form:"name" json:"name" binding:"required,max=200" label:"名称"`
		Kind           models.OrgKind `form:"kind" json:"kind" binding:"required,max=30" label:"类别"`
		ParentID       *int64         `form:"parent_id" json:"parent_id"`
		GuidedByID     *int64         `form:"guided_by_id" json:"guided_by_id"`
		UnitName       string         `form:"unit_name" json:"unit_name" binding:"max=200" label:"所在单位"`
		UnitKind       string         `form:"unit_kind" json:"unit_kind" binding:"max=50" label:"单位类型"`
		FixedDay       string         `form:"fixed_day" json:"fixed_day" binding:"max=50" label:"固定日"`
		CommitteeSeats int            `form:"committee_seats" json:"committee_seats" binding:"min=0,max=20" label:"支委会名额"`
	}
	err := r.Form(&form)
	org := models.Org{Code: form.Code, Name: form.Name, Kind: form.Kind, ParentID: chosen(form.ParentID), GuidedByID: chosen(form.GuidedByID),
		UnitName: form.UnitName, UnitKind: form.UnitKind, FixedDay: form.FixedDay, CommitteeSeats: form.CommitteeSeats}
	var view orgView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			org.ID = 0 // the work may be run again
			err := tx.CreateOrg(&org)
			view = showOrg(tx, org, models.Strength{})
			return err
		})
	}
	if err != nil {
		return r.again("org", err, s.listOrgs)
	}
	return created(view, fmt.Sprintf("/orgs/%d", org.ID), word(r.Say("已登记%s。", org.Name))), nil
}

// chosen is nil for the empty choice of a form.
func chosen(id *int64) *int64 {
	if id != nil && *id == 0 {
		return nil
	}
	return id
}

func (s *Server) changeOrg(r *Request) (Answer, error) {
	var form struct {
		Name           *string        `form:"name" json:"name" binding:"omitempty,max=200" label:"名称"`
		FixedDay       *string        `form:"fixed_day" json:"fixed_day" binding:"omitempty,max=50" label:"固定日"`
		CommitteeSeats *int           `form:"committee_seats" json:"committee_seats" binding:"omitempty,min=0,max=20" label:"支委会名额"`
		EstablishedOn  *calendar.Date `form:"established_on" json:"established_on" binding:"omitempty,max=10" label:"成立日期"`
		ElectedOn      *calendar.Date `form:"elected_on" json:"elected_on" binding:"omitempty,max=10" label:"当选日期"`
		TermEndsOn     *calendar.Date `form:"term_ends_on" json:"term_ends_on" binding:"omitempty,max=10" label:"届满日期"`
		Revision       *int           `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	var org *models.Org
	if err == nil {
		err = r.Update(func(tx *models.Tx) (err error) {
			if org, err = tx.Org(r.ID()); err != nil {
				return err
			}
			return org.Change(tx, models.OrgChange{Name: form.Name, FixedDay: form.FixedDay, CommitteeSeats: form.CommitteeSeats,
				EstablishedOn: form.EstablishedOn, ElectedOn: form.ElectedOn, TermEndsOn: form.TermEndsOn}, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showOrg)
	}
	if wantsJSON(r.Context) {
		return s.showOrg(r)
	}
	return Answer{Status: http.StatusOK, Goto: fmt.Sprintf("/orgs/%d", org.ID), Flash: "已保存。"}, nil
}
