package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/learning"
	"luoshi/views"
)

// caseJSON is a unit's experience as the API shows it, and as pages do.
type caseJSON struct {
	ID       int64         `json:"id"`
	OrgID    int64         `json:"org_id"`
	OrgName  string        `json:"org_name"`
	Year     int           `json:"year"`
	Mode     learning.Mode `json:"mode"`
	ModeName string        `json:"mode_name"`
	Occasion string        `json:"occasion"`
	Title    string        `json:"title"`
	Text     string        `json:"text"`
	Tags     []string      `json:"tags"`
	Shared   bool          `json:"shared"` // every unit may read it
	Revision int           `json:"revision"`
}

func showCase(tx *models.Tx, c learning.CaseRow) caseJSON {
	return caseJSON{ID: c.ID, OrgID: c.OrgID, OrgName: c.OrgName, Year: c.Year, Mode: c.Mode, ModeName: tx.Say(c.Mode.String()), Occasion: c.Occasion,
		Title: c.Title, Text: c.Text, Tags: some(c.Tags.List()), Shared: c.Shared, Revision: c.Revision}
}

// caseList is a page of cases with how many there are by mode on all pages.
type caseList struct {
	List[caseJSON]
	Counts []modeCount `json:"counts"`
}

type modeCount struct {
	Mode  learning.Mode `json:"mode"`
	Name  string        `json:"name"`
	Count int           `json:"count"`

	Link    string `json:"-"`
	Current bool   `json:"-"`
}

type casesPage struct {
	Tabs            []views.Tab
	Words, Tag, Org string
	Mode            learning.Mode
	Years           []views.Option
	Items           []caseJSON
	Counts          []modeCount
	Pager           views.Pager
	Filtered        bool
	CanAdd          bool
	Form            *views.Form
}

func (r *Request) caseSearch(tx *models.Tx) (search learning.CaseSearch, err error) {
	s := newSieve(r)
	search = learning.CaseSearch{Q: s.text("q"), Tag: s.text("tag"), Mode: oneOf(s, "mode", learning.Modes...), Year: s.year("year")}
	if search.Org, err = s.org(tx, "org"); err != nil {
		return search, err
	}
	if !wantsJSON(r.Context) {
		s.text("form")
	}
	paging, err := r.Paging(2)
	if err != nil {
		return search, err
	}
	if search.Limit = paging.Limit; paging.After != nil {
		var bad error
		search.AfterYear, err = strconv.Atoi(paging.After[0])
		if search.AfterID, bad = strconv.ParseInt(paging.After[1], 10, 64); err != nil || bad != nil {
			return search, badCursor
		}
	}
	return search, s.err()
}

func (s *Server) listCases(r *Request) (Answer, error) {
	var page casesPage
	list := caseList{List: List[caseJSON]{Items: []caseJSON{}}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Cases); err != nil {
			return err
		}
		search, err := r.caseSearch(tx)
		if err != nil {
			return err
		}
		limit := search.Limit
		search.Limit++
		rows, err := learning.Cases(tx, search)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			list.Next = cursor(rows[limit-1].Year, rows[limit-1].ID)
		}
		for _, c := range rows {
			list.Items = append(list.Items, showCase(tx, c))
		}
		counts, err := learning.CountCases(tx, search)
		for _, m := range learning.Modes {
			query := keep(r, "q", "tag", "org", "year")
			query.Set("mode", string(m))
			list.Counts = append(list.Counts, modeCount{m, tx.Say(m.String()), counts[m], link("/cases", query), search.Mode == m})
		}
		page = casesPage{Tabs: libraryTabs(tx, "cases"), Words: search.Q, Tag: search.Tag, Org: r.Query("org"), Mode: search.Mode, Items: list.Items, Counts: list.Counts,
			Pager: r.pager(list.Next), Filtered: len(keep(r, "q", "tag", "org", "mode", "year")) > 0, CanAdd: tx.Reaches(models.Enter, models.Cases),
			Years: yearChoices(tx, search.Year)}
		if err == nil && page.CanAdd && r.asked("case") {
			page.Form, err = r.newCaseForm(tx)
		}
		return err
	})
	return Answer{Page: "cases", Title: word("典型经验"), Section: "library", Crumbs: libraryCrumbs("典型经验", ""), View: page, JSON: list}, err
}

// yearChoices are this year and those before, the first choice for all.
func yearChoices(tx *models.Tx, chosen int) []views.Option {
	list := []views.Option{{Name: word("全部"), Chosen: chosen == 0}}
	for year := tx.Today().Year(); year > tx.Today().Year()-5; year-- {
		list = append(list, views.Option{Value: strconv.Itoa(year), Name: phrase{"%d年", year}, Chosen: year == chosen})
	}
	return list
}

// libraryCrumbs lead to a page of the section 资料, or to something on it.
func libraryCrumbs(page word, address string, more ...language.Text) []views.Crumb {
	list := []views.Crumb{{Name: word("资料")}, {Name: page, Link: address}}
	for _, name := range more {
		list = append(list, views.Crumb{Name: name})
	}
	return list
}

// enterable are the organisations for which the actor enters an object.
func enterable(tx *models.Tx, object models.Object, chosen int64) ([]views.Option, error) {
	orgs, err := tx.Orgs()
	var list []views.Option
	for _, o := range orgs {
		if tx.CanBelow(models.Enter, object, &o) {
			list = append(list, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Code + " " + o.Name), Chosen: o.ID == chosen})
		}
	}
	return list, err
}

func (r *Request) newCaseForm(tx *models.Tx) (*views.Form, error) {
	units, err := enterable(tx, models.Cases, 0)
	c := caseJSON{Year: tx.Today().Year(), Mode: learning.OnSite}
	fields := append([]views.Field{{Name: "org_id", Label: "单位", Type: "select", Must: true, Options: units}}, caseFields(tx, c)...)
	f := r.fill(views.Form{ID: "case", Title: "登记典型经验", Action: "/cases", Button: "登记", Fields: fields})
	return &f, err
}

func caseFields(tx *models.Tx, c caseJSON) []views.Field {
	fields := []views.Field{{Name: "title", Label: "题目", Must: true, Value: c.Title},
		{Name: "mode", Label: "交流方式", Type: "select", Must: true, Options: named("请选择", learning.Modes, c.Mode)[1:]},
		{Name: "occasion", Label: "场合", Value: c.Occasion, Hint: "如 全市机关党建工作会议"}, {Name: "year", Label: "年度", Type: "number", Must: true, Value: strconv.Itoa(c.Year)},
		{Name: "text", Label: "内容", Type: "textarea", Must: true, Value: c.Text},
		{Name: "tags", Label: "标签", Value: strings.Join(c.Tags, "、"), Hint: "用顿号隔开，如 党建品牌、先锋岗"}}
	if tx.Can(models.Approve, models.Cases, 0) {
		fields = append(fields, tick("shared", "全市各单位都能看到", c.Shared))
	}
	return fields
}

type casePage struct {
	caseJSON
	Paragraphs []string
	CanEdit    bool
	Form       *views.Form
}

func (s *Server) showCase(r *Request) (Answer, error) {
	var page casePage
	err := r.View(func(tx *models.Tx) error {
		c, err := learning.FindCase(tx, r.ID())
		if err != nil {
			return err
		}
		page.caseJSON, page.Paragraphs = showCase(tx, *c), inLines(c.Text)
		if wantsJSON(r.Context) {
			return nil
		}
		if page.CanEdit = tx.Can(models.Enter, models.Cases, c.OrgID); page.CanEdit && r.asked("edit") {
			f := r.fill(views.Form{ID: "edit", Title: "修改典型经验", Action: fmt.Sprintf("/cases/%d?_method=PATCH", c.ID), Button: "保存",
				Hidden: []views.Field{hidden("revision", int64(c.Revision))}, Fields: caseFields(tx, page.caseJSON)})
			page.Form = &f
		}
		return nil
	})
	return Answer{Page: "case", Title: typed(page.Title), Section: "library", Crumbs: libraryCrumbs("典型经验", "/cases", typed(page.Title)), View: page, JSON: page.caseJSON}, err
}

// caseForm is a case as it is typed in or sent; what a change leaves out stays.
type caseForm struct {
	OrgID    int64          `form:"org_id" json:"org_id"`
	Year     *int           `form:"year" json:"year" label:"年度"`
	Mode     *learning.Mode `form:"mode" json:"mode" binding:"omitempty,max=20" label:"交流方式"`
	Occasion *string        `form:"occasion" json:"occasion" binding:"omitempty,max=200" label:"场合"`
	Title    *string        `form:"title" json:"title" binding:"omitempty,max=200" label:"题目"`
	Text     *string        `form:"text" json:"text" binding:"omitempty,max=10000" label:"内容"`
	Tags     *lines         `form:"tags" json:"tags" binding:"omitempty,max=240" label:"标签"`
	Shared   *bool          `form:"shared" json:"shared"`
	Revision *int           `form:"revision" json:"revision"`
}

func (f *caseForm) fill(to *learning.Case) {
	put(&to.Year, f.Year)
	put(&to.Mode, f.Mode)
	put(&to.Occasion, f.Occasion)
	put(&to.Title, f.Title)
	put(&to.Text, f.Text)
	put(&to.Tags, (*learning.Tags)(f.Tags))
	put(&to.Shared, f.Shared)
}

func (s *Server) createCase(r *Request) (Answer, error) {
	var form caseForm
	err := r.Form(&form)
	var c learning.Case
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c = learning.Case{OrgID: form.OrgID}
			form.fill(&c)
			return learning.CreateCase(tx, &c)
		})
	}
	if err != nil {
		return r.again("case", err, s.listCases)
	}
	return s.caseDone(r, c.ID, http.StatusCreated)
}

func (s *Server) changeCase(r *Request) (Answer, error) {
	var form caseForm
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = needRevision
	}
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			c, err := learning.FindCase(tx, r.ID())
			if err != nil {
				return err
			}
			change := c.Case
			form.fill(&change)
			if !wantsJSON(r.Context) && tx.Can(models.Approve, models.Cases, 0) {
				change.Shared = form.Shared != nil && *form.Shared // an empty box is not sent
			}
			return c.Change(tx, change, *form.Revision)
		})
	}
	if err != nil {
		return r.again("edit", err, s.showCase)
	}
	return s.caseDone(r, r.ID(), http.StatusOK)
}

func (s *Server) caseDone(r *Request, id int64, status int) (Answer, error) {
	a := Answer{Status: status, Goto: fmt.Sprintf("/cases/%d", id), Flash: "已保存。"}
	err := r.View(func(tx *models.Tx) error {
		c, err := learning.FindCase(tx, id)
		if err == nil {
			a.JSON = showCase(tx, *c)
		}
		return err
	})
	return a, err
}
