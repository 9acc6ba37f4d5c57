package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/views"
)

// memberView is a member as the API shows it.
type memberView struct {
	ID             int64         `json:"id"`
	OrgID          *int64        `json:"org_id"`
	OrgName        string        `json:"org_name"`
	GroupID        *int64        `json:"group_id"`
	Name           string        `json:"name"`
	Status         string        `json:"status"`
	StatusName     string        `json:"status_name"`
	IsLeadingCadre bool          `json:"is_leading_cadre"`
	IsCityLeader   bool          `json:"is_city_leader"`
	Exemption      string        `json:"exemption"`
	JoinedOn       calendar.Date `json:"joined_on"`
	LeftOn         calendar.Date `json:"left_on"`
	Phone          string        `json:"phone"` // whole only to its owner
	Revision       int           `json:"revision"`
}

func showMember(tx *models.Tx, m models.Member, orgName string) (memberView, error) {
	phone, err := m.PhoneFor(tx)
	return memberView{m.ID, m.OrgID, orgName, m.GroupID, m.Name, string(m.Status), tx.Say(models.MemberStatusNames[m.Status]), m.IsLeadingCadre, m.IsCityLeader,
		m.Exemption, m.JoinedOn, m.LeftOn, phone, m.Revision}, err
}

// showMembers is showMember for a list, with the branches' names.
func showMembers(tx *models.Tx, list []models.Member) ([]memberView, error) {
	ids := make([]*int64, len(list))
	for i, m := range list {
		ids[i] = m.OrgID
	}
	names, err := tx.OrgNames(ids...)
	if err != nil {
		return nil, err
	}
	shown := make([]memberView, len(list))
	for i, m := range list {
		if shown[i], err = showMember(tx, m, nameOf(names, m.OrgID)); err != nil {
			return nil, err
		}
	}
	return shown, nil
}

type membersPage struct {
	Tabs       []views.Tab
	Words, Org string
	Members    []memberView
	Pager      views.Pager
	CanExport  bool
	Export     string // the list as it is filtered, as a file
}

func (s *Server) listMembers(r *Request) (Answer, error) {
	list := List[memberView]{Items: []memberView{}}
	page := membersPage{Words: r.Query("q"), Org: r.Query("org"), Export: link("/members/export", keep(r, "q", "org"))}
	limit, after, err := r.pageByID()
	if err != nil {
		return Answer{}, err
	}
	err = r.View(func(tx *models.Tx) error {
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		members, err := tx.MemberList(org, r.Query("q"), after, limit+1)
		if err != nil {
			return err
		}
		if len(members) > limit {
			members = members[:limit]
			list.Next = cursor(members[limit-1].ID)
		}
		list.Items, err = showMembers(tx, members)
		page.Tabs = orgTabs(tx, "members")
		page.CanExport = tx.Can(models.Export, models.Members, 0)
		return err
	})
	page.Members, page.Pager = list.Items, r.pager(list.Next)
	return Answer{Page: "members", Title: word("党员名册"), Section: "orgs", Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("党员名册")}}, View: page, JSON: list}, err
}

func nameOf(names map[int64]string, id *int64) string {
	if id == nil {
		return ""
	}
	return names[*id]
}

type memberPage struct {
	memberView
	Form   *views.Form
	Reveal *views.Form // asks for the whole number
	Whole  string      // the whole number, shown this once
}

func (s *Server) showMember(r *Request) (Answer, error) { return s.memberAnswer(r, "") }

func (s *Server) memberAnswer(r *Request, whole string) (Answer, error) {
	page := memberPage{Whole: whole}
	err := r.View(func(tx *models.Tx) error {
		m, err := tx.Member(r.ID())
		if err != nil {
			return err
		}
		names, err := tx.OrgNames(m.OrgID)
		if err != nil {
			return err
		}
		if page.memberView, err = showMember(tx, *m, nameOf(names, m.OrgID)); err != nil {
			return err
		}
		page.Reveal = r.revealForm(tx, m)
		if tx.Can(models.Enter, models.Members, m.Branch()) {
			f := memberForm(*m, "修改党员信息", fmt.Sprintf("/members/%d?_method=PATCH", m.ID), "保存")
			f.Hidden = []views.Field{hidden("revision", int64(m.Revision))}
			f.Fields = append(f.Fields, views.Field{Name: "left_on", Label: "离开日期", Type: "date", Value: string(m.LeftOn), Hint: "转出、退休离开等；须先办理离任"})
			if err := offerGroups(tx, m, &f); err != nil {
				return err
			}
			f = r.fill(f)
			page.Form = &f
		}
		return err
	})
	crumbs := []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("党员名册"), Link: "/members"}, {Name: typed(page.Name)}}
	return Answer{Page: "member", Title: typed(page.Name), Section: "orgs", Crumbs: crumbs, View: page, JSON: page.memberView}, err
}

// offerGroups lets a member be put into one of the branch's party groups.
func offerGroups(tx *models.Tx, m *models.Member, f *views.Form) error {
	if m.OrgID == nil {
		return nil
	}
	groups, err := (&models.Org{ID: *m.OrgID}).Below(tx)
	if err != nil || len(groups) == 0 {
		return err
	}
	options := []views.Option{{Value: "0", Name: word("不编入党小组")}}
	for _, g := range groups {
		options = append(options, views.Option{Value: strconv.FormatInt(g.ID, 10), Name: typed(g.Name), Chosen: m.GroupID != nil && *m.GroupID == g.ID})
	}
	f.Fields = append(f.Fields, views.Field{Name: "group_id", Label: "党小组", Type: "select", Options: options})
	return nil
}

func memberForm(m models.Member, title word, action string, button word) views.Form {
	statuses := []models.MemberStatus{models.Full, models.Probationary}
	return views.Form{ID: "member", Title: title, Action: action, Button: button, Fields: []views.Field{
		{Name: "name", Label: "姓名", Must: true, Value: m.Name},
		{Name: "status", Label: "党员身份", Type: "select", Must: true, Options: choices(statuses, models.MemberStatusNames, m.Status)},
		{Name: "joined_on", Label: "入党日期", Type: "date", Value: string(m.JoinedOn)},
		{Name: "phone", Label: "电话", Type: "tel", Value: m.Phone, Hint: "手机号，或带区号的座机；不改就保留原样"},
		{Name: "exemption", Label: "免参加组织生活原因", Value: m.Exemption, Hint: "如 年老体弱；没有则不填"},
	}}
}

// memberFields is what of a member can be entered; what a form leaves out stays.
type memberFields struct {
	Name           *string              `form:"name" json:"name" binding:"omitempty,max=100" label:"姓名"`
	Status         *models.MemberStatus `form:"status" json:"status" binding:"omitempty,max=20" label:"党员身份"`
	JoinedOn       *calendar.Date       `form:"joined_on" json:"joined_on" binding:"omitempty,max=10" label:"入党日期"`
	LeftOn         *calendar.Date       `form:"left_on" json:"left_on" binding:"omitempty,max=10" label:"离开日期"`
	Phone          *string              `form:"phone" json:"phone" binding:"omitempty,max=30" label:"电话"`
	Exemption      *string              `form:"exemption" json:"exemption" binding:"omitempty,max=100" label:"免参加原因"`
	GroupID        *int64               `form:"group_id" json:"group_id"`
	IsLeadingCadre *bool                `form:"is_leading_cadre" json:"is_leading_cadre"`
	IsCityLeader   *bool                `form:"is_city_leader" json:"is_city_leader"`
}

func (f memberFields) change() models.MemberChange {
	return models.MemberChange{Name: f.Name, Exemption: f.Exemption, Phone: f.Phone, Status: f.Status, IsLeadingCadre: f.IsLeadingCadre,
		IsCityLeader: f.IsCityLeader, JoinedOn: f.JoinedOn, LeftOn: f.LeftOn, GroupID: f.GroupID}
}

func (s *Server) createMember(r *Request) (Answer, error) {
	var form struct {
		OrgID int64 `form:"org_id" json:"org_id" binding:"required" label:"党支部"`
		memberFields
	}
	err := r.Form(&form)
	var made memberView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			org, err := tx.Org(form.OrgID)
			if err != nil {
				return err
			}
			m := models.Member{OrgID: &org.ID, Status: models.Full}
			form.change().Into(&m)
			if err := tx.CreateMember(&m); err != nil {
				return err
			}
			made, err = showMember(tx, m, org.Name)
			return err
		})
	}
	if err != nil {
		return r.again("member", err, func(r *Request) (Answer, error) { return s.orgAnswer(r, form.OrgID) })
	}
	return created(made, fmt.Sprintf("/orgs/%d", form.OrgID), word(r.Say("已登记%s。", made.Name))), nil
}

func (s *Server) changeMember(r *Request) (Answer, error) {
	var form struct {
		memberFields
		Revision *int `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			m, err := tx.Member(r.ID())
			if err != nil {
				return err
			}
			return m.Change(tx, form.change(), *form.Revision)
		})
	}
	if err != nil {
		return r.again("member", err, s.showMember)
	}
	if wantsJSON(r.Context) {
		return s.showMember(r)
	}
	return Answer{Goto: fmt.Sprintf("/members/%d", r.ID()), Flash: "已保存。"}, nil
}
