package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// tagView is a tag as pages and the API show it.
type tagView struct {
	ID        int64           `json:"id"`
	Kind      project.TagKind `json:"kind"`
	KindName  string          `json:"kind_name"`
	Name      string          `json:"name"`
	Since     int             `json:"since"`
	RetiredOn calendar.Date   `json:"retired_on"`
	Revision  int             `json:"revision"`

	Edit string `json:"-"`
}

func showTag(tx *models.Tx, t *project.Tag) tagView {
	return tagView{ID: t.ID, Kind: t.Kind, KindName: tx.Say(t.Kind.String()), Name: t.Name, Since: t.Since, RetiredOn: t.RetiredOn, Revision: t.Revision}
}

type tagsPage struct {
	Tabs   []views.Tab
	Tags   []tagView
	CanAdd bool
	Form   *views.Form
}

// listTags is the dictionaries; ?form= is "tag" for a new one, or "tag-7" to change one.
func (s *Server) listTags(r *Request) (Answer, error) {
	page := tagsPage{Tags: []tagView{}}
	err := r.View(func(tx *models.Tx) error {
		tags, err := project.Tags(tx)
		if err != nil {
			return err
		}
		page.Tabs, page.CanAdd = r.projectTabs(tx, "integration"), tx.Can(models.Enter, models.Tags, 0)
		if page.CanAdd && r.asked("tag") {
			page.Form = r.tagForm(&project.Tag{Since: tx.Today().Year(), Kind: project.CentralWork})
		}
		for i := range tags {
			v := showTag(tx, &tags[i])
			if page.CanAdd {
				v.Edit = fmt.Sprintf("/tags?form=tag-%d#form-tag-%d", v.ID, v.ID)
			}
			if page.CanAdd && r.asked(fmt.Sprintf("tag-%d", v.ID)) {
				page.Form = r.tagForm(&tags[i])
			}
			page.Tags = append(page.Tags, v)
		}
		return nil
	})
	return Answer{Page: "tags", Title: word("项目标签"), Section: "projects", View: page, JSON: List[tagView]{Items: page.Tags},
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("党建业务融合"), Link: "/projects/integration"}, {Name: word("项目标签")}}}, err
}

func (s *Server) showTag(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		t, err := project.FindTag(tx, r.ID())
		if err == nil {
			a.JSON, a.Goto = showTag(tx, t), "/tags"
		}
		return err
	})
	return a, err
}

func (r *Request) tagForm(t *project.Tag) *views.Form {
	f := views.Form{ID: "tag", Title: "登记标签", Action: "/tags", Button: "登记", Text: "停用后，已有的项目保留标签，新项目不能再选。", Fields: []views.Field{
		{Name: "name", Label: "名称", Must: true, Value: t.Name}, {Name: "since", Label: "启用年度", Type: "number", Must: true, Value: strconv.Itoa(t.Since)}}}
	if t.ID == 0 {
		f.Fields = append(f.Fields, views.Field{Name: "kind", Label: "类别", Type: "select", Options: choices(project.TagKinds, project.TagKindNames, t.Kind)})
	} else {
		f.ID, f.Title, f.Button = fmt.Sprintf("tag-%d", t.ID), "修改标签", "保存"
		f.Action = fmt.Sprintf("/tags/%d?_method=PATCH", t.ID)
		f.Fields = append(f.Fields, tick("retired", "停用", t.RetiredOn != ""))
		f.Hidden = []views.Field{hidden("revision", int64(t.Revision))}
	}
	f = r.fill(f)
	return &f
}

func (s *Server) createTag(r *Request) (Answer, error) {
	var form struct {
		Kind  project.TagKind `form:"kind" json:"kind"`
		Name  string          `form:"name" json:"name"`
		Since int             `form:"since" json:"since"`
	}
	err := r.Form(&form)
	var view tagView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t := project.Tag{Kind: form.Kind, Name: form.Name, Since: form.Since}
			err := t.Create(tx)
			view = showTag(tx, &t)
			return err
		})
	}
	if err != nil {
		return r.again("tag", err, s.listTags)
	}
	return created(view, "/tags", "已登记标签。"), nil
}

// changeTag renames, retires or restores a tag; what a program leaves out stays.
func (s *Server) changeTag(r *Request) (Answer, error) {
	var form struct {
		Name     *string `form:"name" json:"name"`
		Since    *int    `form:"since" json:"since"`
		Retired  *bool   `form:"retired" json:"retired"`
		Revision *int    `form:"revision" json:"revision" binding:"required" label:"修改依据的版本（revision）"`
	}
	err := r.Form(&form)
	var view tagView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t, err := project.FindTag(tx, r.ID())
			if err != nil {
				return err
			}
			name, since, retired := t.Name, t.Since, t.RetiredOn != "" && wantsJSON(r.Context) // an empty checkbox of a page says no
			take(&name, form.Name)
			take(&since, form.Since)
			take(&retired, form.Retired)
			err = t.Change(tx, name, since, retired, *form.Revision)
			view = showTag(tx, t)
			return err
		})
	}
	if err != nil {
		return r.again(fmt.Sprintf("tag-%d", r.ID()), err, s.listTags)
	}
	return Answer{JSON: view, Goto: "/tags", Flash: "已保存。"}, nil
}

func take[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
