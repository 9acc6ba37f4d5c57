package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// postView is a post with its holder, as the API shows it.
type postView struct {
	ID         int64         `json:"id"`
	OrgID      int64         `json:"org_id"`
	OrgName    string        `json:"org_name"`
	Office     string        `json:"office"`
	Name       string        `json:"name"`
	MemberID   int64         `json:"member_id"` // 0 while vacant
	MemberName string        `json:"member_name"`
	StartOn    calendar.Date `json:"start_on"`
	FiledOn    calendar.Date `json:"filed_on"`
	FullTime   bool          `json:"full_time"`
}

func showPost(h models.Holder) postView {
	return postView{h.PostID, h.OrgID, h.OrgName, string(h.Office), h.PostName, h.MemberID, h.MemberName, h.StartOn, h.FiledOn, h.FullTime}
}

// orgDetail is one organisation with its two upward lines, posts and below.
type orgDetail struct {
	orgView
	ParentName   string     `json:"parent_name"`
	GuidedByName string     `json:"guided_by_name"`
	Posts        []postView `json:"posts"`
}

type orgPage struct {
	orgDetail
	Line       []string // who leads, from the top to here
	Guides     string
	Below      []orgView
	Members    []memberView
	SeeMembers bool
	CanEdit    bool
	CanEnrol   bool
	HasCard    bool           // its health is looked at
	Reforms    []views.Option // what the ledger may say of it next
	Form       *views.Form
}

func (s *Server) showOrg(r *Request) (Answer, error) { return s.orgAnswer(r, r.ID()) }

// orgAnswer is the page of an organisation, with the form that is asked for.
func (s *Server) orgAnswer(r *Request, id int64) (Answer, error) {
	var page orgPage
	var crumbs []views.Crumb
	err := r.View(func(tx *models.Tx) error {
		org, err := tx.Org(id)
		if err != nil {
			return err
		}
		if page, err = r.readOrg(tx, org); err != nil {
			return err
		}
		crumbs = []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: typed(org.Name)}}
		if wantsJSON(r.Context) {
			return nil
		}
		page.CanEdit, page.CanEnrol = tx.Can(models.Enter, models.Orgs, org.ID), org.IsBranch() && tx.Can(models.Enter, models.Members, org.ID)
		if page.SeeMembers = org.IsBranch() && tx.Can(models.View, models.Members, org.ID); page.SeeMembers {
			members, err := tx.Members(org.ID)
			if err != nil {
				return err
			}
			for _, m := range members {
				shown, err := showMember(tx, m, org.Name)
				if err != nil {
					return err
				}
				page.Members = append(page.Members, shown)
			}
		}
		page.HasCard = structure.Screens(org)
		page.Reforms = reformLinks(tx, org)
		page.Form = r.orgForm(org, page.CanEdit, page.CanEnrol)
		return nil
	})
	return Answer{Page: "org", Title: typed(page.Name), Section: "orgs", Crumbs: crumbs, View: page, JSON: page.orgDetail}, err
}

func (r *Request) readOrg(tx *models.Tx, org *models.Org) (page orgPage, err error) {
	strength, err := org.Strength(tx)
	if err != nil {
		return page, err
	}
	page.orgView = showOrg(tx, *org, strength)
	line, err := tx.Line(org)
	if err != nil {
		return page, err
	}
	var guide *int64
	for _, o := range line {
		page.Line = append([]string{o.Name}, page.Line...)
		if guide == nil {
			guide = o.GuidedByID // a branch is guided as its general branch is
		}
	}
	names, err := tx.OrgNames(org.ParentID, guide)
	if err != nil {
		return page, err
	}
	if org.ParentID != nil {
		page.ParentName = names[*org.ParentID]
	}
	if guide != nil {
		page.Guides = names[*guide]
	}
	if org.GuidedByID != nil {
		page.GuidedByName = page.Guides
	}
	holders, err := tx.Holders(org.ID)
	page.Posts = []postView{}
	for _, h := range holders {
		page.Posts = append(page.Posts, showPost(h))
	}
	if err != nil {
		return page, err
	}
	below, err := org.Below(tx)
	for _, o := range below {
		page.Below = append(page.Below, showOrg(tx, o, models.Strength{}))
	}
	return page, err
}

// orgForm is the form of the page that is asked for, nil for none.
func (r *Request) orgForm(org *models.Org, edit, enrol bool) *views.Form {
	var f views.Form
	switch {
	case edit && r.asked("edit"):
		f = views.Form{ID: "edit", Title: "修改组织", Action: fmt.Sprintf("/orgs/%d?_method=PATCH", org.ID), Button: "保存",
			Hidden: []views.Field{hidden("revision", int64(org.Revision))},
			Fields: []views.Field{{Name: "name", Label: "名称", Must: true, Value: org.Name},
				{Name: "elected_on", Label: "当选日期", Type: "date", Value: string(org.ElectedOn)},
				{Name: "term_ends_on", Label: "届满日期", Type: "date", Value: string(org.TermEndsOn)}}}
		if org.IsBranch() {
			f.Fields = append(f.Fields,
				views.Field{Name: "fixed_day", Label: "主题党日固定日", Value: org.FixedDay, Hint: "如 每月5日、每月第一个星期五、每月最后一天"},
				views.Field{Name: "committee_seats", Label: "支委会名额", Type: "number", Value: strconv.Itoa(org.CommitteeSeats), Hint: "3至7；不设支委会填 0"})
		}
	case edit && r.asked("post"):
		f = views.Form{ID: "post", Title: "设置职务", Action: "/posts", Button: "设置", Text: "职务是岗位，工作挂在岗位上；设好后再办理任职。",
			Hidden: []views.Field{hidden("org_id", org.ID)},
			Fields: []views.Field{{Name: "office", Label: "职务类别", Type: "select", Must: true, Options: choices(models.OfficesOf[org.Kind], models.OfficeNames, "")},
				{Name: "name", Label: "职务名称", Hint: "不填则同类别名称；如 组织科科长"}}}
	case enrol && r.asked("member"):
		f = memberForm(models.Member{Status: models.Full}, "登记党员", "/members", "登记")
		f.Hidden = []views.Field{hidden("org_id", org.ID)}
	default:
		return nil
	}
	f = r.fill(f)
	return &f
}
