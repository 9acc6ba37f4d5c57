package handlers

import (
	"fmt"
	"net/url"

	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// savedView is a view as pages and the API show it.
type savedView struct {
	ID        int64            `json:"id"`
	Page      project.ViewPage `json:"page"`
	PageName  string           `json:"page_name"`
	Name      string           `json:"name"`
	Query     string           `json:"query"`
	Shared    bool             `json:"shared"`
	Mine      bool             `json:"mine"`
	IsDefault bool             `json:"is_default"` // of its owner
	Dead      string           `json:"dead"`       // what of it is no longer there, in words
	Revision  int              `json:"revision"`

	Link string `json:"-"`
}

func showSavedViews(tx *models.Tx, list []project.SavedView) ([]savedView, error) {
	dead, err := project.Dead(tx, list)
	if err != nil {
		return nil, err
	}
	shown := make([]savedView, len(list))
	for i, v := range list {
		shown[i] = savedView{ID: v.ID, Page: v.Page, PageName: tx.Say(v.Page.String()), Name: v.Name, Query: v.Query, Shared: v.OrgID != 0,
			Mine: v.Mine(tx), IsDefault: v.IsDefault && v.Mine(tx), Dead: dead[i].In(tx.Actor.Language), Revision: v.Revision, Link: v.Link()}
	}
	return shown, nil
}

func showSavedView(tx *models.Tx, v *project.SavedView) (savedView, error) {
	shown, err := showSavedViews(tx, []project.SavedView{*v})
	if err != nil {
		return savedView{}, err
	}
	return shown[0], nil
}

type savedViewsPage struct {
	Tabs  []views.Tab
	Views []savedView
	Form  *views.Form
}

// listViews is what one has kept; ?form= is "view" to keep the page and query of
// the address, or "view-7" to change one.
func (s *Server) listViews(r *Request) (Answer, error) {
	page := savedViewsPage{Views: []savedView{}}
	err := r.View(func(tx *models.Tx) error {
		if !tx.Sees(models.Projects) {
			return tx.Require(models.View, models.Projects, 0)
		}
		list, err := project.Views(tx, "")
		if err != nil {
			return err
		}
		page.Tabs = r.projectTabs(tx, "list")
		if r.asked("view") {
			page.Form = r.viewForm(tx, &project.SavedView{Page: project.ViewPage(r.typed("page")), Query: r.typed("query")})
		}
		if page.Views, err = showSavedViews(tx, list); err != nil {
			return err
		}
		for i, view := range page.Views {
			if view.Mine && r.asked(fmt.Sprintf("view-%d", view.ID)) {
				page.Form = r.viewForm(tx, &list[i])
			}
		}
		return nil
	})
	return Answer{Page: "views", Title: word("保存的视图"), Section: "projects", View: page, JSON: List[savedView]{Items: page.Views},
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("保存的视图")}}}, err
}

// typed is a value of the form that was refused, or of the address.
func (r *Request) typed(name string) string {
	if r.refused != nil {
		return r.PostForm(name)
	}
	return r.Query(name)
}

func (r *Request) viewForm(tx *models.Tx, v *project.SavedView) *views.Form {
	f := views.Form{ID: "view", Title: word("保存视图"), Action: "/views", Button: "保存", Text: "保存的是现在的筛选条件，不是现在的结果。",
		Fields: []views.Field{{Name: "name", Label: "视图名称", Must: true, Value: v.Name, Hint: "如 逾期的重点任务"}},
		Hidden: []views.Field{{Name: "page", Value: string(v.Page)}, {Name: "query", Value: v.Query}}}
	if v.ID != 0 {
		f.ID, f.Title, f.Action = fmt.Sprintf("view-%d", v.ID), word("修改视图"), fmt.Sprintf("/views/%d?_method=PATCH", v.ID)
		f.Hidden = []views.Field{hidden("revision", int64(v.Revision))}
	}
	if project.SharesViews(tx) != 0 {
		f.Fields = append(f.Fields, tick("shared", word("本单位的同志也可以用"), v.OrgID != 0))
	}
	f.Fields = append(f.Fields, tick("is_default", word("打开这个页面时就用"), v.IsDefault))
	f = r.fill(f)
	return &f
}

// showView is one view; for a browser, the page as it narrows it.
func (s *Server) showView(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		v, err := project.FindView(tx, r.ID())
		if err != nil {
			return err
		}
		a.Goto = v.Link()
		a.JSON, err = showSavedView(tx, v)
		return err
	})
	return a, err
}

func (s *Server) createView(r *Request) (Answer, error) {
	var form struct {
		Page      project.ViewPage `form:"page" json:"page"`
		Name      string           `form:"name" json:"name"`
		Query     string           `form:"query" json:"query"`
		Shared    bool             `form:"shared" json:"shared"`
		IsDefault bool             `form:"is_default" json:"is_default"`
	}
	err := r.Form(&form)
	var made savedView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			v := project.SavedView{Page: form.Page, Name: form.Name, Query: narrowed(form.Query), IsDefault: form.IsDefault}
			if err := v.Create(tx, form.Shared); err != nil {
				return err
			}
			made, err = showSavedView(tx, &v)
			return err
		})
	}
	if err != nil {
		return r.again("view", err, s.listViews)
	}
	return created(made, made.Link, word("视图已保存。")), nil
}

// narrowed is of a query what narrows the projects.
func narrowed(query string) string {
	given, err := url.ParseQuery(query)
	if err != nil {
		return query // which the rules refuse
	}
	kept := url.Values{}
	for _, name := range append([]string{"year"}, narrowing...) {
		if v := given.Get(name); v != "" {
			kept.Set(name, v)
		}
	}
	return kept.Encode()
}

// changeView renames a view, shares it or makes it the default; what a program leaves out stays.
func (s *Server) changeView(r *Request) (Answer, error) {
	var form struct {
		Name      *string `form:"name" json:"name"`
		Shared    *bool   `form:"shared" json:"shared"`
		IsDefault *bool   `form:"is_default" json:"is_default"`
		Revision  *int    `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	var changed savedView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			v, err := project.FindView(tx, r.ID())
			if err != nil {
				return err
			}
			program := wantsJSON(r.Context) // an empty checkbox of a page says no
			name, shared, byDefault := v.Name, program && v.OrgID != 0, program && v.IsDefault
			take(&name, form.Name)
			take(&shared, form.Shared)
			take(&byDefault, form.IsDefault)
			if err := v.Change(tx, name, shared, byDefault, *form.Revision); err != nil {
				return err
			}
			changed, err = showSavedView(tx, v)
			return err
		})
	}
	if err != nil {
		return r.again(fmt.Sprintf("view-%d", r.ID()), err, s.listViews)
	}
	return Answer{JSON: changed, Goto: "/views", Flash: word("已保存。")}, nil
}

func (s *Server) deleteView(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		v, err := project.FindView(tx, r.ID())
		if err != nil {
			return err
		}
		return v.Delete(tx)
	})
	return Answer{Goto: "/views", Flash: word("视图已删除。")}, err
}

// asPreferred opens a page as its reader has asked to see it when the address says
// nothing else; the views it has read are kept for the page.
func (s *Server) asPreferred(page project.ViewPage, show Action) Action {
	return func(r *Request) (Answer, error) {
		if wantsJSON(r.Context) || r.Context.Request.URL.RawQuery != "" || r.GetHeader("HX-Request") != "" {
			return show(r)
		}
		var preferred string
		err := r.View(func(tx *models.Tx) (err error) {
			r.saved, err = project.Views(tx, page)
			for _, v := range r.saved {
				if v.IsDefault && v.Mine(tx) && v.Query != "" {
					preferred = v.Link()
				}
			}
			return err
		})
		if err != nil || preferred == "" {
			return show(r)
		}
		return Answer{Goto: preferred}, nil
	}
}

// addViews puts the views of the page beside its chips, and the way to keep another.
func (h *projectsHead) addViews(r *Request, tx *models.Tx, page project.ViewPage) error {
	list, err := r.saved, error(nil)
	if list == nil {
		list, err = project.Views(tx, page)
	}
	here := keep(r, append([]string{"year"}, narrowing...)...).Encode()
	for i := range list {
		h.Views = append(h.Views, chip{Name: typed(list[i].Name), Link: list[i].Link(), Current: list[i].Query == here})
	}
	h.ViewsLink = "/views"
	if here != "" {
		h.KeepLink = "/views?" + url.Values{"form": {"view"}, "page": {string(page)}, "query": {here}}.Encode() + "#form-view"
	}
	return err
}
