package handlers

import (
	"fmt"
	"strconv"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/learning"
	"luoshi/models/project"
	"luoshi/models/supervision"
	"luoshi/views"
)

// findingsPage is the list of problems.
type findingsPage struct {
	Tabs            []views.Tab
	Items           []findingJSON
	Pager           views.Pager
	Chips           []chip
	Words           string
	From, To        calendar.Date
	State           string
	Units           []views.Option
	Sources         []views.Option
	Filtered        bool
	MayEnter, MayDo bool // list a problem; make tasks of some
	Origins         []originCount
}

func (s *Server) listFindings(r *Request) (Answer, error) {
	var page findingsPage
	var list List[findingJSON]
	err := r.View(func(tx *models.Tx) error {
		found, f, err := r.findingsOn(tx)
		if list = found; err != nil || wantsJSON(r.Context) {
			return err
		}
		page = findingsPage{Tabs: r.projectTabs(tx, "findings"), Items: list.Items, Pager: r.pager(list.Next), Words: f.Q, State: r.Query("state"),
			Sources: sourceOptions(f.Source, "全部"), MayEnter: tx.Reaches(models.Enter, models.Findings), MayDo: tx.Reaches(models.Enter, models.Projects)}
		page.Filtered = len(keep(r, "q", "org", "state", "source", "due_from", "due_to")) > 0
		page.From, page.To = f.DueFrom, f.DueTo
		counts, err := supervision.Count(tx, f)
		if err != nil {
			return err
		}
		if page.Units, err = unitsInSight(tx, models.Findings, f.Org); err != nil {
			return err
		}
		page.Chips = findingChips(r, counts)
		page.Origins, err = originCounts(tx, tx.Today().Year())
		return err
	})
	return Answer{Page: "findings", Title: word("整改台账"), Section: "projects", View: page, JSON: list, Ledger: ledgerOf(word("整改台账"), list.Items, findingColumns),
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: word("问题清单")}}}, err
}

func findingChips(r *Request, c supervision.Counts) []chip {
	var list []chip
	for _, one := range []struct {
		name  word
		state string
		count int64
	}{{"全部", "", c.All}, {"待整改", "open", c.Open}, {"整改中", "tasked", c.Tasked}, {"待复核", "handed_in", c.HandedIn}, {"退回整改", "returned", c.Returned},
		{"待销号", "mended", c.Mended}, {"已逾期", "overdue", c.Overdue}, {"已销号", "closed", c.Closed}, {"曾反弹", "reopened", c.Reopened}} {
		query := keep(r, "q", "org", "source", "due_from", "due_to")
		if one.state != "" {
			query.Set("state", one.state)
		}
		list = append(list, chip{Name: one.name, Link: link("/findings", query), Count: one.count, Current: r.Query("state") == one.state})
	}
	return list
}

// unitsInSight are the organisations whose things one sees, to choose one with all below it.
func unitsInSight(tx *models.Tx, object models.Object, chosen *models.Org) ([]views.Option, error) {
	orgs, err := tx.Orgs()
	list := []views.Option{{Name: word("全部"), Chosen: chosen == nil}}
	for _, o := range orgs {
		if tx.CanBelow(models.View, object, &o) {
			list = append(list, views.Option{Value: strconv.FormatInt(o.ID, 10), Name: typed(o.Name), Chosen: chosen != nil && o.ID == chosen.ID})
		}
	}
	return list, err
}

func sourceOptions(chosen project.Origin, none word) []views.Option {
	list := origins(chosen)
	list[0].Name = none
	return list
}

// findingPage is one problem.
type findingPage struct {
	findingJSON
	Training    string // its address
	Steps       []findingStep
	Now         roundJSON   // the attempt under way
	Before      []roundJSON // those decided, the latest first
	MayChange   bool
	TaskLink    string
	LetterDue   []views.Option // that the actor may issue
	MayMeasure  bool
	Measures    views.Form // what is undertaken, when it is to be typed in
	MeasureRows []measureRow
	Forms       []views.Form
	Log         []logEntry
}

func (s *Server) showFinding(r *Request) (Answer, error) {
	var page findingPage
	err := r.View(func(tx *models.Tx) error {
		f, view, err := showFinding(tx, r.ID())
		page.findingJSON = view
		if err != nil {
			return err
		}
		if page.Letters, page.LetterDue, err = lettersOf(tx, f); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Steps = findingSteps(f)
		page.Now, page.Before = underWay(view.Rounds)
		if page.Training, err = trainingLink(tx, f.TrainingID); err != nil {
			return err
		}
		if err := r.fillFinding(tx, &page, f); err != nil {
			return err
		}
		page.Log, err = trailOf(tx, f.Subject())
		return err
	})
	return Answer{Page: "finding", Title: word("问题"), Section: "projects", View: page, JSON: page.findingJSON, Crumbs: findingCrumbs("问题")}, err
}

// fillFinding adds to the page what the actor may do.
func (r *Request) fillFinding(tx *models.Tx, page *findingPage, f *supervision.Finding) error {
	may := f.Allowed(tx)
	page.MayChange, page.MayMeasure = may.Change, may.Undertake
	if may.Task {
		page.TaskLink = f.Link() + "/project"
	}
	revision := []views.Field{hidden("revision", int64(f.Revision))}
	if may.Change && r.asked("edit") {
		fields, err := findingFields(tx, f)
		if err != nil {
			return err
		}
		page.Forms = append(page.Forms, r.fill(views.Form{ID: "edit", Title: "修改问题", Action: f.Link() + "?_method=PATCH", Button: "保存", Hidden: revision, Fields: fields}))
	}
	if may.Undertake && r.asked("measures") {
		page.Measures, page.MeasureRows = r.measuresForm(f, measures(page.Now.Measures))
	}
	if may.Submit {
		page.Forms = append(page.Forms, r.fill(views.Form{ID: "submit", Title: "提交复核", Action: f.Link() + "/submission", Button: "提交复核", Hidden: revision,
			Text: "由发现问题的一方复核；等候复核期间不算逾期。", Fields: []views.Field{{Name: "evidence", Label: "整改情况和佐证", Type: "textarea", Must: true,
				Hint: "写明做了什么、何时、哪里可以查到，不必另附台账"}}}))
	}
	page.Forms = append(page.Forms, r.inspectionForms(f, may)...)
	return nil
}

// trainingLink leads to a training, "" for none or one that is not the actor's to see.
func trainingLink(tx *models.Tx, id *int64) (string, error) {
	if id == nil {
		return "", nil
	}
	_, err := learning.FindTraining(tx, *id)
	if models.KindOf(err) == models.NotFound {
		return "", nil
	}
	return fmt.Sprintf("/trainings/%d", *id), err
}

// trailOf is the trail of a thing as its page shows it, the newest first.
func trailOf(tx *models.Tx, topic string) ([]logEntry, error) {
	const most = 50
	entries, err := tx.History(topic, 0, most)
	var list []logEntry
	for _, e := range entries {
		list = append(list, logEntry{When: when(tx, e.At), Who: e.ActorName, Text: phrase{"%s：%s", word(e.Verb), e.Detail}})
	}
	return list, err
}

// newFinding is the form for a problem; ?org= chooses whose.
func (s *Server) newFinding(r *Request) (Answer, error) {
	var form views.Form
	err := r.View(func(tx *models.Tx) error {
		if !tx.Reaches(models.Enter, models.Findings) {
			return tx.Require(models.Enter, models.Findings, 0)
		}
		f := &supervision.Finding{FoundOn: tx.Today(), Source: project.FromSelf}
		f.OrgID, _ = strconv.ParseInt(r.Query("org"), 10, 64) // none: to be chosen
		fields, err := findingFields(tx, f)
		if err != nil {
			return err
		}
		units, err := enterable(tx, models.Findings, f.OrgID)
		fields = append([]views.Field{{Name: "org_id", Label: "责任单位", Type: "select", Must: true, Options: units}}, fields...)
		form = r.fill(views.Form{ID: "finding", Title: "登记问题", Action: "/findings", Button: "列入清单", Fields: fields})
		return err
	})
	return Answer{Page: "finding_form", Title: word("登记问题"), Section: "projects", View: form, Crumbs: findingCrumbs("登记问题")}, err
}

// findingFields are what is asked about a problem.
func findingFields(tx *models.Tx, f *supervision.Finding) ([]views.Field, error) {
	holders, err := tx.AllHolders()
	return []views.Field{
		{Name: "text", Label: "问题", Type: "textarea", Must: true, Value: f.Text, Hint: "写明谁、什么事、哪里没有做到"},
		{Name: "basis", Label: "依据", Value: f.Basis, Hint: "如 支部工作条例第十二条"},
		{Name: "requirement", Label: "整改要求", Type: "textarea", Value: f.Requirement, Hint: "如 补开支委会，专题研究主题党日"},
		{Name: "source", Label: "来源", Type: "select", Must: true, Options: origins(f.Source)[1:]},
		{Name: "owner_post_id", Label: "责任人", Type: "select", Options: seatOptions(holders, f.OwnerPostID, "由责任单位定")},
		{Name: "found_on", Label: "发现日期", Type: "date", Value: string(f.FoundOn)},
		{Name: "due_on", Label: "整改时限", Type: "date", Value: string(f.DueOn), Hint: "不填则按规定的工作日推算"},
	}, err
}
