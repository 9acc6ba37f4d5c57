package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/structure"
	"luoshi/models/supervision"
	"luoshi/views"
)

// healthLine is one line of a health card.
type healthLine struct {
	Name   string      `json:"name"`
	State  string      `json:"state"`
	Light  string      `json:"light"` // ok, or the gravest of its alerts
	Rule   string      `json:"rule"`
	Basis  string      `json:"basis"`
	Alerts []alertView `json:"alerts"`

	Title language.Text   `json:"-"`
	Said  language.Phrase `json:"-"`
}

// Word is the verdict of the line.
func (l healthLine) Word() word { return healthWords[l.Light] }

// healthWords are the verdicts by their lights.
var healthWords = map[string]word{"ok": "合规", "info": "提示", "warn": "关注", "late": "逾期"}

// termExtensionView is an extension of a term.
type termExtensionView struct {
	ID           int64         `json:"id"`
	TermEndsOn   calendar.Date `json:"term_ends_on"`
	Until        calendar.Date `json:"until"`
	Reason       string        `json:"reason"`
	Document     string        `json:"document"`
	ApprovedOn   calendar.Date `json:"approved_on"`
	ApprovedName string        `json:"approved_name"`
}

// letterView is the letter before an election.
type letterView struct {
	EndsOn       calendar.Date `json:"ends_on"`
	SentOn       calendar.Date `json:"sent_on"`
	SentName     string        `json:"sent_name"`
	ReceivedOn   calendar.Date `json:"received_on"`
	ReceivedName string        `json:"received_name"`
}

// healthCard is an organisation held against the rules.
type healthCard struct {
	OrgID      int64               `json:"org_id"`
	OrgCode    string              `json:"org_code"`
	OrgName    string              `json:"org_name"`
	AsOf       calendar.Date       `json:"as_of"`
	Lines      []healthLine        `json:"lines"`
	Extensions []termExtensionView `json:"extensions"`
	Letter     *letterView         `json:"letter,omitempty"`
}

type healthPage struct {
	healthCard
	Sub              language.Text
	Sum              language.Phrase
	CanSend, CanSign bool
	CanExtend        bool
	Elect            []views.Option // elections that the actor may ask for
	Forms            []views.Form
}

// showHealth is the health card of an organisation: ?as_of= a day.
func (s *Server) showHealth(r *Request) (Answer, error) {
	var page healthPage
	err := r.View(func(tx *models.Tx) error {
		org, err := tx.Org(r.ID())
		if err != nil {
			return err
		}
		filter := newSieve(r)
		day := cmp.Or(filter.day("as_of"), tx.Today())
		filter.text("form")
		if err := filter.err(); err != nil {
			return err
		}
		card, err := structure.CardOf(tx, org, day)
		if err != nil {
			return err
		}
		if page.healthCard, err = showCard(tx, card, day); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Sub = typed(org.UnitName)
		page.Sum = healthSum(page.Lines)
		r.healthForms(tx, org, card, &page)
		page.Elect = electLinks(tx, org, card)
		return nil
	})
	return Answer{Page: "health", Title: phrase{"%s体检表", page.OrgName}, Section: "orgs", View: page, JSON: page.healthCard,
		Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: typed(page.OrgName), Link: fmt.Sprintf("/orgs/%d", page.OrgID)}, {Name: word("体检表")}}}, err
}

// showCard is a card with what is not in order in organisational life below it.
func showCard(tx *models.Tx, c *structure.Card, day calendar.Date) (healthCard, error) {
	card := healthCard{OrgID: c.ID, OrgCode: c.Code, OrgName: c.Name, AsOf: day, Lines: []healthLine{}, Extensions: []termExtensionView{}}
	explains, err := explainable(tx, day)
	if err != nil {
		return card, err
	}
	life, err := models.Alerts(tx, day, orglife.Alerts)
	if err != nil {
		return card, err
	}
	var alerts []models.Alert // all that the card shows, in its order
	for _, l := range c.Lines {
		alerts = append(alerts, l.Alerts...)
	}
	alerts = append(alerts, slices.DeleteFunc(life, func(a models.Alert) bool { return a.OrgID != c.ID })...)
	said, err := supervision.WithExplanations(tx, day, alerts)
	if err != nil {
		return card, err
	}
	for _, l := range c.Lines {
		n := len(l.Alerts)
		card.Lines = append(card.Lines, showHealthLine(tx, l.Name, l.State, l.Rule, l.Basis, said[:n], explains))
		said = said[n:]
	}
	for i, a := range said {
		card.Lines = append(card.Lines, showHealthLine(tx, alertName(a.Alert), a.Detail, a.Rule, a.Basis, said[i:i+1], explains))
	}
	if l := c.Letter; l != nil {
		card.Letter = &letterView{l.EndsOn, l.SentOn, l.SentName, l.ReceivedOn, l.ReceivedName}
	}
	extensions, err := structure.Extensions(tx, c.ID)
	if err != nil {
		return card, err
	}
	for _, e := range extensions {
		card.Extensions = append(card.Extensions, termExtensionView{e.ID, e.TermEndsOn, e.Until, e.Reason, e.Document, e.ApprovedOn, e.ApprovedName})
	}
	return card, nil
}

func showHealthLine(tx *models.Tx, name language.Word, state language.Phrase, rule string, basis language.Word, alerts []supervision.Explained, explains map[int64]bool) healthLine {
	l := healthLine{Name: name.In(tx.Actor.Language), State: state.In(tx.Actor.Language), Light: "ok", Rule: rule, Basis: basis.In(tx.Actor.Language), Alerts: []alertView{}, Title: name, Said: state}
	for _, a := range alerts {
		l.Alerts = append(l.Alerts, showAlert(tx, a, explains))
	}
	for _, level := range slices.Backward(models.Levels) {
		if slices.ContainsFunc(alerts, func(a supervision.Explained) bool { return a.Level == level }) {
			l.Light = alertLights[level]
		}
	}
	return l
}

// healthSum is how many lines have each verdict.
func healthSum(lines []healthLine) language.Phrase {
	counts := map[string]int{}
	for _, l := range lines {
		counts[l.Light]++
	}
	return phrase{"%[1]d项：合规%[2]d，提示%[3]d，关注%[4]d，逾期%[5]d", len(lines), counts["ok"], counts["info"], counts["warn"], counts["late"]}
}

// healthForms are what the actor may do about the term from the card.
func (r *Request) healthForms(tx *models.Tx, org *models.Org, card *structure.Card, page *healthPage) {
	page.CanSend = org.TermEndsOn != "" && card.Letter == nil && tx.CanBelow(models.Enter, models.Orgs, org)
	page.CanSign = card.Letter != nil && card.Letter.ReceivedOn == "" && structure.Heads(tx, org)
	page.CanExtend = org.TermEndsOn != "" && tx.CanBelow(models.Approve, models.Orgs, org)
	if page.CanExtend && r.asked("extend") {
		page.Forms = append(page.Forms, r.fill(views.Form{ID: "extend", Title: "登记经批准的延期换届", Action: fmt.Sprintf("/orgs/%d/extensions", org.ID), Button: "登记延期",
			Text: "延期须经上级党组织批准，一般不超过一年。",
			Fields: []views.Field{{Name: "until", Label: "延期至", Type: "date", Must: true}, {Name: "reason", Label: "原因", Type: "textarea", Must: true},
				{Name: "document", Label: "批准文号", Must: true}, {Name: "approved_on", Label: "批准日期", Type: "date", Value: string(tx.Today())}}}))
	}
}

// extendTerm puts an approved extension of a term on record.
func (s *Server) extendTerm(r *Request) (Answer, error) {
	var form struct {
		Until      calendar.Date `form:"until" json:"until" binding:"required,max=10" label:"延期至"`
		Reason     string        `form:"reason" json:"reason" binding:"required,max=500" label:"原因"`
		Document   string        `form:"document" json:"document" binding:"required,max=100" label:"批准文号"`
		ApprovedOn calendar.Date `form:"approved_on" json:"approved_on" binding:"max=10" label:"批准日期"`
	}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			org, err := tx.Org(r.ID())
			if err != nil {
				return err
			}
			_, err = structure.Extend(tx, org, structure.Extension{Until: form.Until, Reason: form.Reason, Document: form.Document, ApprovedOn: form.ApprovedOn})
			return err
		})
	}
	if err != nil {
		return r.again("extend", err, s.showHealth)
	}
	return s.healthDone(r, http.StatusCreated, "已登记延期。")
}

// sendLetter sends an organisation the letter about the end of its term.
func (s *Server) sendLetter(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		org, err := tx.Org(r.ID())
		if err != nil {
			return err
		}
		_, err = structure.Send(tx, org)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return s.healthDone(r, http.StatusCreated, "换届提醒函已发出。")
}

// signLetter notes that the letter has been received.
func (s *Server) signLetter(r *Request) (Answer, error) {
	err := r.Update(func(tx *models.Tx) error {
		org, err := tx.Org(r.ID())
		if err != nil {
			return err
		}
		return structure.Sign(tx, org)
	})
	if err != nil {
		return Answer{}, err
	}
	return s.healthDone(r, http.StatusOK, "已签收换届提醒函。")
}

// healthDone answers a change of what a card shows with the card.
func (s *Server) healthDone(r *Request, status int, flash word) (Answer, error) {
	if !wantsJSON(r.Context) {
		return Answer{Goto: fmt.Sprintf("/orgs/%d/health", r.ID()), Flash: flash}, nil
	}
	a, err := s.showHealth(r)
	a.Status = status
	return a, err
}
