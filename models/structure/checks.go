// Package structure holds branches and committees against the rules of how they
// are to be made up: their size, their committees, terms, staff and filings.
package structure

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// check is one thing that is looked at in an organisation.
type check struct {
	name  language.Word
	whose func(*models.Org) bool
	norm  func(*norms) against
	state func(*Facts) language.Phrase // as it stands
	find  func(*Facts) []models.Alert  // what is wrong with it
}

// checks is the whole screening, in the order of the health card.
var checks = []check{
	{"规模", (*models.Org).IsBranch, func(n *norms) against { return n.size.against }, sizeState, sizeAlerts},
	{"支委会", (*models.Org).IsBranch, func(n *norms) against { return n.committee.against }, committeeState, committeeAlerts},
	{"职务空缺", (*models.Org).IsBranch, func(n *norms) against { return n.committee.against }, vacancyState, vacancyAlerts},
	{"届期", everyone, func(n *norms) against { return n.terms.against }, termState, termAlerts},
	{"专职副书记", isCommittee, func(n *norms) against { return n.staffing.against }, deputyState, deputyAlerts},
	{"专职党务干部", (*models.Org).IsBranch, func(n *norms) against { return n.staffing.against }, staffState, staffAlerts},
	{"任职备案", everyone, func(n *norms) against { return n.filing.against }, filingState, filingAlerts},
	{"预备党员", (*models.Org).IsBranch, func(n *norms) against { return n.probation.against }, probationState, probationAlerts},
}

func everyone(*models.Org) bool { return true }

// isCommittee reports whether it stands between branches and the work committee.
func isCommittee(o *models.Org) bool {
	return o.Kind == models.OrganCommittee || o.Kind == models.GeneralBranch
}

// Alerts works out on a day what is not in order in how organisations are made up.
func Alerts(tx *models.Tx, day calendar.Date) ([]models.Alert, error) {
	list, err := facts(tx, day, 0)
	var alerts []models.Alert
	for _, f := range list {
		alerts = append(alerts, f.alerts()...)
	}
	if err != nil {
		return nil, err
	}
	without, err := UnitAlerts(tx, day)
	return append(alerts, without...), err
}

func (f *Facts) alerts() (list []models.Alert) {
	for _, c := range checks {
		if c.whose(&f.Org) {
			list = append(list, c.find(f)...)
		}
	}
	return list
}

// Line is one line of an organisation's health card.
type Line struct {
	Name   language.Word
	State  language.Phrase
	Rule   string
	Basis  language.Word
	Alerts []models.Alert // none where it is in order
}

// Card is what the records say of an organisation, rule by rule.
type Card struct {
	Facts
	Lines []Line
}

// CardOf is the health card of an organisation on a day; nothing is asked of a
// closed one, or of one that is not screened.
func CardOf(tx *models.Tx, o *models.Org, day calendar.Date) (*Card, error) {
	list, err := facts(tx, day, o.ID)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, models.Missing
	}
	card := &Card{Facts: *list[0]}
	for _, c := range checks {
		if c.whose(o) {
			norm := c.norm(&card.norms)
			card.Lines = append(card.Lines, Line{c.name, c.state(&card.Facts), norm.code, norm.source, c.find(&card.Facts)})
		}
	}
	return card, nil
}

// fault begins an alert about the organisation.
func (f *Facts) fault(n against, code string, level models.Level, detail, advice language.Phrase) models.Alert {
	return models.Alert{OrgID: f.ID, OrgCode: f.Code, OrgName: f.Name, Code: code, Level: level, Detail: detail, Advice: advice,
		Rule: n.code, Basis: n.source, DueOn: f.day, Link: fmt.Sprintf("/orgs/%d/health", f.ID)}
}

// mend is the day by which a fault is to be mended, so many days after it became known.
func (f *Facts) mend(code string, days int) calendar.Date {
	since := f.day
	if known := f.found[key(code, "")]; known != "" {
		since = known
	}
	return since.Add(days)
}

// key is what a fault of an organisation is known by.
func key(code, subject string) string { return code + " " + subject }

// chairs are the posts of these offices.
func (f *Facts) chairs(offices ...models.Office) []Chair {
	return slices.DeleteFunc(slices.Clone(f.Chairs), func(c Chair) bool { return !slices.Contains(offices, c.Office) })
}
