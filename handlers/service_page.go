package handlers

import (
	"cmp"
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/community"
	"luoshi/models/orglife"
	"luoshi/views"
)

type servicesPage struct {
	serviceList
	Tabs  []views.Tab
	Years []views.Option
	Form  *views.Form
	Pager views.Pager
}

var serviceCrumbs = []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("双报到"), Link: "/services"}}

// listServices lists a year's services to communities with what organisations and
// members have done: ?year=, ?org= an organisation and all below; ?form= with ?unit=
// shows a form for an organisation.
func (s *Server) listServices(r *Request) (Answer, error) {
	page := servicesPage{serviceList: serviceList{List: List[serviceJSON]{Items: []serviceJSON{}}, Orgs: []reportingJSON{}, Pairings: []pairingJSON{}}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Minutes); err != nil {
			return err
		}
		f := newSieve(r)
		page.Year = cmp.Or(f.year("year"), tx.Today().Year())
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		for _, name := range []string{"form", "unit", "activity"} {
			f.text(name)
		}
		if err := f.err(); err != nil && r.refused == nil {
			return err
		}
		if err := page.read(tx, r, org); err != nil {
			return err
		}
		page.Tabs, page.Years = lifeTabs(tx, "services"), yearChoices(tx, page.Year)[1:]
		page.Form, err = r.reportingForm(tx)
		return err
	})
	return Answer{Page: "services", Title: word("双报到"), Section: "orglife", View: page, JSON: page.serviceList, Crumbs: serviceCrumbs[:1:1],
		Ledger: ledgerOf(phrase{"%d年双报到服务台账", page.Year}, page.Items, serviceColumns)}, err
}

// read reads what the page lists.
func (p *servicesPage) read(tx *models.Tx, r *Request, org *models.Org) error {
	paging, err := r.Paging(2)
	if err != nil {
		return err
	}
	search := community.Search{Year: p.Year, Org: org, Limit: paging.Limit + 1}
	if paging.After != nil {
		if search.AfterDay = calendar.Date(paging.After[0]); !search.AfterDay.Valid() {
			return badCursor
		}
		search.AfterID, _ = strconv.ParseInt(paging.After[1], 10, 64) // Paging has seen that it is a number
	}
	rows, err := community.Services(tx, search)
	if err != nil {
		return err
	}
	if len(rows) > paging.Limit {
		rows = rows[:paging.Limit]
		p.Next = cursor(rows[paging.Limit-1].HeldOn, rows[paging.Limit-1].ID)
	}
	for _, row := range rows {
		p.Items = append(p.Items, showServiceLine(row))
	}
	p.Pager = r.pager(p.Next)
	counts, err := community.Counts(tx, p.Year, org)
	if err != nil {
		return err
	}
	p.Counts = showCounts(community.Sum(counts))
	may := map[int64]bool{}
	for _, c := range counts {
		may[c.OrgID] = tx.CanBelow(models.Enter, models.Minutes, &models.Org{ID: c.OrgID, Path: c.Path})
		p.Orgs = append(p.Orgs, reportingJSON{c.OrgID, c.OrgCode, c.OrgName, showCounts(c), may[c.OrgID]})
	}
	pairings, err := community.Pairings(tx, p.Year, org)
	for _, row := range pairings {
		v := showPairing(row.Pairing)
		v.OrgName, v.May = row.OrgName, row.Until == "" && may[row.OrgID]
		p.Pairings = append(p.Pairings, v)
	}
	return err
}

// reportingForm is the form asked for about an organisation, nil for none.
func (r *Request) reportingForm(tx *models.Tx) (*views.Form, error) {
	forms := map[string]func(*models.Tx, *models.Org) (views.Form, error){"service": r.newServiceForm, "pair": pairForm, "home": homeForm}
	for id, form := range forms {
		if wantsJSON(r.Context) || !r.asked(id) {
			continue
		}
		number, _ := strconv.ParseInt(r.givenAs("unit", "org_id"), 10, 64) // what is no number is no organisation
		org, err := tx.Org(number)
		if err != nil {
			return nil, err
		}
		if err := tx.Require(models.Enter, models.Minutes, org.ID); err != nil {
			return nil, err
		}
		f, err := form(tx, org)
		f.ID, f.Hidden = id, append(f.Hidden, hidden("org_id", org.ID))
		f = r.fill(f)
		return &f, err
	}
	return nil, nil
}

func pairForm(tx *models.Tx, org *models.Org) (views.Form, error) {
	return views.Form{Title: "登记结对社区", Text: language.Word(org.Name), Action: "/pairings", Button: "登记",
		Fields: []views.Field{{Name: "community", Label: "社区", Must: true, Hint: "如 云台社区"}, {Name: "since", Label: "结对日期", Type: "date", Must: true, Value: string(tx.Today())}}}, nil
}

func homeForm(tx *models.Tx, org *models.Org) (views.Form, error) {
	members, err := community.Candidates(tx, org)
	return views.Form{Title: "登记党员居住社区", Text: language.Word(org.Name), Action: "/homes?_method=PUT", Button: "登记",
		Fields: []views.Field{{Name: "member_id", Label: "党员", Type: "select", Must: true, Options: memberChoices(members, nil)},
			{Name: "community", Label: "居住社区", Hint: "留空即撤销登记"}}}, err
}

// newServiceForm asks for a service of an organisation: today's, at the community it
// is paired with, or what ?activity= says it was as well.
func (r *Request) newServiceForm(tx *models.Tx, org *models.Org) (views.Form, error) {
	made := community.Service{OrgID: org.ID, HeldOn: tx.Today()}
	pairings, err := community.Pairings(tx, tx.Today().Year(), org)
	if err != nil {
		return views.Form{}, err
	}
	for _, p := range pairings {
		if p.OrgID == org.ID && p.Until == "" {
			made.Community = p.Community
		}
	}
	took := map[int64]bool{}
	if id, _ := strconv.ParseInt(r.Query("activity"), 10, 64); id != 0 {
		a, err := orglife.Find(tx, id)
		if err != nil {
			return views.Form{}, err
		}
		made.ActivityID, made.HeldOn, made.Content = &a.ID, a.HeldOn, a.Topic
		if took, err = present(tx, a, org); err != nil {
			return views.Form{}, err
		}
	}
	fields, err := serviceFields(tx, org, &made, took)
	return views.Form{Title: "登记双报到服务", Text: language.Word(org.Name), Action: "/services", Button: "登记", Fields: fields}, err
}

// present are the members who came to an activity, as its record has it.
func present(tx *models.Tx, a *orglife.Activity, org *models.Org) (map[int64]bool, error) {
	came := map[int64]bool{}
	roster, err := orglife.Roster(tx, org, a.Type, a.HeldOn)
	for _, m := range roster {
		came[m.MemberID] = m.Exemption == ""
	}
	for _, b := range a.Absences {
		came[b.MemberID] = false
	}
	return came, err
}

// serviceFields are what is asked about a service; the activity it was as well is one of the month around it.
func serviceFields(tx *models.Tx, org *models.Org, s *community.Service, took map[int64]bool) ([]views.Field, error) {
	members, err := community.Candidates(tx, org)
	if err != nil {
		return nil, err
	}
	held, err := orglife.Activities(tx, orglife.Search{OrgID: org.ID, State: orglife.Held, From: s.HeldOn.Add(-31), To: min(s.HeldOn.Add(31), tx.Today()), Limit: 100})
	same := []views.Option{{Value: "0", Name: word("不是组织生活，单独开展")}}
	for _, a := range held {
		same = append(same, views.Option{Value: strconv.FormatInt(a.ID, 10), Name: phrase{"%[1]s %[2]s：%[3]s", a.HeldOn.Short(), word(orglife.TypeNames[a.Type]), a.Topic},
			Chosen: s.ActivityID != nil && *s.ActivityID == a.ID || s.ID == 0 && s.ActivityID == nil && a.HeldOn == s.HeldOn})
	}
	hours := ""
	if s.Hours > 0 {
		hours = number(s.Hours)
	}
	return []views.Field{
		{Name: "held_on", Label: "服务日期", Type: "date", Must: true, Value: string(s.HeldOn)},
		{Name: "community", Label: "社区", Must: true, Value: s.Community, Hint: "如 云台社区"},
		{Name: "hours", Label: "服务时长（小时）", Must: true, Value: hours, Hint: "以半小时计，如 2 或 1.5"},
		{Name: "content", Label: "服务内容", Type: "textarea", Must: true, Value: s.Content},
		{Name: "activity_id", Label: "同时是哪次组织生活", Type: "select", Options: same, Hint: "同一天已记录的主题党日等活动，选上即可，不用另外填报"},
		{Name: "members", Label: "参加的党员", Type: "checkbox", Must: true, Options: memberChoices(members, took)},
		{Name: "feedback", Label: "社区反馈", Type: "textarea", Value: s.Feedback},
	}, err
}

func memberChoices(members []models.Member, chosen map[int64]bool) (list []views.Option) {
	for _, m := range members {
		list = append(list, views.Option{Value: strconv.FormatInt(m.ID, 10), Name: typed(m.Name), Chosen: chosen[m.ID]})
	}
	return list
}

type servicePage struct {
	serviceDetail
	Others int // who took part and may not be named here
	Edit   string
	Form   *views.Form
}

func (s *Server) showService(r *Request) (Answer, error) {
	var page servicePage
	err := r.View(func(tx *models.Tx) error {
		row, err := community.Find(tx, r.ID())
		if err != nil {
			return err
		}
		if page.serviceDetail, err = showServiceDetail(tx, row); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Others = row.People - len(page.Members)
		if !tx.Can(models.Enter, models.Minutes, row.OrgID) {
			return nil
		}
		page.Edit = fmt.Sprintf("/services/%d?form=edit#form-edit", row.ID)
		if r.asked("edit") {
			page.Form, err = r.editServiceForm(tx, row, page.Members)
		}
		return err
	})
	return Answer{Page: "service", Title: typed(page.Community), Section: "orglife", View: page, JSON: page.serviceDetail,
		Crumbs: append(serviceCrumbs[:2:2], views.Crumb{Name: typed(page.Community)})}, err
}

func (r *Request) editServiceForm(tx *models.Tx, row *community.Row, members []participantJSON) (*views.Form, error) {
	org, err := tx.Org(row.OrgID)
	if err != nil {
		return nil, err
	}
	took := map[int64]bool{}
	for _, m := range members {
		took[m.ID] = true
	}
	fields, err := serviceFields(tx, org, &row.Service, took)
	f := r.fill(views.Form{ID: "edit", Title: "修改服务记录", Action: fmt.Sprintf("/services/%d?_method=PATCH", row.ID), Button: "保存",
		Hidden: []views.Field{hidden("revision", int64(row.Revision))}, Fields: fields})
	return &f, err
}
