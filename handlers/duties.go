package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/library"
	"luoshi/models/orglife"
	"luoshi/views"
)

// dutyView is a duty as pages and the API show it.
type dutyView struct {
	ID        int64            `json:"id"`
	Code      orglife.Type     `json:"code"`
	Name      string           `json:"name"`
	OrgID     int64            `json:"org_id"`
	OrgCode   string           `json:"org_code"`
	OrgName   string           `json:"org_name"`
	Period    calendar.Period  `json:"period"`
	OpensOn   calendar.Date    `json:"opens_on"`
	DueOn     calendar.Date    `json:"due_on"`
	Held      int              `json:"held"`
	Needed    int              `json:"needed"`        // times the city demands
	Statutory int              `json:"statutory_min"` // times the regulations demand
	State     orglife.Standing `json:"state"`
	Detail    string           `json:"detail"`
	ClosedOn  calendar.Date    `json:"closed_on"`
	Reason    string           `json:"reason"`
	Revision  int              `json:"revision"`
	Basis     string           `json:"basis"`
	Cited     []library.Piece  `json:"basis_links"` // the basis with links into the library

	basis string         // in Chinese
	Light string         `json:"-"`
	Acts  []views.Option `json:"-"` // what the actor may do about it; Value is the address
}

// offer says what the actor may do about an open duty: free the branch of it, or ask for leave.
func (v *dutyView) offer(d *orglife.Duty, s orglife.DutySearch, today calendar.Date, frees, asks bool) {
	add := func(form, kind string, name word) {
		v.Acts = append(v.Acts, views.Option{Name: name, Value: fmt.Sprintf("/duties?form=%s&kind=%s&duty=%d&org=%d&state=%s#form-%s", form, kind, d.ID, s.OrgID, s.Standing, form)})
	}
	if d.State != orglife.Open {
		return
	}
	if frees {
		add("exempt", "", "免除")
	}
	if asks && today > d.DueOn && d.Code.Held() {
		add("petition", string(orglife.MakeUp), "申请补开")
	}
	if asks {
		add("petition", string(orglife.Exemption), "申请免除")
	}
	v.Acts = append(v.Acts, views.Option{Name: word("为什么提醒"), Value: fmt.Sprintf("/reminders/why?subject=duties/%d", d.ID)})
}

// lights are the lights of standings.
var lights = map[orglife.Standing]string{
	orglife.Pending: "idle", orglife.DueSoon: "warn", orglife.Due: "warn", orglife.BelowCity: "warn", orglife.Overdue: "late",
	orglife.Standing(orglife.Done): "ok", orglife.Standing(orglife.DoneLate): "ok", orglife.Standing(orglife.MadeUp): "ok", orglife.Standing(orglife.Exempted): "info", orglife.Standing(orglife.Suspended): "info",
}

func (v dutyView) StateName() word { return word(orglife.StandingNames[v.State]) }

func (v dutyView) When() phrase { return v.Period.Long() }

func showDuty(tx *models.Tx, d orglife.DutyRow) (dutyView, error) {
	s, err := d.Standing(tx)
	return dutyView{ID: d.ID, Code: d.Code, Name: tx.Say(orglife.TypeNames[d.Code]), OrgID: d.OrgID, OrgCode: d.OrgCode, OrgName: d.OrgName, Period: d.Period,
		OpensOn: d.OpensOn, DueOn: d.DueOn, Held: d.Held, Needed: d.Needed, Statutory: d.Floor, State: s, Detail: tx.Say("%s", d.Verdict(s)), ClosedOn: d.ClosedOn,
		Reason: d.Reason, Revision: d.Revision, Basis: tx.Say("%s", d.Basis()), basis: d.Basis().String(), Light: lights[s]}, err
}

type dutiesPage struct {
	Tabs   []views.Tab
	Duties []dutyView
	Chips  []views.Option // filters; Value is the address
	Form   *views.Form    // to exempt one
	Pager  views.Pager
}

// dutySearch reads which duties a list shows from the address.
func (r *Request) dutySearch(p Paging) (orglife.DutySearch, error) {
	s := orglife.DutySearch{Period: calendar.Period(r.Query("period")), Code: orglife.Type(r.Query("code")), Standing: orglife.Standing(r.Query("state")), Limit: p.Limit + 1}
	wrong := models.FieldErrors{}
	var err error
	if s.OrgID, err = r.queryID("org"); err != nil {
		wrong.Add("org", "组织编号须为数字")
	}
	if s.Period != "" && !s.Period.Valid() {
		wrong.Add("period", "时段写作 2022-06、2022-Q2、2022-H1 或 2022")
	}
	if _, known := orglife.StandingNames[s.Standing]; s.Standing != "" && !known {
		wrong.Add("state", "状态可为 pending、due_soon、due、overdue、below_city、kept、done、done_late、made_up、exempted、suspended")
	}
	if s.Code != "" && orglife.TypeNames[s.Code] == "" {
		wrong.Add("code", "没有“%s”这种应办事项", s.Code)
	}
	if p.After != nil {
		s.AfterDue = calendar.Date(p.After[0])
		if s.AfterID, err = strconv.ParseInt(p.After[1], 10, 64); err != nil {
			return s, badCursor
		}
	}
	return s, wrong.Err("查询条件有误，请更正后再查。")
}

func (s *Server) listDuties(r *Request) (Answer, error) {
	paging, err := r.Paging(2)
	if err != nil {
		return Answer{}, err
	}
	search, err := r.dutySearch(paging)
	if err != nil {
		return Answer{}, err
	}
	page, list := dutiesPage{Chips: dutyChips(search)}, List[dutyView]{Items: []dutyView{}}
	err = r.View(func(tx *models.Tx) error {
		rows, err := orglife.Duties(tx, search)
		if err != nil {
			return err
		}
		if len(rows) > paging.Limit {
			rows = rows[:paging.Limit]
			last := rows[paging.Limit-1]
			list.Next = cursor(last.DueOn, last.ID)
		}
		var orgs []int64
		for _, row := range rows {
			orgs = append(orgs, row.OrgID)
			view, err := showDuty(tx, row)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, view)
		}
		page.Tabs = lifeTabs(tx, "duties")
		if err := citeDuties(tx, list.Items); err != nil || wantsJSON(r.Context) {
			return err
		}
		may, err := orglife.Exempts(tx, orgs)
		if err != nil {
			return err
		}
		asks, err := orglife.Asks(tx, orgs)
		if err != nil {
			return err
		}
		for i := range rows {
			list.Items[i].offer(&rows[i].Duty, search, tx.Today(), may[rows[i].OrgID], asks[rows[i].OrgID])
		}
		switch {
		case r.asked("exempt"):
			page.Form, err = r.exemptForm(tx)
		case r.asked("petition"):
			page.Form, err = r.dutyPetitionForm(tx)
		}
		return err
	})
	page.Duties, page.Pager = list.Items, r.pager(list.Next)
	return Answer{Page: "duties", Title: word("应办事项"), Section: "orglife", View: page, JSON: list, Ledger: ledgerOf(word("应办事项"), list.Items, dutyColumns),
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("应办事项")}}}, err
}

// dutyChips are the filters of the page.
func dutyChips(s orglife.DutySearch) []views.Option {
	list := []views.Option{{Name: word("全部"), Value: "/duties", Chosen: s.Standing == ""}}
	for _, standing := range []orglife.Standing{orglife.Overdue, orglife.BelowCity, orglife.DueSoon, orglife.Pending, orglife.Standing(orglife.Exempted)} {
		list = append(list, views.Option{Name: word(orglife.StandingNames[standing]), Value: "/duties?state=" + string(standing), Chosen: s.Standing == standing})
	}
	return list
}

// exemptForm asks why the duty of the address is to be exempted.
func (r *Request) exemptForm(tx *models.Tx) (*views.Form, error) {
	d, org, err := r.dutyAsked(tx)
	if err != nil {
		return nil, err
	}
	f := r.fill(views.Form{ID: "exempt", Title: word(tx.Say("免除%s%s", d.Period.Long(), word(orglife.TypeNames[d.Code]))), Action: fmt.Sprintf("/duties/%d/exemption", d.ID),
		Button: "确认免除", Text: word(tx.Say("%s将收到通知，原因会写明在通报和台账中。", org.Name)),
		Fields: []views.Field{{Name: "reason", Label: "免除原因", Type: "textarea", Must: true}}})
	return &f, nil
}

// dutyAsked finds the duty that a form on the page is about, with whose it is.
func (r *Request) dutyAsked(tx *models.Tx) (*orglife.Duty, *models.Org, error) {
	id := r.ID()
	if id == 0 {
		id, _ = strconv.ParseInt(r.Query("duty"), 10, 64) // what is no number is no duty
	}
	d, err := orglife.FindDuty(tx, id)
	if err != nil {
		return nil, nil, err
	}
	org, err := orglife.Branch(tx, d.OrgID)
	return d, org, err
}

func (s *Server) showDuty(r *Request) (a Answer, err error) {
	err = r.View(func(tx *models.Tx) error {
		d, err := orglife.FindDuty(tx, r.ID())
		if err != nil {
			return err
		}
		a.Goto = fmt.Sprintf("/duties?org=%d", d.OrgID)
		a.JSON, err = wholeDuty(tx, d)
		return err
	})
	return a, err
}

// wholeDuty is a duty with its branch and what it rests on.
func wholeDuty(tx *models.Tx, d *orglife.Duty) (dutyView, error) {
	org, err := orglife.Branch(tx, d.OrgID)
	if err != nil {
		return dutyView{}, err
	}
	view, err := showDuty(tx, orglife.DutyRow{Duty: *d, OrgCode: org.Code, OrgName: org.Name})
	if err != nil {
		return view, err
	}
	one := []dutyView{view}
	err = citeDuties(tx, one)
	return one[0], err
}

func (s *Server) exemptDuty(r *Request) (Answer, error) {
	var form struct {
		Reason string `form:"reason" json:"reason" binding:"required,max=500" label:"免除原因"`
	}
	var view dutyView
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			d, err := orglife.FindDuty(tx, r.ID())
			if err != nil {
				return err
			}
			if err := d.Exempt(tx, form.Reason); err != nil {
				return err
			}
			view, err = wholeDuty(tx, d)
			return err
		})
	}
	if err != nil {
		return r.again("exempt", err, s.listDuties)
	}
	return Answer{JSON: view, Goto: "/duties", Flash: word(r.Say("已免除%s%s%s。", view.OrgName, view.When(), view.Name))}, nil
}
