package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/views"
)

// inspectionsPage lists inspections, with the form for a new one.
type inspectionsPage struct {
	Tabs  []views.Tab
	Items []inspectionJSON
	Pager views.Pager
	May   bool
	Form  *views.Form
}

func (s *Server) listInspections(r *Request) (Answer, error) {
	var page inspectionsPage
	list := List[inspectionJSON]{Items: []inspectionJSON{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Findings); err != nil {
			return err
		}
		limit, before, err := r.pageByID()
		if err != nil {
			return err
		}
		found, err := inspection.List(tx, before, limit+1)
		if err != nil {
			return err
		}
		found, list.Next = cut(found, limit, func(one inspection.Inspection) int64 { return one.ID })
		progress, err := inspection.ProgressOf(tx, found...)
		if err != nil {
			return err
		}
		for i := range found {
			shown, err := showInspection(tx, &found[i], progress[found[i].ID])
			if err != nil {
				return err
			}
			list.Items = append(list.Items, shown)
		}
		page = inspectionsPage{Tabs: superviseTabs(tx, "inspections"), Items: list.Items, Pager: r.pager(list.Next), May: inspection.Inspects(tx)}
		if page.May && r.asked("inspection") {
			page.Form, err = r.inspectionForm(tx)
		}
		return err
	})
	return Answer{Page: "inspections", Title: word("自查抽查"), Section: "supervise", View: page, JSON: list, Crumbs: inspectionCrumbs()}, err
}

func inspectionCrumbs(more ...views.Crumb) []views.Crumb {
	list := []views.Crumb{{Name: word("督导"), Link: "/alerts"}, {Name: word("自查抽查")}}
	if len(more) > 0 {
		list[1].Link = "/inspections"
	}
	return append(list, more...)
}

// inspectionForm asks for what no record tells; what is looked at is ticked to begin with.
func (r *Request) inspectionForm(tx *models.Tx) (*views.Form, error) {
	orgs, err := enterable(tx, models.Findings, 0)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	var kinds, points []views.Option
	for _, k := range inspection.Kinds {
		kinds = append(kinds, views.Option{Value: string(k), Name: word(k.String()), Chosen: k == inspection.Self})
	}
	for _, code := range inspection.Points {
		points = append(points, views.Option{Value: code, Name: inspection.Name(code), Chosen: true})
	}
	today := tx.Today()
	f := r.fill(views.Form{ID: "inspection", Title: "布置检查", Action: "/inspections", Button: "布置",
		Text: "普遍自查：范围内每个党支部一行，内容由系统按记录填好，支部只确认或说明。督导抽查：按部门分层随机抽取，种子公开，可重算。",
		Fields: []views.Field{{Name: "kind", Label: "方式", Type: "radio", Must: true, Options: kinds},
			{Name: "name", Label: "名称", Must: true, Hint: "如 2022年上半年组织生活自查"},
			{Name: "org_id", Label: "范围", Type: "select", Options: append([]views.Option{{Name: word("全市")}}, orgs...)},
			{Name: "period", Label: "检查时段", Must: true, Value: string(calendar.Quarterly.Of(today)), Hint: "写作 2022-06、2022-Q2、2022-H1 或 2022"},
			{Name: "due_on", Label: "完成时限", Type: "date", Must: true, Value: string(work.Add(today, 10))},
			{Name: "points", Label: "检查内容", Type: "checkbox", Options: points},
			{Name: "percent", Label: "抽取比例（%）", Type: "number", Value: "20", Hint: "只用于督导抽查"},
			{Name: "avoid", Label: "避开前几轮已抽到的", Type: "number", Value: "2", Hint: "只用于督导抽查；剩余不够抽取时自动少避开几轮"},
			{Name: "seed", Label: "随机种子", Type: "number", Value: fmt.Sprintf("%d%02d", today.Year(), today.Month().Number()), Hint: "只用于督导抽查；印在结果上，任何人可用它重算"}}})
	return &f, nil
}

func (s *Server) createInspection(r *Request) (Answer, error) {
	var form struct {
		Kind    inspection.Kind `form:"kind" json:"kind" binding:"required,max=10" label:"方式"`
		Name    string          `form:"name" json:"name" binding:"required,max=60" label:"名称"`
		OrgID   *int64          `form:"-" json:"org_id"`
		Scope   string          `form:"org_id" json:"-"`
		Period  calendar.Period `form:"period" json:"period" binding:"required,max=10" label:"检查时段"`
		DueOn   calendar.Date   `form:"due_on" json:"due_on" binding:"required,max=10" label:"完成时限"`
		Points  []string        `form:"points" json:"points" binding:"max=20,dive,max=40" label:"检查内容"`
		Percent int             `form:"percent" json:"percent" label:"抽取比例"`
		Avoid   int             `form:"avoid" json:"avoid" label:"避开的轮数"`
		Seed    int64           `form:"seed" json:"seed" label:"随机种子"`
	}
	var made inspectionJSON
	err := r.Form(&form)
	if err == nil {
		err = r.Update(func(tx *models.Tx) error {
			if err := scopeOf(form.Scope, &form.OrgID); err != nil {
				return err
			}
			const standard = 20
			n := &inspection.Inspection{Kind: form.Kind, Name: form.Name, OrgID: form.OrgID, Period: form.Period, DueOn: form.DueOn, Template: strings.Join(form.Points, ","),
				Percent: cmp.Or(form.Percent, standard), Avoid: form.Avoid, Seed: form.Seed}
			if err := inspection.Create(tx, n); err != nil {
				return err
			}
			progress, err := inspection.ProgressOf(tx, *n)
			if err != nil {
				return err
			}
			made, err = showInspection(tx, n, progress[n.ID])
			return err
		})
	}
	if err != nil {
		return r.again("inspection", err, s.listInspections)
	}
	return created(made, fmt.Sprintf("/inspections/%d", made.ID), "已布置检查。"), nil
}

func (s *Server) sampleInspection(r *Request) (Answer, error) {
	var form struct {
		Revision *int `form:"revision" json:"revision" binding:"required" label:"版本"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	a := Answer{Status: http.StatusCreated, Goto: fmt.Sprintf("/inspections/%d", r.ID()), Flash: "已抽取。"}
	return a, r.Update(func(tx *models.Tx) error {
		n, err := inspection.Find(tx, r.ID())
		if err != nil {
			return err
		}
		if err := n.Sample(tx, *form.Revision); err != nil {
			return err
		}
		progress, err := inspection.ProgressOf(tx, *n)
		if err != nil {
			return err
		}
		a.JSON, err = showInspection(tx, n, progress[n.ID])
		return err
	})
}
