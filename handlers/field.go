package handlers

import (
	"fmt"
	"strconv"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/views"
)

// fieldView is what somebody of a leading group looks after: 一岗双责.
type fieldView struct {
	Orgs     []orgJSON     `json:"orgs"`
	Projects []projectLine `json:"projects"`
	Duties   []dutyView    `json:"duties"`
}

type fieldPage struct {
	fieldView
	Tabs  []views.Tab
	Rows  []projectRow
	More  string // to the rest of the projects
	Whole bool   // a deputy whose field nobody has set
}

// inField is how many projects the page of one's field shows.
const inField = 50

// showField shows what the actor supervises: organisations, their projects and open duties.
func (s *Server) showField(r *Request) (Answer, error) {
	page := fieldPage{fieldView: fieldView{Orgs: []orgJSON{}, Duties: []dutyView{}}}
	err := r.View(func(tx *models.Tx) error {
		orgs, err := tx.FieldOf(tx.Actor.PostIDs()...)
		if err != nil {
			return err
		}
		for _, o := range orgs {
			page.Orgs = append(page.Orgs, orgJSON{o.ID, o.Name})
		}
		page.Whole = len(orgs) == 0 && len(tx.Actor.FieldPaths()) > 0
		list, next, err := project.List(tx, project.Filter{Narrow: project.Narrow{Year: tx.Today().Year()}, Leading: true}, project.Page{Limit: inField})
		if err != nil {
			return err
		}
		if next != nil {
			page.More = "/projects?leader=me"
		}
		if page.Projects, err = projectLines(tx, list); err != nil {
			return err
		}
		duties, err := orglife.OpenBelow(tx, tx.Actor.FieldPaths())
		if err != nil {
			return err
		}
		for _, d := range duties {
			v, err := showDuty(tx, d)
			if err != nil {
				return err
			}
			page.Duties = append(page.Duties, v)
		}
		if err := citeDuties(tx, page.Duties); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Tabs = r.projectTabs(tx, "field")
		holders, err := owners(tx, list)
		if err != nil {
			return err
		}
		for i := range list {
			row, err := rowOf(tx, &list[i], holders)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		return nil
	})
	return Answer{Page: "field", Title: word("我分管的"), Section: "projects", Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("我分管的")}}, View: page, JSON: page.fieldView}, err
}

// setField gives a post of a leading group what it supervises.
func (s *Server) setField(r *Request) (Answer, error) {
	var form struct {
		OrgIDs []int64 `form:"org_ids" json:"org_ids"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			post, err := tx.Post(r.ID())
			if err != nil {
				return err
			}
			return post.SetField(tx, form.OrgIDs)
		})
	}
	return s.tenureAnswer(r, "field", "已设置分管范围。", err)
}

// readField reads what a post of a leading group supervises, and the form to change it.
func (r *Request) readField(tx *models.Tx, post *models.Post, page *postPage) error {
	page.Field = []orgJSON{}
	if post.Org.Kind != models.LeadingGroup || !tx.Can(models.View, models.Fields, post.OrgID) {
		return nil
	}
	page.HasField = true
	orgs, err := tx.FieldOf(post.ID)
	if err != nil {
		return err
	}
	supervised := map[int64]bool{}
	for _, o := range orgs {
		page.Field, supervised[o.ID] = append(page.Field, orgJSON{o.ID, o.Name}), true
	}
	if wantsJSON(r.Context) || !tx.Can(models.Enter, models.Fields, post.OrgID) {
		return nil
	}
	guided, err := tx.Guided(post.OrgID)
	var options []views.Option
	for _, o := range guided {
		options = append(options, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Name), Chosen: supervised[o.ID]})
	}
	form := r.fill(views.Form{ID: "field", Title: "设置分管范围", Action: fmt.Sprintf("/posts/%d/field?_method=PUT", post.ID), Button: "保存分管范围",
		Text:   "党组成员只看得到分管范围内的项目；勾选党总支、机关党委的，含其下属党支部。",
		Fields: []views.Field{{Name: "org_ids", Label: "分管的党组织", Type: "checkbox", Options: options}}})
	page.SetField = &form
	return err
}
