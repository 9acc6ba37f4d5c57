package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/structure"
	"luoshi/views"
)

// filingView is an appointment that is to be filed, as pages and the API show it.
type filingView struct {
	ID          int64                 `json:"id"`
	PostID      int64                 `json:"post_id"`
	OrgID       int64                 `json:"org_id"`
	OrgCode     string                `json:"org_code"`
	OrgName     string                `json:"org_name"`
	PostName    string                `json:"post_name"`
	Holder      string                `json:"holder"`
	FullTime    bool                  `json:"full_time"`
	Rank        string                `json:"rank"`
	StartOn     calendar.Date         `json:"start_on"`
	DueOn       calendar.Date         `json:"due_on"`
	Document    string                `json:"document"`
	SubmittedOn calendar.Date         `json:"submitted_on"`
	FiledOn     calendar.Date         `json:"filed_on"`
	State       structure.FilingState `json:"state"`
	StateName   string                `json:"state_name"`
	Overdue     bool                  `json:"overdue"`

	Light string         `json:"-"`
	Acts  []views.Option `json:"-"`
}

var filingLights = map[structure.FilingState]string{structure.Unfiled: "warn", structure.Submitted: "info", structure.InFiles: "ok"}

func showFiling(tx *models.Tx, f structure.Filing) filingView {
	v := filingView{ID: f.ID, PostID: f.PostID, OrgID: f.OrgID, OrgCode: f.OrgCode, OrgName: f.OrgName, PostName: f.PostName, Holder: f.Holder, FullTime: f.FullTime,
		Rank: f.Rank, StartOn: f.StartOn, DueOn: f.DueOn, Document: f.Document, SubmittedOn: f.SubmittedOn, FiledOn: f.FiledOn, State: f.State(),
		StateName: tx.Say(f.State().String()), Overdue: f.Overdue(tx.Today()), Light: filingLights[f.State()]}
	if v.Overdue {
		v.Light = "late"
	}
	return v
}

var filingColumns = []columnOf[filingView]{
	{"代码", 10, func(v filingView) language.Text { return typed(v.OrgCode) }},
	{"组织", 26, func(v filingView) language.Text { return typed(v.OrgName) }},
	{"职务", 14, func(v filingView) language.Text { return typed(v.PostName) }},
	{"担任人", 12, func(v filingView) language.Text { return typed(v.Holder) }},
	{"任职日期", 12, func(v filingView) language.Text { return day(v.StartOn) }},
	{"任职文号", 24, func(v filingView) language.Text { return typed(v.Document) }},
	{"备案时限", 12, func(v filingView) language.Text { return day(v.DueOn) }},
	{"报送备案", 12, func(v filingView) language.Text { return day(v.SubmittedOn) }},
	{"确认备案", 12, func(v filingView) language.Text { return day(v.FiledOn) }},
	{"状态", 10, func(v filingView) language.Text { return typed(v.StateName) }},
}

type filingsPage struct {
	Tabs    []views.Tab
	Chips   []views.Option
	Form    *views.Form
	Filings []filingView
}

// listFilings lists deputies and staff with how far their filing has come: ?state=,
// ?org= an organisation and all below.
func (s *Server) listFilings(r *Request) (Answer, error) {
	page, list := filingsPage{}, List[filingView]{Items: []filingView{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Orgs); err != nil {
			return err
		}
		f := newSieve(r)
		state := oneOf(f, "state", structure.FilingStates...)
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		f.text("form")
		f.text("filing")
		if err := f.err(); err != nil && r.refused == nil {
			return err
		}
		found, err := structure.Filings(tx, state, org)
		if err != nil {
			return err
		}
		for i := range found {
			v := showFiling(tx, found[i])
			v.Acts = filingActs(tx, &found[i])
			list.Items = append(list.Items, v)
		}
		page.Tabs = orgTabs(tx, "filings")
		page.Chips = []views.Option{{Name: word("全部"), Value: "/filings", Chosen: state == ""}}
		for _, one := range structure.FilingStates {
			page.Chips = append(page.Chips, views.Option{Name: word(one.String()), Value: "/filings?state=" + string(one), Chosen: one == state})
		}
		page.Form, err = r.filingForm(tx)
		return err
	})
	page.Filings = list.Items
	return Answer{Page: "filings", Title: word("任职备案"), Section: "orgs", View: page, JSON: list, Ledger: ledgerOf(word("任职备案台账"), list.Items, filingColumns),
		Crumbs: []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: word("任职备案")}}}, err
}

// filingActs are what the actor may do about a filing; Value is the form's address.
func filingActs(tx *models.Tx, f *structure.Filing) (list []views.Option) {
	add := func(form string, name word) {
		list = append(list, views.Option{Name: name, Value: fmt.Sprintf("/filings?form=%s&filing=%d#form-%s", form, f.ID, form)})
	}
	if f.State() == structure.Unfiled && tx.Can(models.Enter, models.Orgs, f.OrgID) {
		add("submit", "报送备案")
	}
	if f.Decidable(tx) {
		add("confirm", "确认备案")
		add("return", "退回")
	}
	return list
}

// filingForm is the form asked for about a filing, nil for none.
func (r *Request) filingForm(tx *models.Tx) (*views.Form, error) {
	forms := map[string]views.Form{
		"submit": {Title: "报送任职备案", Button: "报送工委", Action: "submission",
			Fields: []views.Field{{Name: "document", Label: "任职文号", Must: true, Hint: "如 澜住建党〔2022〕6号"}}},
		"confirm": {Title: "确认备案", Button: "确认备案", Action: "confirmation"},
		"return": {Title: "退回备案", Button: "退回", Action: "return",
			Fields: []views.Field{{Name: "reason", Label: "退回原因", Type: "textarea", Must: true}}},
	}
	for id, form := range forms {
		if wantsJSON(r.Context) || !r.asked(id) {
			continue
		}
		number := r.ID()
		if number == 0 {
			number, _ = strconv.ParseInt(r.Query("filing"), 10, 64) // what is no number is no filing
		}
		f, err := structure.FindFiling(tx, number)
		if err != nil {
			return nil, err
		}
		form.ID, form.Action = id, fmt.Sprintf("/filings/%d/%s", f.ID, form.Action)
		form.Text = word(tx.Say("%[1]s%[2]s%[3]s，%[4]s起任职，%[5]s", f.OrgName, word(f.PostName), f.Holder, f.StartOn.Long(), f.Document))
		form = r.fill(form)
		return &form, nil
	}
	return nil, nil
}

// onFiling carries a step of the filing in the path out.
func (s *Server) onFiling(r *Request, form string, flash word, step func(*models.Tx, *structure.Filing) error) (Answer, error) {
	var view filingView
	err := r.Update(func(tx *models.Tx) error {
		f, err := structure.FindFiling(tx, r.ID())
		if err != nil {
			return err
		}
		if err := step(tx, f); err != nil {
			return err
		}
		if f, err = structure.FindFiling(tx, f.ID); err == nil {
			view = showFiling(tx, *f)
		}
		return err
	})
	if err != nil {
		return r.again(form, err, s.listFilings)
	}
	return Answer{JSON: view, Goto: "/filings", Flash: flash}, nil
}

func (s *Server) submitFiling(r *Request) (Answer, error) {
	var form struct {
		Document string `form:"document" json:"document" binding:"max=100" label:"任职文号"`
	}
	if err := r.Form(&form); err != nil {
		return r.again("submit", err, s.listFilings)
	}
	return s.onFiling(r, "submit", "已报送工委。", func(tx *models.Tx, f *structure.Filing) error { return f.Submit(tx, form.Document) })
}

func (s *Server) confirmFiling(r *Request) (Answer, error) {
	return s.onFiling(r, "confirm", "已备案。", func(tx *models.Tx, f *structure.Filing) error { return f.Confirm(tx) })
}

func (s *Server) returnFiling(r *Request) (Answer, error) {
	var form struct {
		Reason string `form:"reason" json:"reason" binding:"max=500" label:"退回原因"`
	}
	if err := r.Form(&form); err != nil {
		return r.again("return", err, s.listFilings)
	}
	return s.onFiling(r, "return", "已退回。", func(tx *models.Tx, f *structure.Filing) error { return f.Return(tx, form.Reason) })
}
