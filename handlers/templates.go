package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// templateJSON is a template of projects as pages and the API show it.
type templateJSON struct {
	ID        int64        `json:"id"`
	OrgID     int64        `json:"org_id"`
	OrgName   string       `json:"org_name"`
	Name      string       `json:"name"`
	Plan      project.Plan `json:"plan"`
	MadeBy    string       `json:"made_by"`
	CreatedAt time.Time    `json:"created_at"`
	Revision  int          `json:"revision"`

	Use    string `json:"-"` // links of the page; "" for who may not
	Rename string `json:"-"`
}

func showTemplate(tx *models.Tx, t *project.Template) templateJSON {
	return templateJSON{ID: t.ID, OrgID: t.OrgID, OrgName: t.Org.Name, Name: t.Name, Plan: t.Plan, MadeBy: t.MadeName, CreatedAt: tx.Local(t.CreatedAt), Revision: t.Revision}
}

type templatesPage struct {
	Tabs  []views.Tab
	Items []templateJSON
	Form  *views.Form
}

// listTemplates is what one may draw on; ?form= is "use-7" to make a project of one, or "rename-7".
func (s *Server) listTemplates(r *Request) (Answer, error) {
	page := templatesPage{Items: []templateJSON{}}
	err := r.View(func(tx *models.Tx) error {
		list, err := project.Templates(tx)
		if err != nil {
			return err
		}
		page.Tabs = r.projectTabs(tx, "list")
		for i := range list {
			t := &list[i]
			item := showTemplate(tx, t)
			item.Use = fmt.Sprintf("/templates?form=use-%d#form-use-%d", t.ID, t.ID)
			if t.MayChange(tx) {
				item.Rename = fmt.Sprintf("/templates?form=rename-%d#form-rename-%d", t.ID, t.ID)
			}
			page.Items = append(page.Items, item)
			if err := page.open(r, tx, t); err != nil {
				return err
			}
		}
		return nil
	})
	return Answer{Page: "templates", Title: word("项目模板"), Section: "projects", View: page, JSON: List[templateJSON]{Items: page.Items},
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("项目模板")}}}, err
}

// open unfolds the form that is asked for, if it is about this template.
func (p *templatesPage) open(r *Request, tx *models.Tx, t *project.Template) error {
	at := fmt.Sprintf("/templates/%d", t.ID)
	var f views.Form
	switch {
	case r.asked(fmt.Sprintf("use-%d", t.ID)):
		fields, err := draftFields(tx, t)
		if err != nil {
			return err
		}
		f = views.Form{ID: fmt.Sprintf("use-%d", t.ID), Title: "用模板立项", Action: at + "/projects", Button: "生成草拟", Fields: fields,
			Text: "各阶段的时限从开始日期推算，遇非工作日移到工作日；生成的是草拟，还可以修改。"}
	case r.asked(fmt.Sprintf("rename-%d", t.ID)) && t.MayChange(tx):
		f = views.Form{ID: fmt.Sprintf("rename-%d", t.ID), Title: "修改模板名称", Action: at + "?_method=PATCH", Button: "保存",
			Fields: []views.Field{{Name: "name", Label: "名称", Must: true, Value: t.Name}}, Hidden: []views.Field{hidden("revision", int64(t.Revision))}}
	default:
		return nil
	}
	f = r.fill(f)
	p.Form = &f
	return nil
}

// draftFields are what a template does not say of a project.
func draftFields(tx *models.Tx, t *project.Template) ([]views.Field, error) {
	orgs, err := tx.Orgs()
	if err != nil {
		return nil, err
	}
	holders, err := tx.AllHolders()
	if err != nil {
		return nil, err
	}
	var units []views.Option
	for _, o := range orgs {
		if tx.CanBelow(models.Enter, models.Projects, &o) {
			units = append(units, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Code + " " + o.Name), Chosen: o.ID == t.OrgID})
		}
	}
	return []views.Field{
		{Name: "start_on", Label: "开始日期", Type: "date", Must: true, Value: string(tx.Today())},
		{Name: "code", Label: "编号", Must: true, Hint: "如 P03"},
		{Name: "name", Label: "项目名称", Must: true, Value: t.Name},
		{Name: "org_id", Label: "谁来干：责任单位", Type: "select", Must: true, Options: units},
		{Name: "owner_post_id", Label: "谁来干：责任人", Type: "select", Options: seatOptions(holders, 0, "未定")},
	}, nil
}

func (s *Server) showTemplate(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		t, err := project.FindTemplate(tx, r.ID())
		if err == nil {
			a.JSON, a.Goto = showTemplate(tx, t), fmt.Sprintf("/templates?form=use-%d", t.ID)
		}
		return err
	})
	return a, err
}

// keepTemplate keeps a project as a template.
func (s *Server) keepTemplate(r *Request) (Answer, error) {
	var form struct {
		ProjectID int64  `form:"project_id" json:"project_id"`
		OrgID     int64  `form:"org_id" json:"org_id"`
		Name      string `form:"name" json:"name"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	var view templateJSON
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, form.ProjectID)
		if err != nil {
			return err
		}
		made, err := p.KeepAs(tx, form.Name, form.OrgID)
		if err != nil {
			return err
		}
		t, err := project.FindTemplate(tx, made.ID)
		if err == nil {
			view = showTemplate(tx, t)
		}
		return err
	})
	return created(view, "/templates", "已存为模板。"), err
}

func (s *Server) renameTemplate(r *Request) (Answer, error) {
	var form struct {
		Name     string `form:"name" json:"name"`
		Revision *int   `form:"revision" json:"revision"`
	}
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	var view templateJSON
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := project.FindTemplate(tx, r.ID())
			if err != nil {
				return err
			}
			err = t.Rename(tx, form.Name, *form.Revision)
			view = showTemplate(tx, t)
			return err
		})
	}
	if err != nil {
		return r.again(fmt.Sprintf("rename-%d", r.ID()), err, s.listTemplates)
	}
	return Answer{JSON: view, Goto: "/templates", Flash: "已保存。"}, nil
}

func (s *Server) deleteTemplate(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		t, err := project.FindTemplate(tx, r.ID())
		if err != nil {
			return err
		}
		return t.Delete(tx)
	})
	return Answer{Goto: "/templates", Flash: "模板已删除，用它立的项目不受影响。"}, err
}

// draftFromTemplate makes a project of a template.
func (s *Server) draftFromTemplate(r *Request) (Answer, error) {
	var form struct {
		Code           string        `form:"code" json:"code" binding:"max=40" label:"项目编号"`
		Name           string        `form:"name" json:"name" binding:"max=200" label:"项目名称"`
		OrgID          int64         `form:"org_id" json:"org_id"`
		OwnerPostID    int64         `form:"owner_post_id" json:"owner_post_id"`
		ReviewerPostID int64         `form:"reviewer_post_id" json:"reviewer_post_id"`
		StartOn        calendar.Date `form:"start_on" json:"start_on"`
	}
	err := r.Form(&form)
	var made *project.Project
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := project.FindTemplate(tx, r.ID())
			if err != nil {
				return err
			}
			made, err = t.Draft(tx, project.Project{Code: form.Code, Name: form.Name, OrgID: form.OrgID, OwnerPostID: form.OwnerPostID,
				ReviewerPostID: form.ReviewerPostID, StartOn: form.StartOn})
			return err
		})
	}
	if err != nil {
		return r.again(fmt.Sprintf("use-%d", r.ID()), err, s.listTemplates)
	}
	a, err := s.projectDone(r, made.ID, http.StatusCreated, "已按模板生成草拟，请核对后申报。")
	a.Goto += "/edit"
	return a, err
}
