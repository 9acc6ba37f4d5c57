package handlers

import (
	"net/http"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
)

// regulationView is a document of a branch's checklist, as pages and the API show it.
type regulationView struct {
	Name      string                  `json:"name"`
	State     orglife.RegulationState `json:"state"`
	StateName string                  `json:"state_name"`
	Version   int                     `json:"version"`
	Latest    int                     `json:"latest"`
	AdoptedOn calendar.Date           `json:"adopted_on"`
	Own       bool                    `json:"own"`
	Text      string                  `json:"text"`
	Revision  int                     `json:"revision"`
}

// Title is the document's name, in the reader's language where it is ours.
func (v regulationView) Title() word { return word(v.Name) }

// Light is how its state looks: what is lacking is yellow, a new version a hint.
func (v regulationView) Light() string { return regulationLights[v.State] }

var regulationLights = map[orglife.RegulationState]string{orglife.RegulationLacking: "warn", orglife.RegulationOutdated: "info", orglife.RegulationAdopted: "ok"}

// checklistView is a branch with its documents.
type checklistView struct {
	OrgID    int64            `json:"org_id"`
	OrgCode  string           `json:"org_code"`
	OrgName  string           `json:"org_name"`
	Adopted  int              `json:"adopted"` // those with a newer template too
	Lacking  int              `json:"lacking"`
	Outdated int              `json:"outdated"`
	Items    []regulationView `json:"items"`
}

// Missing are the documents that it lacks, in one line.
func (v checklistView) Missing() language.Phrase {
	var names []word
	for _, i := range v.Items {
		if i.State == orglife.RegulationLacking {
			names = append(names, i.Title())
		}
	}
	return language.Join("、", names)
}

func showChecklist(tx *models.Tx, c *orglife.Checklist) checklistView {
	v := checklistView{OrgID: c.ID, OrgCode: c.Code, OrgName: c.Name, Lacking: c.Count(orglife.RegulationLacking),
		Outdated: c.Count(orglife.RegulationOutdated), Items: []regulationView{}}
	v.Adopted = len(c.Items) - v.Lacking
	for i := range c.Items {
		one := &c.Items[i]
		v.Items = append(v.Items, regulationView{Name: one.Name, State: one.State(), StateName: tx.Say(string(one.State().Name())), Version: one.Version,
			Latest: one.Latest, AdoptedOn: one.AdoptedOn, Own: one.Own, Text: one.Text, Revision: one.Revision})
	}
	return v
}

var checklistColumns = []columnOf[checklistView]{
	{"代码", 10, func(v checklistView) language.Text { return typed(v.OrgCode) }},
	{"党支部", 30, func(v checklistView) language.Text { return typed(v.OrgName) }},
	{"应制定", 10, func(v checklistView) language.Text { return digits(len(v.Items)) }},
	{"已制定", 10, func(v checklistView) language.Text { return digits(v.Adopted) }},
	{"缺少", 10, func(v checklistView) language.Text { return digits(v.Lacking) }},
	{"缺少的制度", 40, func(v checklistView) language.Text { return v.Missing() }},
	{"有新版本", 10, func(v checklistView) language.Text { return digits(v.Outdated) }},
}

// regulated answers a step of a branch with its checklist afterwards.
func (s *Server) regulated(r *Request, orgID int64, flash word, step func(*models.Tx) error) (Answer, error) {
	a := Answer{Goto: regulationsLink(orgID), Flash: flash}
	err := r.Update(func(tx *models.Tx) error {
		if err := step(tx); err != nil {
			return err
		}
		c, err := orglife.FindChecklist(tx, orgID)
		if err == nil {
			a.JSON = showChecklist(tx, c)
		}
		return err
	})
	return a, err
}

// adoptRegulations adopts the city's templates for all that a branch lacks.
func (s *Server) adoptRegulations(r *Request) (Answer, error) {
	var form struct {
		OrgID int64 `form:"org_id" json:"org_id" binding:"required" label:"党支部"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	return s.regulated(r, form.OrgID, "已采用全部市级范本。", func(tx *models.Tx) error {
		_, err := orglife.AdoptTemplates(tx, form.OrgID)
		return err
	})
}

// setRegulation adopts one document, or adopts it anew.
func (s *Server) setRegulation(r *Request) (Answer, error) {
	var form struct {
		OrgID     int64         `form:"org_id" json:"org_id" binding:"required" label:"党支部"`
		Name      string        `form:"name" json:"name" binding:"required,max=100" label:"制度名称"`
		AdoptedOn calendar.Date `form:"adopted_on" json:"adopted_on" label:"制定日期"`
		Text      string        `form:"text" json:"text" label:"本支部的文本"`
		Revision  *int          `form:"revision" json:"revision"`
	}
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	var a Answer
	if err == nil {
		a, err = s.regulated(r, form.OrgID, "已保存。", func(tx *models.Tx) error {
			return orglife.SetRegulation(tx, orglife.Regulation{OrgID: form.OrgID, Name: form.Name, AdoptedOn: form.AdoptedOn, Text: form.Text, Revision: *form.Revision})
		})
	}
	if err != nil {
		return r.again("regulation", err, s.listRegulations)
	}
	return a, nil
}

// regulationTemplateView is a version of the city's text of a document.
type regulationTemplateView struct {
	Name      string        `json:"name"`
	Version   int           `json:"version"`
	Text      string        `json:"text"`
	ValidFrom calendar.Date `json:"valid_from"`
	Current   bool          `json:"current"`
}

// Title is the document's name, in the reader's language where it is ours.
func (v regulationTemplateView) Title() word { return word(v.Name) }

func showRegulationTemplate(t orglife.RegulationTemplate) regulationTemplateView {
	return regulationTemplateView{Name: t.Name, Version: t.Version, Text: t.Text, ValidFrom: t.ValidFrom, Current: t.Current}
}

// createRegulationTemplate issues the next version of a template.
func (s *Server) createRegulationTemplate(r *Request) (Answer, error) {
	var form struct {
		Name      string        `form:"name" json:"name" binding:"required,max=100" label:"制度名称"`
		Text      string        `form:"text" json:"text" label:"范本文本"`
		ValidFrom calendar.Date `form:"valid_from" json:"valid_from" label:"起用日期"`
		Revision  *int          `form:"revision" json:"revision"` // the newest version that was read
	}
	err := r.Form(&form)
	if err == nil && form.Revision == nil {
		err = noRevision
	}
	var view regulationTemplateView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			t := orglife.RegulationTemplate{Name: form.Name, Version: *form.Revision, Text: form.Text, ValidFrom: form.ValidFrom}
			err := t.Create(tx)
			view = showRegulationTemplate(t)
			return err
		})
	}
	if err != nil {
		return r.again("template", err, s.listRegulationTemplates)
	}
	return Answer{Status: http.StatusCreated, JSON: view, Goto: "/regulations/templates", Flash: "新版本已保存，各支部原来采用的不变。"}, nil
}
