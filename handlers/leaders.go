package handlers

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// leaderLine is how often a leading cadre came to the own branch's activities.
type leaderLine struct {
	MemberID int64  `json:"member_id"`
	Name     string `json:"name"`
	OrgID    int64  `json:"org_id"`
	OrgName  string `json:"org_name"`
	Attended int    `json:"attended"`
	Expected int    `json:"expected"`
}

// Never reports whether somebody who was expected did not come at all.
func (l leaderLine) Never() bool { return l.Expected > 0 && l.Attended == 0 }

type leadersPage struct {
	Tabs    []views.Tab
	Period  phrase
	Periods []views.Option // the year and its quarters; Value is the address
	Items   []leaderLine
}

// listLeaders is the report on 双重组织生活: ?period=2022 or 2022-Q2, this year without it.
func (s *Server) listLeaders(r *Request) (Answer, error) {
	list := List[leaderLine]{Items: []leaderLine{}}
	var page leadersPage
	err := r.View(func(tx *models.Tx) error {
		period := calendar.Yearly.Of(tx.Today())
		if given := calendar.Period(r.Query("period")); given != "" {
			if span := given.Span(); span != calendar.Yearly && span != calendar.Quarterly {
				return models.FailAt(models.Invalid, "period", "时段写作 2022 或 2022-Q2。")
			}
			period = given
		}
		rows, err := orglife.Leaders(tx, period.First(), period.Last())
		for _, l := range rows {
			list.Items = append(list.Items, leaderLine{l.MemberID, l.Name, l.OrgID, l.OrgName, l.Attended, l.Expected})
		}
		page.Tabs, page.Period = lifeTabs(tx, "leaders"), period.Long()
		year := calendar.Yearly.Of(period.First())
		offered := []calendar.Period{year}
		for n := range 4 {
			offered = append(offered, calendar.Quarterly.Of(year.First()).Add(n))
		}
		for _, p := range offered {
			page.Periods = append(page.Periods, views.Option{Name: p.Long(), Value: fmt.Sprintf("/leaders?period=%s", p), Chosen: p == period})
		}
		return err
	})
	page.Items = list.Items
	return Answer{Page: "leaders", Title: word("双重组织生活"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("双重组织生活")}}}, err
}
