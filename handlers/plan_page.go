package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// planPage is a plan: to read, to fill in, or to review.
type planPage struct {
	Tabs      []views.Tab
	Plan      planJSON
	Columns   []orglife.PlanColumn
	Rows      []planRow
	Forms     []string // ways to hold a theme day, to choose from
	Edits     bool
	Reviews   bool
	Withdraws bool
	Deletes   bool
	Typed     views.Form // what is wrong with what was typed
	Reason    string
	Hints     int
}

// planRow is a month on the page.
type planRow struct {
	Month   int
	Cells   []planCell
	Comment string
	Said    string // the reviewer's comment as it is being typed
	Hints   []string
}

type planCell struct {
	ID, Key, Value, Error, List string
	Label                       language.Phrase
	Heading                     language.Word // of the column, where a row is a card
	Most                        int
}

func (s *Server) showPlan(r *Request) (Answer, error) {
	page := planPage{Columns: orglife.PlanColumns, Forms: orglife.Forms}
	err := r.View(func(tx *models.Tx) error {
		p, err := orglife.FindPlan(tx, r.ID())
		if err != nil {
			return err
		}
		if page.Plan, err = showPlan(tx, p); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Tabs = lifeTabs(tx, "plans")
		enters := tx.CanBelow(models.Enter, models.Plans, p.Org)
		page.Edits, page.Withdraws, page.Reviews = enters && p.Fluid(), enters && p.State == orglife.PlanSubmitted, p.Decides(tx)
		page.Deletes = enters && p.Fresh()
		page.fill(r, p)
		return nil
	})
	title := phrase{"%d年主题党日计划", page.Plan.Year}
	return Answer{Page: "plan", Title: title, Section: "orglife", View: page, JSON: page.Plan, Wide: true,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("年度计划"), Link: "/plans"}, {Name: typed(page.Plan.OrgName)}}}, err
}

// fill makes the rows, with what was typed where that was refused.
func (page *planPage) fill(r *Request, p *orglife.Plan) {
	var typed map[string][]string
	var wrong models.FieldErrors
	if r.refused != nil {
		typed, wrong = r.Context.Request.PostForm, r.refused.err.Fields
		page.Typed.Fault = r.refused.err.In(r.Language())
		page.Reason = r.PostForm("reason")
	}
	was := func(key string, month int, saved string) string {
		if list := typed[key]; len(list) == 12 {
			return list[month-1]
		}
		return saved
	}
	for i := range p.Rows {
		m := &p.Rows[i]
		row := planRow{Month: m.Month, Comment: m.Comment, Said: was("comment", m.Month, m.Comment), Hints: page.Plan.Rows[i].Hints}
		page.Hints += len(row.Hints)
		for _, c := range orglife.PlanColumns {
			cell := planCell{ID: fmt.Sprintf("%s-%d", c.Key, m.Month), Key: c.Key, Value: was(c.Key, m.Month, c.Cell(m)), Heading: c.Name, Most: c.Most,
				Label: language.Phrase{"%d月 %s", m.Month, language.Word(c.Name)}}
			if cell.Error = wrong[cell.ID].In(r.Language()); cell.Error != "" {
				page.Typed.Problems = append(page.Typed.Problems, views.FieldProblem{Field: cell.ID, Label: word(cell.Label.In(r.Language())), Message: cell.Error})
			}
			if c.Key == "form" {
				cell.List = "forms"
			}
			row.Cells = append(row.Cells, cell)
		}
		page.Rows = append(page.Rows, row)
	}
	if len(page.Typed.Problems) > 0 {
		page.Typed.Fault = ""
	}
}

// plansPage is the plans of a year of all branches one sees.
type plansPage struct {
	Tabs   []views.Tab
	Year   int
	Due    calendar.Date // the day by which they are owed; "" where they are not
	Years  []views.Option
	States []views.Option // filters; Value is the address
	Plans  []planItem
	Pager  views.Pager
	Wait   []planLine // for the actor's decision
	Import *views.Form
	Starts bool // the actor plans for a branch
}

// planItem is a branch in the list with what the actor may do there.
type planItem struct {
	planLine
	Starts, Repeats bool
}

func (s *Server) listPlans(r *Request) (Answer, error) {
	page, list := plansPage{}, List[planLine]{Items: []planLine{}}
	err := r.View(func(tx *models.Tx) error {
		if err := tx.RequireSight(models.Plans); err != nil {
			return err
		}
		search, err := r.planSearch(tx)
		if err != nil {
			return err
		}
		rows, err := orglife.Plans(tx, search)
		if err != nil {
			return err
		}
		if len(rows) == search.Limit {
			rows = rows[:search.Limit-1]
			list.Next = cursor(rows[len(rows)-1].OrgCode)
		}
		for _, row := range rows {
			list.Items = append(list.Items, showPlanLine(tx, row, search.Year))
		}
		if wantsJSON(r.Context) {
			return nil
		}
		page.Tabs, page.Year, page.Pager = lifeTabs(tx, "plans"), search.Year, r.pager(list.Next)
		page.Years, page.States = planYears(tx, search.Year), planChips(search)
		if page.Due, _, err = orglife.PlanDue(tx, search.Year); err != nil {
			return err
		}
		return page.gather(r, tx, list.Items)
	})
	return Answer{Page: "plans", Title: word("年度计划"), Section: "orglife", View: page, JSON: list,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: word("年度计划")}}}, err
}

// gather adds what the actor may do.
func (page *plansPage) gather(r *Request, tx *models.Tx, items []planLine) error {
	mine, err := orglife.Planners(tx, 500)
	if err != nil {
		return err
	}
	begins := orglife.Plannable(tx, page.Year)
	last := map[int64]bool{}
	if len(mine) > 0 && begins {
		page.Starts = true
		if last, err = orglife.PlannedIn(tx, page.Year-1); err != nil {
			return err
		}
	}
	for _, item := range items {
		own := slices.ContainsFunc(mine, func(o models.Org) bool { return o.ID == item.OrgID })
		page.Plans = append(page.Plans, planItem{item, own && begins && item.ID == 0, own && last[item.OrgID]})
	}
	if page.Starts && r.asked("import") {
		page.Import = importPlanForm(r, mine, page.Year)
	}
	waiting, err := orglife.WaitingPlans(tx)
	for _, w := range waiting {
		page.Wait = append(page.Wait, planLine{ID: w.ID, OrgName: w.OrgName, Year: w.Year, SubmittedBy: w.SubmittedName, SubmittedAt: when(tx, w.SubmittedAt), Revision: w.Revision})
	}
	return err
}

// importPlanForm takes a workbook, or a table pasted from one.
func importPlanForm(r *Request, mine []models.Org, year int) *views.Form {
	branches := []views.Option{{Name: word("按表格标题")}}
	for _, o := range mine {
		branches = append(branches, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Name), Chosen: len(mine) == 1})
	}
	f := r.fill(views.Form{ID: "import", Title: "导入表格", Action: "/plans/import", Button: "导入",
		Text: "原表（月、支委会、主题党日、主题、形式、第二次、兼作）可以整表导入；也可以在表格软件中选中、复制，粘贴到下面。",
		Fields: []views.Field{{Name: "org_id", Label: "党支部", Type: "select", Options: branches}, {Name: "year", Label: "年度", Type: "number", Value: strconv.Itoa(year)},
			{Name: "file", Label: "表格文件", Type: "file", Hint: "xlsx 或 csv"}, {Name: "text", Label: "或粘贴表格", Type: "textarea"}}})
	return &f
}

// planSearch reads which plans a list shows from the address.
func (r *Request) planSearch(tx *models.Tx) (search orglife.PlanSearch, err error) {
	q := newSieve(r)
	search = orglife.PlanSearch{Year: q.year("year"), OrgID: q.number("org"), State: oneOf(q, "state", append([]orglife.PlanState{orglife.PlanMissing}, orglife.PlanStates...)...)}
	if search.Year == 0 {
		search.Year = tx.Today().Year()
	}
	if !wantsJSON(r.Context) {
		q.text("form")
	}
	paging, err := r.paging(1)
	if err != nil {
		return search, err
	}
	if search.Limit = paging.Limit + 1; paging.After != nil {
		search.After = paging.After[0]
	}
	return search, q.err()
}

func planYears(tx *models.Tx, chosen int) []views.Option {
	this := tx.Today().Year()
	var list []views.Option
	for year := this - 1; year <= this+1; year++ {
		list = append(list, views.Option{Value: "/plans?year=" + strconv.Itoa(year), Name: typed(strconv.Itoa(year)), Chosen: year == chosen})
	}
	return list
}

func planChips(s orglife.PlanSearch) []views.Option {
	here := fmt.Sprintf("/plans?year=%d", s.Year)
	list := []views.Option{{Name: word("全部"), Value: here, Chosen: s.State == ""}, {Name: noPlan, Value: here + "&state=missing", Chosen: s.State == orglife.PlanMissing}}
	for _, state := range orglife.PlanStates {
		list = append(list, views.Option{Name: word(state.String()), Value: here + "&state=" + string(state), Chosen: s.State == state})
	}
	return list
}
