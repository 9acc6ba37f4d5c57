package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/views"
)

// reformView is a line of the structure's ledger.
type reformView struct {
	ID           int64         `json:"id"`
	OrgID        int64         `json:"org_id"`
	OrgCode      string        `json:"org_code"`
	OrgName      string        `json:"org_name"`
	Type         string        `json:"type"`
	TypeName     string        `json:"type_name"`
	Detail       string        `json:"detail"`
	Reason       string        `json:"reason"`
	Document     string        `json:"document"`
	EffectiveOn  calendar.Date `json:"effective_on"`
	RecordedOn   calendar.Date `json:"recorded_on"`
	RecordedName string        `json:"recorded_name"`
}

func showReform(tx *models.Tx, r models.Reform) reformView {
	return reformView{r.ID, r.OrgID, r.Org.Code, r.Org.Name, string(r.Type), tx.Say(r.Type.String()), r.Detail, r.Reason, r.Document, r.EffectiveOn, r.RecordedOn, r.RecordedName}
}

// reformList is the ledger of a period, with how many there were of each type.
type reformList struct {
	Period calendar.Period           `json:"period"`
	Counts map[models.ReformType]int `json:"counts"`
	Items  []reformView              `json:"items"`
}

type reformsPage struct {
	reformList
	Tabs    []views.Tab
	Chips   []chip
	Periods []views.Option
	CanAdd  bool
}

// listReforms is the ledger of how organisations came, changed and went: ?period=,
// ?type=, ?org= an organisation and all below.
func (s *Server) listReforms(r *Request) (Answer, error) {
	page := reformsPage{reformList: reformList{Counts: map[models.ReformType]int{}, Items: []reformView{}}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Orgs); err != nil {
			return err
		}
		f := newSieve(r)
		if page.Period = calendar.Period(f.text("period")); page.Period == "" {
			page.Period = calendar.Yearly.Of(tx.Today())
		}
		if !page.Period.Valid() {
			f.wrong.Add("period", "时间写作 2022-06、2022-Q2、2022-H1 或 2022")
		}
		kind := oneOf(f, "type", models.ReformTypes...)
		org, err := f.org(tx, "org")
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		list, err := tx.Reforms("", page.Period.First(), page.Period.Last(), org)
		for _, one := range list {
			page.Counts[one.Type]++
			if kind == "" || one.Type == kind {
				page.Items = append(page.Items, showReform(tx, one))
			}
		}
		page.Tabs = orgTabs(tx, "org-changes")
		page.CanAdd = tx.Reaches(models.Enter, models.Orgs)
		here := "/org-changes?period=" + string(page.Period)
		page.Chips = []chip{{Name: word("全部"), Link: here, Count: int64(len(list)), Current: kind == ""}}
		for _, t := range models.ReformTypes {
			page.Chips = append(page.Chips, chip{Name: word(t.String()), Link: here + "&type=" + string(t), Count: int64(page.Counts[t]), Current: t == kind})
		}
		for _, span := range []calendar.Span{calendar.Quarterly, calendar.HalfYearly, calendar.Yearly} {
			p := span.Of(tx.Today())
			page.Periods = append(page.Periods, views.Option{Name: p.Long(), Value: "/org-changes?period=" + string(p), Chosen: p == page.Period})
		}
		return err
	})
	return Answer{Page: "org_changes", Title: word("设置台账"), Section: "orgs", View: page, JSON: page.reformList,
		Ledger: ledgerOf(phrase{"%s党组织设置台账", page.Period.Long()}, page.Items, reformColumns), Crumbs: reformCrumbs("设置台账")}, err
}

func reformCrumbs(name word) []views.Crumb {
	return []views.Crumb{{Name: word("组织"), Link: "/orgs"}, {Name: name}}
}

// reformForm is a change of an organisation as it is typed in or sent.
type reformForm struct {
	Type        models.ReformType `form:"type" json:"type" binding:"required,max=20" label:"变更类型"`
	OrgID       int64             `form:"org_id" json:"org_id"`
	Reason      string            `form:"reason" json:"reason" binding:"max=500" label:"原因"`
	Document    string            `form:"document" json:"document" binding:"max=100" label:"批准文号"`
	EffectiveOn calendar.Date     `form:"effective_on" json:"effective_on" binding:"max=10" label:"生效日期"`
	Code        string            `form:"code" json:"code" binding:"max=40" label:"代码"`
	Name        string            `form:"name" json:"name" binding:"max=200" label:"名称"`
	Kind        models.OrgKind    `form:"kind" json:"kind" binding:"max=30" label:"类别"`
	ParentID    int64             `form:"parent_id" json:"parent_id"`
	MembersTo   int64             `form:"members_to" json:"members_to"`
	Revision    *int              `form:"revision" json:"revision"`
}

// carry makes the change, and returns the organisation.
func (f *reformForm) carry(tx *models.Tx) (*models.Org, error) {
	line := &models.Reform{Type: f.Type, Reason: f.Reason, Document: f.Document, EffectiveOn: f.EffectiveOn}
	if f.Type == models.SetUp {
		parent, err := tx.Org(f.ParentID)
		if models.KindOf(err) == models.NotFound {
			return nil, models.FailAt(models.Invalid, "parent_id", "请选择领导它的上级党组织。")
		}
		if err != nil {
			return nil, err
		}
		o := &models.Org{Code: f.Code, Name: f.Name, Kind: f.Kind, ParentID: &parent.ID, UnitName: parent.UnitName, UnitKind: parent.UnitKind}
		return o, tx.SetUpOrg(o, line)
	}
	o, err := tx.Org(f.OrgID)
	if err != nil {
		return nil, err
	}
	if f.Revision == nil {
		return nil, needRevision
	}
	return o, o.Reform(tx, line, models.Into{Kind: f.Kind, Name: f.Name, ParentID: f.ParentID, MembersTo: f.MembersTo}, *f.Revision)
}

// createReform carries a change out and puts it into the ledger.
func (s *Server) createReform(r *Request) (Answer, error) {
	var form reformForm
	err := r.Form(&form)
	var view orgView
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			o, err := form.carry(tx)
			if err != nil {
				return err
			}
			strength, err := o.Strength(tx)
			view = showOrg(tx, *o, strength)
			return err
		})
	}
	if err != nil {
		return r.again("reform", err, s.newReform)
	}
	return Answer{Status: http.StatusCreated, JSON: view, Goto: fmt.Sprintf("/orgs/%d", view.ID), Flash: "已记入设置台账。"}, nil
}

// newReform is the form for a change: ?org= whose, ?type= which; without an
// organisation one is set up.
func (s *Server) newReform(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		if !tx.Reaches(models.Enter, models.Orgs) {
			return tx.Require(models.Enter, models.Orgs, 0)
		}
		if wantsJSON(r.Context) {
			return nil
		}
		given := func(name, typed string) string {
			if sent := r.Context.Request.PostForm[typed]; len(sent) > 0 {
				return sent[0]
			}
			return r.Query(name)
		}
		id, _ := strconv.ParseInt(given("org", "org_id"), 10, 64) // none: one is set up
		kind := models.ReformType(given("type", "type"))
		form = views.Form{ID: "reform", Title: "设立组织", Action: "/org-changes", Button: "记入台账", Text: "写明原因和批准文号；历史记录保留原来的名称和隶属。"}
		if id == 0 {
			kind = models.SetUp
		} else {
			o, err := tx.Org(id)
			if err != nil {
				return err
			}
			form.Title = word(tx.Say("%[1]s：%[2]s", o.Name, word(kind.String())))
			form.Hidden = []views.Field{hidden("org_id", o.ID), hidden("revision", int64(o.Revision))}
		}
		form.Hidden = append(form.Hidden, views.Field{Name: "type", Value: string(kind)})
		own, err := reformFields(tx, kind)
		form.Fields = append(own, views.Field{Name: "reason", Label: "原因", Type: "textarea", Must: true}, views.Field{Name: "document", Label: "批准文号", Must: true},
			views.Field{Name: "effective_on", Label: "生效日期", Type: "date", Must: true, Value: string(tx.Today())})
		form = r.fill(form)
		return err
	})
	return Answer{Page: "finding_form", Title: word("变更组织"), Section: "orgs", View: form, Crumbs: reformCrumbs("变更组织")}, err
}

// reformFields are what each type asks besides reason, document and day.
func reformFields(tx *models.Tx, t models.ReformType) ([]views.Field, error) {
	kinds := []models.OrgKind{models.Branch, models.JointBranch, models.GeneralBranch, models.OrganCommittee}
	kind := views.Field{Name: "kind", Label: "类别", Type: "select", Must: true, Options: choices(kinds, models.OrgKindNames, models.Branch)}
	name := views.Field{Name: "name", Label: "名称", Must: true}
	orgs, err := tx.Orgs()
	parents, branches := []views.Option{{Name: word("请选择")}}, []views.Option{{Name: word("没有党员")}}
	for _, o := range orgs {
		option := views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Code + " " + o.Name)}
		switch {
		case o.ClosedOn != "" || o.Kind == models.LeadingGroup || o.Kind == models.PartyGroup:
		case o.IsBranch():
			branches = append(branches, option)
		default:
			parents = append(parents, option)
		}
	}
	parent := views.Field{Name: "parent_id", Label: "领导（上级党组织）", Type: "select", Must: true, Options: parents}
	return map[models.ReformType][]views.Field{
		models.SetUp: {{Name: "code", Label: "代码", Must: true, Hint: "如 B1001"}, name, kind, parent}, models.Adjusted: {kind}, models.Renamed: {name}, models.Moved: {parent},
		models.Dissolved: {{Name: "members_to", Label: "党员转入", Type: "select", Options: branches}},
	}[t], err
}

// reformLinks lead to the changes of an organisation that the actor may put on record.
func reformLinks(tx *models.Tx, o *models.Org) (list []views.Option) {
	if o.ParentID == nil || o.ClosedOn != "" || !tx.Can(models.Enter, models.Orgs, *o.ParentID) {
		return nil
	}
	for _, t := range models.ReformTypes[1:] {
		list = append(list, views.Option{Name: word(t.String()), Value: fmt.Sprintf("/org-changes/new?org=%d&type=%s", o.ID, t)})
	}
	return list
}
