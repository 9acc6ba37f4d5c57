package handlers

import (
	"fmt"
	"net/url"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// monthLimit is how much of a month is shown; a city of 300 branches has about 1200.
const monthLimit = 3000

// monthJSON is a month of organisational life for programs: every day, and what is on it.
type monthJSON struct {
	Month calendar.Month `json:"month"`
	Days  []monthDay     `json:"days"`
	More  bool           `json:"more"` // there is more than is shown: choose an organisation
}

type monthDay struct {
	On      calendar.Date `json:"on"`
	Kind    calendar.Kind `json:"kind"` // holiday, makeup; "" for an ordinary day
	Name    string        `json:"name"` // of the holiday
	Works   bool          `json:"works"`
	Entries []monthEntry  `json:"entries"`

	Number int  `json:"-"`
	Column int  `json:"-"` // 1 for Monday
	Now    bool `json:"-"`
	Past   bool `json:"-"`
}

func (d monthDay) Weekday() word { return d.On.WeekdayName() }

// Shown are the entries that stand in a day's square; the others open on demand.
func (d monthDay) Shown() []monthEntry { return d.Entries[:min(len(d.Entries), dayShows)] }

func (d monthDay) Rest() []monthEntry { return d.Entries[len(d.Shown()):] }

const dayShows = 4

// monthEntry is what a day shows: an activity, or a time of a plan.
type monthEntry struct {
	ActivityID *int64       `json:"activity_id"`
	PlanID     *int64       `json:"plan_id"` // where a plan says so and the calendar not yet
	OrgID      int64        `json:"org_id"`
	OrgName    string       `json:"org_name"`
	Type       orglife.Type `json:"type"`
	TypeName   string       `json:"type_name"`
	StartsAt   string       `json:"starts_at"`
	Topic      string       `json:"topic"`
	State      string       `json:"state"` // held, planned, or due for a time of a plan

	Mark  word          `json:"-"`
	Class string        `json:"-"`
	Text  language.Text `json:"-"`
	Light string        `json:"-"`
	Said  word          `json:"-"`
	Link  string        `json:"-"`
	Moves string        `json:"-"` // where to ask for another day; "" for who may not
}

type monthPage struct {
	monthJSON
	Tabs     []views.Tab
	Title    language.Text
	Sub      language.Text
	Org      int64
	Orgs     []views.Option
	Back     string
	Onward   string
	This     string
	Weekdays []word
	Year     string // of the one organisation's wall calendar
	Movable  bool   // something on the page may be moved
}

// showMonth is the month calendar: ?month=, ?org= an organisation and all below it.
func (s *Server) showMonth(r *Request) (Answer, error) {
	var page monthPage
	err := r.View(func(tx *models.Tx) error {
		month := tx.Today().Month()
		if text := calendar.Period(r.Query("month")); text != "" {
			if !text.Valid() || text.Span() != calendar.Monthly {
				return models.FailAt(models.Invalid, "month", "月份写作 2022-06。")
			}
			month = text.First().Month()
		}
		org, err := r.orgFilter(tx)
		if err != nil {
			return err
		}
		found, err := orglife.MonthOf(tx, org, month, monthLimit+1)
		if err != nil {
			return err
		}
		if page.monthJSON, err = showMonth(tx, month, found[:min(len(found), monthLimit)]); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.More = len(found) > monthLimit
		return page.draw(tx, org)
	})
	return Answer{Page: "month", Title: word("月历"), Section: "orglife", Wide: true, View: page, JSON: page.monthJSON,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("月历")}}}, err
}

func showMonth(tx *models.Tx, month calendar.Month, found []orglife.Dated) (monthJSON, error) {
	list := monthJSON{Month: month, Days: []monthDay{}}
	work, err := tx.Workdays()
	if err != nil {
		return list, err
	}
	names := map[calendar.Date]string{}
	for _, d := range work.Exceptions(month.First(), month.Last()) {
		names[d.On] = tx.Say(d.Name)
	}
	today := tx.Today()
	for day := month.First(); day <= month.Last(); day = day.Add(1) {
		one := monthDay{On: day, Kind: work.Kind(day), Name: names[day], Works: work.Is(day), Entries: []monthEntry{}, Number: dayOf(day),
			Column: (int(day.Weekday())+6)%7 + 1, Now: day == today, Past: day < today}
		for len(found) > 0 && found[0].HeldOn == day {
			one.Entries = append(one.Entries, showOnDay(tx, found[0]))
			found = found[1:]
		}
		list.Days = append(list.Days, one)
	}
	return list, nil
}

func showOnDay(tx *models.Tx, d orglife.Dated) monthEntry {
	e := monthEntry{OrgID: d.OrgID, OrgName: d.OrgName, Type: d.Type, TypeName: tx.Say(orglife.TypeNames[d.Type]), StartsAt: d.StartsAt, Topic: d.Topic,
		State: string(d.State), Link: fmt.Sprintf("/activities/%d", d.ID)}
	e.Mark, e.Class = typeMark(d.Type)
	e.Light, e.Said = (&yearMonth{today: tx.Today()}).state(d.ActivityRow)
	e.Text = typed(d.Topic)
	if d.Topic == "" || d.Type == orglife.CommitteeMeeting {
		e.Text = d.Type.Name()
	}
	if d.ID != 0 {
		e.ActivityID = &d.ID
	} else {
		e.PlanID, e.State, e.Link = &d.PlanID, "due", fmt.Sprintf("/plans/%d", d.PlanID)
	}
	return e
}

// draw adds what only the page shows: where to go on, and what may be moved.
func (p *monthPage) draw(tx *models.Tx, org *models.Org) error {
	p.Tabs, p.Title, p.Sub = lifeTabs(tx, "activities"), p.Month.Long(), word("点活动看详情")
	below := url.Values{}
	if org != nil {
		p.Org, p.Sub = org.ID, language.Phrase{"%s", org.Name}
		below.Set("org", fmt.Sprint(org.ID))
		if org.IsBranch() {
			p.Year = fmt.Sprintf("/orgs/%d/year?year=%d", org.ID, p.Month.Year())
		}
	}
	at := func(m calendar.Month) string {
		below.Set("month", string(m))
		return "/activities/calendar?" + below.Encode()
	}
	p.Back, p.This, p.Onward = at(p.Month.Add(-1)), at(tx.Today().Month()), at(p.Month.Add(1))
	for d := calendar.Date("2022-08-01"); d <= "2022-08-07"; d = d.Add(1) { // a Monday and the days after it
		p.Weekdays = append(p.Weekdays, d.WeekdayName())
	}
	branches, err := orglife.BranchesBelow(tx, nil, p.Month.First())
	if err != nil {
		return err
	}
	if len(branches) > 1 {
		p.Orgs = []views.Option{{Name: word("全部党支部")}}
		for _, o := range branches {
			p.Orgs = append(p.Orgs, views.Option{Value: fmt.Sprint(o.ID), Name: typed(o.Name), Chosen: o.ID == p.Org})
		}
	}
	return p.offer(tx, len(branches) == 1 || org != nil && org.IsBranch())
}

// offer lets who may ask for it move what has not been held; where the page is of
// many branches an entry says whose it is.
func (p *monthPage) offer(tx *models.Tx, one bool) error {
	orgs := []int64{-1}
	p.each(func(e *monthEntry) { orgs = append(orgs, e.OrgID) })
	may, err := orglife.Asks(tx, orgs)
	p.each(func(e *monthEntry) {
		if e.State == string(orglife.Planned) && may[e.OrgID] {
			e.Moves, p.Movable = e.Link+"?form=change", true
		}
		if !one {
			e.Text = typed(e.OrgName)
		}
	})
	return err
}

func (p *monthPage) each(do func(*monthEntry)) {
	for i := range p.Days {
		for j := range p.Days[i].Entries {
			do(&p.Days[i].Entries[j])
		}
	}
}
