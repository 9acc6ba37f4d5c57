package supervision

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Explanation answers an alert: 情况说明. Whoever leads the organisation accepts
// it until a day, or returns it.
type Explanation struct {
	ID          int64
	OrgID       int64
	Code        string
	Subject     string
	Period      calendar.Period
	Text        string
	FiledOn     calendar.Date
	FiledBy     int64
	FiledName   string
	State       ExplanationState
	Until       calendar.Date // accepted so long; "" otherwise
	DecidedOn   calendar.Date
	DecidedBy   int64
	DecidedName string
	Answer      string
	Closing     int64 // its own number once it is decided: of an alert one at a time waits
	Revision    int

	Org *models.Org
}

// ExplanationState is how far an explanation has come.
type ExplanationState string

const (
	Filed    ExplanationState = "filed"
	Accepted ExplanationState = "accepted"
	Returned ExplanationState = "returned"
)

// ExplanationStates lists them in the order of the trade.
var ExplanationStates = []ExplanationState{Filed, Accepted, Returned}

var explanationNames = map[ExplanationState]language.Word{Filed: "待核定", Accepted: "已采纳", Returned: "已退回"}

func (s ExplanationState) String() string { return string(explanationNames[s]) }

// alertKey is what an alert is known by.
type alertKey struct {
	org           int64
	code, subject string
	period        calendar.Period
}

func (e *Explanation) key() alertKey { return alertKey{e.OrgID, e.Code, e.Subject, e.Period} }

// Explained is an alert with what was said to it.
type Explained struct {
	models.Alert
	Explanation *Explanation // nil for none that waits or is in force
}

// WithExplanations adds to alerts of a day what was said to them; one whose
// explanation has been accepted is only good to know until that day is over.
func WithExplanations(tx *models.Tx, day calendar.Date, alerts []models.Alert) ([]Explained, error) {
	said, err := models.In[Explanation](tx).Where("state = ? OR (state = ? AND until >= ? AND decided_on <= ?)", Filed, Accepted, day, day).Order("id").Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	by := map[alertKey]*Explanation{}
	for i := range said {
		by[said[i].key()] = &said[i]
	}
	list := make([]Explained, len(alerts))
	for i, a := range alerts {
		list[i] = Explained{a, by[alertKey{a.OrgID, a.Code, a.Subject, a.Period}]}
		if e := list[i].Explanation; e != nil && e.State == Accepted {
			list[i].Level = models.Info
		}
	}
	return list, nil
}

// Explain answers an alert that stands.
func Explain(tx *models.Tx, a models.Alert, text string) (*Explanation, error) {
	if err := tx.Require(models.Enter, models.Findings, a.OrgID); err != nil {
		return nil, err
	}
	if text = strings.TrimSpace(text); text == "" || utf8.RuneCountInString(text) > 1000 {
		return nil, models.FailAt(models.Invalid, "text", "请写明情况，不超过1000个字。")
	}
	e := &Explanation{OrgID: a.OrgID, Code: a.Code, Subject: a.Subject, Period: a.Period, Text: text, State: Filed,
		FiledOn: tx.Today(), FiledBy: tx.Actor.ID, FiledName: tx.Actor.Name}
	if err := models.In[Explanation](tx).Omit("Org").Create(tx.Ctx, e); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Fail(models.Conflict, "这条预警已有一份说明待核定，请等候答复。")
		}
		return nil, err
	}
	if err := e.record(tx, "情况说明", text); err != nil {
		return nil, err
	}
	return e, e.tellDeciders(tx, a)
}

// above is the organisation that decides: the one that leads.
func (e *Explanation) above(tx *models.Tx) (int64, error) {
	o, err := models.In[models.Org](tx).Where("id = ?", e.OrgID).First(tx.Ctx)
	if err != nil || o.ParentID == nil {
		return e.OrgID, err
	}
	return *o.ParentID, nil
}

func (e *Explanation) tellDeciders(tx *models.Tx, a models.Alert) error {
	above, err := e.above(tx)
	if err != nil {
		return err
	}
	holders, err := tx.Holders(above, models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer)
	if err != nil {
		return err
	}
	n := notice.Reminder{Notice: notice.Notice{Key: "explanation-submitted/" + e.subject(), Rule: "explanation-submitted", Subject: e.subject(), OrgID: e.OrgID,
		Title: language.Phrase{"%s对一条预警作了说明，请核定", a.OrgName}, Body: language.Quote(e.Text), Link: e.Link(), Basis: language.Phrase{string(a.Basis)}, DueOn: a.DueOn}}
	for _, h := range holders {
		if h.UserID != tx.Actor.ID {
			n.To = append(n.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{n})
}

func (e *Explanation) subject() string { return fmt.Sprintf("explanations/%d", e.ID) }

// Link is the explanation's page.
func (e *Explanation) Link() string { return "/" + e.subject() }

func (e *Explanation) record(tx *models.Tx, verb, detail string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: e.subject(), Topic: fmt.Sprintf("orgs/%d", e.OrgID), OrgID: e.OrgID,
		Detail: language.Quote(headline(detail)), After: models.JSON(e)})
}
