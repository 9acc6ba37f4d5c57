package handlers

import (
	"cmp"
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/responsibility"
	"luoshi/views"
)

// responsibilityJSON is a person with what he or she owes in a year.
type responsibilityJSON struct {
	PostID   int64          `json:"post_id"`
	Post     string         `json:"post"`
	Role     string         `json:"role"`
	OrgID    int64          `json:"org_id"`
	OrgName  string         `json:"org_name"`
	Name     string         `json:"name"` // "" while the post is vacant
	Year     int            `json:"year"`
	Lines    []responseLine `json:"lines"`
	RoleName word           `json:"-"`
}

// responseLine is one thing owed in one period.
type responseLine struct {
	Code      string           `json:"code"`
	Name      string           `json:"name"`
	Basis     string           `json:"basis"`
	Period    calendar.Period  `json:"period"`
	DueOn     calendar.Date    `json:"due_on"`
	Needed    int              `json:"needed"`
	Held      int              `json:"held"`
	Expected  int              `json:"expected"` // activities one was expected at; 0 where that is not told
	State     orglife.Standing `json:"state"`
	StateName string           `json:"state_name"`
	ByHand    bool             `json:"by_hand"` // the person may confirm it
	DoneOn    calendar.Date    `json:"done_on"` // as confirmed by hand
	Note      string           `json:"note"`
	Revision  int              `json:"revision"`

	Title, Because word   `json:"-"`
	Light          string `json:"-"`
	Link           string `json:"-"`
}

func showResponsibility(tx *models.Tx, p *responsibility.Person, year int) responsibilityJSON {
	role := responsibility.RoleNames[p.Office]
	v := responsibilityJSON{PostID: p.PostID, Post: p.PostName, Role: role.In(tx.Actor.Language), OrgID: p.OrgID, OrgName: p.OrgName, Name: p.MemberName, Year: year,
		Lines: []responseLine{}, RoleName: role}
	for _, l := range p.Lines {
		shown := responseLine{Code: l.Code, Name: l.Name.In(tx.Actor.Language), Basis: l.Basis.In(tx.Actor.Language), Period: l.Period, DueOn: l.DueOn, Needed: l.Needed, Held: l.Held,
			Expected: l.Of, State: l.Standing, StateName: tx.Say(orglife.StandingNames[l.Standing]), ByHand: l.ByHand, Title: l.Name, Because: l.Basis, Light: lights[l.Standing], Link: l.Link}
		if c := l.Confirmed; c != nil {
			shown.DoneOn, shown.Note, shown.Revision = c.DoneOn, c.Note, c.Revision
		}
		v.Lines = append(v.Lines, shown)
	}
	return v
}

// Fact is what the records say.
func (l responseLine) Fact() phrase {
	switch {
	case l.Expected > 0:
		return phrase{"应参加%[1]d次，参加%[2]d次", l.Expected, l.Held}
	case l.Held == 0 && l.ByHand:
		return phrase{"记录中没有"}
	}
	return phrase{"要求%[1]d次，记录%[2]d次", l.Needed, l.Held}
}

type responsibilitiesPage struct {
	Tabs  []views.Tab
	Year  int
	Years []views.Option
	Items []responsibilityJSON
}

// listResponsibilities lists the people who lead departments with what they owe: ?year=.
func (s *Server) listResponsibilities(r *Request) (Answer, error) {
	page, list := responsibilitiesPage{}, List[responsibilityJSON]{Items: []responsibilityJSON{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Studies); err != nil {
			return err
		}
		year, err := r.responsibleYear(tx)
		if err != nil {
			return err
		}
		people, err := responsibility.List(tx, year)
		for i := range people {
			list.Items = append(list.Items, showResponsibility(tx, &people[i], year))
		}
		page = responsibilitiesPage{superviseTabs(tx, "responsibilities"), year, yearsAround(tx, year, "/responsibilities?year="), list.Items}
		return err
	})
	return Answer{Page: "responsibilities", Title: word("责任清单"), Section: "supervise", Wide: true, View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("责任清单")}}}, err
}

// responsibleYear is the year that is asked for.
func (r *Request) responsibleYear(tx *models.Tx) (int, error) {
	if r.refused != nil { // the address is that of a form
		return tx.Today().Year(), nil
	}
	f := newSieve(r)
	year := f.year("year")
	return cmp.Or(year, tx.Today().Year()), f.err()
}

// yearsAround are links to this year and the one before.
func yearsAround(tx *models.Tx, chosen int, link string) (list []views.Option) {
	this := tx.Today().Year()
	for _, year := range []int{this - 1, this} {
		list = append(list, views.Option{Name: phrase{"%d年", year}, Value: link + fmt.Sprint(year), Chosen: year == chosen})
	}
	return list
}

// responsibilityPage is one person's list.
type responsibilityPage struct {
	responsibilityJSON
	Years []views.Option
	Forms []views.Form
	Log   []logEntry
}

func (s *Server) showResponsibility(r *Request) (Answer, error) {
	var page responsibilityPage
	err := r.View(func(tx *models.Tx) error {
		year, err := r.responsibleYear(tx)
		if err != nil {
			return err
		}
		p, err := responsibility.Find(tx, r.ID(), year)
		if err != nil {
			return err
		}
		at := fmt.Sprintf("/responsibilities/%d", p.PostID)
		page = responsibilityPage{responsibilityJSON: showResponsibility(tx, p, year), Years: yearsAround(tx, year, at+"?year=")}
		if wantsJSON(r.Context) {
			return nil
		}
		for _, l := range page.Lines {
			if l.ByHand && p.Own(tx) && (l.State != orglife.Standing(orglife.Done) || l.DoneOn != "") {
				page.Forms = append(page.Forms, r.confirmationForm(at, l))
			}
		}
		page.Log, err = trailOf(tx, fmt.Sprintf("responsibilities/%d", p.PostID))
		return err
	})
	return Answer{Page: "responsibility", Title: word("责任清单"), Section: "supervise", View: page, JSON: page.responsibilityJSON,
		Crumbs: []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("责任清单"), Link: "/responsibilities"}, {Name: typed(page.OrgName + " " + page.Post)}}}, err
}

// confirmationForm asks only for what no record shows.
func (r *Request) confirmationForm(at string, l responseLine) views.Form {
	return r.fill(views.Form{ID: "confirm-" + l.Code, Title: word(r.Say("确认：%s", l.Title)), Action: at + "/confirmation?_method=PUT", Button: "确认",
		Hidden: []views.Field{{Name: "code", Value: l.Code}, hidden("revision", int64(l.Revision))},
		Fields: []views.Field{{Name: "done_on", Key: l.Code + "-", Label: "完成日期", Type: "date", Must: true, Value: string(l.DoneOn)},
			{Name: "note", Key: l.Code + "-", Label: "情况", Type: "textarea", Must: true, Value: l.Note, Hint: "写明在哪里、做了什么"}}})
}

func (s *Server) confirmResponsibility(r *Request) (Answer, error) {
	var form struct {
		Code     string        `form:"code" json:"code" binding:"required,max=40" label:"事项"`
		DoneOn   calendar.Date `form:"done_on" json:"done_on" binding:"max=10" label:"完成日期"`
		Note     string        `form:"note" json:"note" binding:"max=500" label:"情况"`
		Revision *int          `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	a := Answer{Goto: fmt.Sprintf("/responsibilities/%d", r.ID()), Flash: "已确认。"}
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			year := tx.Today().Year()
			if form.DoneOn.Valid() {
				year = form.DoneOn.Year()
			}
			p, err := responsibility.Find(tx, r.ID(), year)
			if err != nil {
				return err
			}
			if err := p.Confirm(tx, form.Code, form.DoneOn, form.Note, *form.Revision); err != nil {
				return err
			}
			if p, err = responsibility.Find(tx, r.ID(), year); err == nil {
				a.JSON = showResponsibility(tx, p, year)
			}
			return err
		})
	}
	if err != nil {
		return r.again("confirm-"+form.Code, err, s.showResponsibility)
	}
	return a, nil
}
