package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// regulationsPage is the documents of a branch, or those of several in a line each.
type regulationsPage struct {
	Tabs     []views.Tab
	Branches []checklistView
	One      *checklistView // nil where there are several
	Link     string         // of the one branch
	Keeps    bool           // the actor keeps its documents
	Form     *views.Form
}

func regulationsLink(orgID int64) string { return fmt.Sprintf("/regulations?org=%d", orgID) }

// listRegulations lists the branches in sight with the documents they have and lack:
// ?org= an organisation and all below.
func (s *Server) listRegulations(r *Request) (Answer, error) {
	page, list := regulationsPage{}, List[checklistView]{Items: []checklistView{}}
	err := r.View(func(tx *models.Tx) error {
		f := newSieve(r)
		org := f.number("org")
		if r.refused != nil {
			org, _ = strconv.ParseInt(r.PostForm("org_id"), 10, 64) // it was read once already
		}
		f.text("form")
		f.text("name")
		if err := f.err(); err != nil && r.refused == nil {
			return err
		}
		var top *models.Org
		var err error
		if org > 0 {
			if top, err = orglife.RegulationsOrg(tx, org); err != nil {
				return err
			}
		}
		found, err := orglife.Checklists(tx, top)
		if err != nil {
			return err
		}
		if len(found) == 1 && top == nil && !wantsJSON(r.Context) { // the only one in sight: with its own texts
			found, err = orglife.Checklists(tx, &found[0].Org)
		}
		for i := range found {
			list.Items = append(list.Items, showChecklist(tx, &found[i]))
		}
		page.Tabs, page.Branches = lifeTabs(tx, "regulations"), list.Items
		if len(found) == 1 {
			page.One, page.Link = &list.Items[0], regulationsLink(found[0].ID)
			page.Keeps = tx.CanBelow(models.Enter, models.Plans, &found[0].Org)
			page.Form = r.regulationForm(tx, &page)
		}
		return err
	})
	return Answer{Page: "regulations", Title: word("支部制度"), Section: "orglife", View: page, JSON: list,
		Ledger: ledgerOf(word("支部制度台账"), list.Items, checklistColumns),
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("支部制度")}}}, err
}

// regulationForm asks for the branch's own text of the document in the address, nil for none.
func (r *Request) regulationForm(tx *models.Tx, page *regulationsPage) *views.Form {
	name := r.given("name")
	at := slices.IndexFunc(page.One.Items, func(v regulationView) bool { return v.Name == name })
	if !page.Keeps || !r.asked("regulation") || at < 0 {
		return nil
	}
	v := page.One.Items[at]
	day := v.AdoptedOn
	if day == "" {
		day = tx.Today()
	}
	f := r.fill(views.Form{ID: "regulation", Title: word(r.Say("制定“%s”", v.Title())), Action: "/regulations?_method=PUT", Button: "保存",
		Text:   "不填文本的，采用市级范本的最新版本。",
		Hidden: []views.Field{hidden("org_id", page.One.OrgID), {Name: "name", Value: v.Name}, hidden("revision", int64(v.Revision))},
		Fields: []views.Field{{Name: "adopted_on", Label: "制定日期", Type: "date", Value: string(day), Must: true},
			{Name: "text", Label: "本支部的文本", Type: "textarea", Value: v.Text}}})
	return &f
}

// FormOf is the address at which a document's own text is asked for.
func (p regulationsPage) FormOf(v regulationView) string {
	return p.Link + "&form=regulation&name=" + url.QueryEscape(v.Name) + "#form-regulation"
}

// Adopts reports whether the page offers to adopt what is lacking at one click.
func (p regulationsPage) Adopts() bool {
	return p.Keeps && slices.ContainsFunc(p.One.Items, func(v regulationView) bool { return v.State == orglife.RegulationLacking && v.Latest > 0 })
}

// regulationTemplatesPage is the city's templates, all versions.
type regulationTemplatesPage struct {
	Tabs      []views.Tab
	Templates []regulationTemplateView
	Keeps     bool
	Form      *views.Form
}

func (s *Server) listRegulationTemplates(r *Request) (Answer, error) {
	page, list := regulationTemplatesPage{}, List[regulationTemplateView]{Items: []regulationTemplateView{}}
	err := r.View(func(tx *models.Tx) error {
		found, err := orglife.RegulationTemplates(tx)
		if err != nil {
			return err
		}
		for _, t := range found {
			list.Items = append(list.Items, showRegulationTemplate(t))
		}
		page.Tabs, page.Templates, page.Keeps = lifeTabs(tx, "regulations"), list.Items, tx.Can(models.Enter, models.Calendars, 0)
		if page.Keeps && r.asked("template") {
			page.Form = r.regulationTemplateForm(tx, list.Items)
		}
		return nil
	})
	return Answer{Page: "regulation_templates", Title: word("制度范本"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("支部制度"), Link: "/regulations"}, {Name: word("制度范本")}}}, err
}

// regulationTemplateForm asks for the next version of a template, or the first of a new one.
func (r *Request) regulationTemplateForm(tx *models.Tx, list []regulationTemplateView) *views.Form {
	var newest regulationTemplateView
	if at := slices.IndexFunc(list, func(v regulationTemplateView) bool { return v.Name == r.given("name") }); at >= 0 {
		newest = list[at] // versions are listed from the newest
	}
	f := r.fill(views.Form{ID: "template", Title: "制定范本的新版本", Action: "/regulations/templates", Button: "保存为新版本",
		Text:   "各支部原来采用的版本不变，页面上提示“有新版本”，由支部决定是否更新。",
		Hidden: []views.Field{hidden("revision", int64(newest.Version))},
		Fields: []views.Field{{Name: "name", Label: "制度名称", Value: newest.Name, Must: true, Hint: "须是评判规则“党支部应制定的制度”中的一项"},
			{Name: "text", Label: "范本文本", Type: "textarea", Value: newest.Text, Must: true},
			{Name: "valid_from", Label: "起用日期", Type: "date", Value: string(tx.Today()), Must: true}}})
	return &f
}
