package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// screeningView is a line of the screening's list.
type screeningView struct {
	ID         int64         `json:"id"`
	OrgID      int64         `json:"org_id"`
	OrgCode    string        `json:"org_code"`
	OrgName    string        `json:"org_name"`
	Code       string        `json:"code"`
	Name       string        `json:"name"`
	Level      models.Level  `json:"level"`
	Detail     string        `json:"detail"`
	FoundOn    calendar.Date `json:"found_on"`
	ResolvedOn calendar.Date `json:"resolved_on"`

	Title word   `json:"-"`
	Light string `json:"-"`
}

// screeningList is the list with its figures.
type screeningList struct {
	Period    calendar.Period `json:"period"`
	Found     int64           `json:"found"`
	Resolved  int64           `json:"resolved"`
	Remaining int64           `json:"remaining"`
	Items     []screeningView `json:"items"`
}

type screeningsPage struct {
	screeningList
	Tabs    []views.Tab
	Periods []views.Option
}

// listScreenings is the list of faults in how branches are made up: ?period= a
// month, quarter, half-year or year, ?org= an organisation and all below.
func (s *Server) listScreenings(r *Request) (Answer, error) {
	page := screeningsPage{screeningList: screeningList{Items: []screeningView{}}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Orgs); err != nil {
			return err
		}
		f := newSieve(r)
		if page.Period = calendar.Period(f.text("period")); page.Period == "" {
			page.Period = calendar.HalfYearly.Of(tx.Today())
		}
		if !page.Period.Valid() {
			f.wrong.Add("period", "时间写作 2022-06、2022-Q2、2022-H1 或 2022")
		}
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		items, sum, err := structure.Listed(tx, page.Period.First(), page.Period.Last(), org)
		page.Found, page.Resolved, page.Remaining = sum.Found, sum.Resolved, sum.Remaining
		for _, i := range items {
			title := alertName(models.Alert{Code: i.Code})
			page.Items = append(page.Items, screeningView{i.ID, i.OrgID, i.Org.Code, i.Org.Name, i.Code, title.In(r.Language()), i.Level, i.Detail, i.FoundOn, i.ResolvedOn, title, alertLights[i.Level]})
		}
		page.Tabs = superviseTabs(tx, "screenings")
		for _, span := range []calendar.Span{calendar.Monthly, calendar.Quarterly, calendar.HalfYearly, calendar.Yearly} {
			p := span.Of(tx.Today())
			page.Periods = append(page.Periods, views.Option{Name: p.Long(), Value: "/screenings?period=" + string(p), Chosen: p == page.Period})
		}
		return err
	})
	return Answer{Page: "screenings", Title: word("支部设置排查清单"), Section: "supervise", View: page, JSON: page.screeningList, Ledger: ledgerOf(phrase{"%s支部设置排查清单", page.Period.Long()}, page.Items, screeningColumns),
		Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("排查清单")}}}, err
}
