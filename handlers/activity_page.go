package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/views"
)

// activityPage is one activity: to read, or as a form for who keeps the branch's records.
type activityPage struct {
	Title     language.Text
	Sub       phrase
	Saved     *activityJSON // as it is on record; nil for a new one
	Form      *views.Form   // nil for who may only read
	Short     []views.Field // the form's fields, the short ones first
	Long      []views.Field
	More      []views.Field     // what need not be said
	Same      []language.Phrase // hints of one form month after month
	Turnout   *turnoutView      // who came; nil for a plan
	Roster    []views.Field     // who of the branch is absent; nil for a plan
	Expected  int
	Exempt    int
	Switch    []views.Option // 直接记录 or 先安排; Value is the address
	Branches  []views.Option // to choose from, when the branch is still open
	Delete    string
	Decisions []decisionView // with the projects they became
	Change    *views.Form    // to ask for a change
	Asks      string         // where to ask for one; "" for who may not
	Petitions []petitionJSON
}

// newActivity is the form for a new activity: ?org=&type=&date=, and plan=1 to plan one.
func (s *Server) newActivity(r *Request) (Answer, error) {
	id, _ := strconv.ParseInt(r.givenAs("org", "org_id"), 10, 64) // what is no number is no branch
	a := orglife.Activity{OrgID: id, Type: orglife.Type(r.given("type")), HeldOn: calendar.Date(r.givenAs("date", "held_on")), State: orglife.Held, StartsAt: "15:00"}
	if !a.Type.Held() {
		a.Type = orglife.ThemeDay
	}
	var page activityPage
	var looksOn bool
	err := r.View(func(tx *models.Tx) error {
		if r.given("plan") != "" || r.refused == nil && a.HeldOn.Valid() && a.HeldOn > tx.Today() {
			a.State = orglife.Planned
		}
		mine, err := orglife.MyBranches(tx, a.Type, 200)
		if err != nil {
			return err
		}
		if a.OrgID == 0 && len(mine) == 1 {
			a.OrgID = mine[0].ID
		}
		if a.OrgID == 0 {
			for _, o := range mine {
				page.Branches = append(page.Branches, views.Option{Value: orglife.NewLink(o.ID, a.Type, a.HeldOn), Name: typed(o.Code + " " + o.Name)})
			}
			page.Title = word("选择党支部")
			return nil
		}
		org, err := orglife.Branch(tx, a.OrgID)
		if err != nil {
			return err
		}
		if err := a.MayEnter(tx); err != nil && r.refused == nil {
			looksOn = models.KindOf(err) == models.Forbidden
			return err
		}
		if a.HeldOn == "" && a.State == orglife.Held {
			a.HeldOn = tx.Today()
		}
		here := orglife.NewLink(a.OrgID, a.Type, "")
		page.Switch = []views.Option{{Name: word("直接记录"), Value: here, Chosen: a.State == orglife.Held}, {Name: word("先安排"), Value: here + "&plan=1", Chosen: a.State == orglife.Planned}}
		page.Title = phrase{map[orglife.Stage]string{orglife.Held: "记录%s", orglife.Planned: "安排%s"}[a.State], word(orglife.TypeNames[a.Type])}
		page.Sub, err = r.about(tx, org, a.HeldOn)
		if err != nil {
			return err
		}
		return r.fillActivity(tx, &page, &a, org)
	})
	if looksOn { // a reminder brought one here who only looks after the branch
		return Answer{Goto: fmt.Sprintf("/activities?org=%d", a.OrgID)}, nil
	}
	return activityAnswer(page), err
}

func (s *Server) showActivity(r *Request) (Answer, error) {
	var page activityPage
	err := r.View(func(tx *models.Tx) error {
		a, err := orglife.Find(tx, r.ID())
		if err != nil {
			return err
		}
		org, err := orglife.Branch(tx, a.OrgID)
		if err != nil {
			return err
		}
		saved := showActivity(tx, a, org)
		keeps := a.MayEnterFor(tx, org) == nil
		if page.Decisions, err = decisionsOf(tx, a, org, keeps); err != nil {
			return err
		}
		saved.Projects, saved.Assignments = projectsOf(page.Decisions), assignmentsOf(page.Decisions)
		if saved.Upload, err = uploadPartOf(tx, a, org); err != nil {
			return err
		}
		if saved.Procedure, err = procedureOf(tx, a, org, keeps); err != nil {
			return err
		}
		page.Turnout = turnoutOf(a, keeps)
		page.Saved, page.Title = &saved, phrase{"%s", a.Name()}
		if page.Sub, err = r.about(tx, org, a.HeldOn); err != nil || wantsJSON(r.Context) {
			return err
		}
		if err := r.petitionsOf(tx, &page, a); err != nil || !keeps {
			return err
		}
		page.Delete = fmt.Sprintf("/activities/%d?_method=DELETE&revision=%d", a.ID, a.Revision)
		if a.State == orglife.Planned && a.HeldOn <= tx.Today() {
			a.State = orglife.Held // the day has come: the form asks for the record
		}
		return r.fillActivity(tx, &page, a, org)
	})
	answer := activityAnswer(page)
	if page.Saved != nil {
		answer.JSON = *page.Saved
	}
	return answer, err
}

// petitionsOf shows what was asked about the activity, and offers to ask.
func (r *Request) petitionsOf(tx *models.Tx, page *activityPage, a *orglife.Activity) error {
	if !tx.Sees(models.Changes) {
		return nil
	}
	list, err := orglife.Petitions(tx, orglife.PetitionSearch{ActivityID: a.ID, Limit: 20})
	if err != nil {
		return err
	}
	for i := range list {
		page.Petitions = append(page.Petitions, showPetition(tx, &list[i]))
	}
	if a.State != orglife.Planned || len(list) > 0 && list[0].State == orglife.PetitionWaiting {
		return nil
	}
	may, err := orglife.Asks(tx, []int64{a.OrgID})
	switch {
	case !may[a.OrgID]:
	case r.asked("change"):
		page.Change = r.changeForm(a)
	default:
		page.Asks = fmt.Sprintf("/activities/%d?form=change#form-change", a.ID)
	}
	return err
}

func activityAnswer(page activityPage) Answer {
	return Answer{Page: "activity", Title: page.Title, Section: "orglife", View: page,
		Crumbs: []views.Crumb{{Name: word("组织生活"), Link: "/activities"}, {Name: page.Title}}}
}

// about is the line under the heading: whose it is, and when the branch meets.
func (r *Request) about(tx *models.Tx, org *models.Org, day calendar.Date) (phrase, error) {
	if !day.Valid() {
		day = tx.Today()
	}
	fixed, err := orglife.FixedDayOf(tx, org, day.Month())
	if err != nil || fixed == "" {
		return phrase{"%s", org.Name}, err
	}
	return phrase{"%s · 固定日%s，%s为%s", org.Name, org.FixedDay, day.Month().Short(), fixed.WithWeekday()}, nil
}

// fillActivity makes the form of an activity with its roster.
func (r *Request) fillActivity(tx *models.Tx, page *activityPage, a *orglife.Activity, org *models.Org) error {
	held := a.State == orglife.Held
	f := views.Form{ID: "activity", Action: "/activities", Button: "保存", Hidden: []views.Field{hidden("org_id", a.OrgID), {Name: "type", Value: string(a.Type)}}}
	if a.ID != 0 {
		f.Action = fmt.Sprintf("/activities/%d?_method=PATCH", a.ID)
		f.Hidden = []views.Field{hidden("revision", int64(a.Revision))}
		if held && page.Saved.State == orglife.Planned {
			f.Action = fmt.Sprintf("/activities/%d/record", a.ID)
		}
	}
	if held {
		f.Hidden = append(f.Hidden, views.Field{Name: "held", Value: "true"})
	} else {
		f.Hidden = append(f.Hidden, views.Field{Name: "plan", Value: "1"})
	}
	f.Fields = []views.Field{{Name: "held_on", Label: "日期", Type: "date", Value: string(a.HeldOn), Must: true},
		{Name: "starts_at", Label: "开始时间", Type: "time", Value: a.StartsAt, Must: true}, {Name: "place", Label: "地点", Value: a.Place, Must: true}}
	if held {
		f.Fields = append(f.Fields, views.Field{Name: "host", Label: "主持人、记录人", Value: a.Host, Must: true})
	}
	f.Fields = append(f.Fields, views.Field{Name: "topic", Label: "主题", Value: a.Topic, Must: a.Type == orglife.ThemeDay})
	short := len(f.Fields)
	if held {
		missed, err := missedPeriods(tx, a, org)
		if err != nil {
			return err
		}
		f.Fields = append(f.Fields,
			views.Field{Name: "content", Label: "议题、内容", Type: "textarea", Value: a.Content, Must: true},
			views.Field{Name: "decisions", Label: "议定事项", Type: "textarea", Value: a.Decisions, Must: true, Hint: "没有的写“无”"},
			views.Field{Name: "next_step", Label: "下一步", Type: "textarea", Value: a.NextStep, Must: true, Hint: "做什么、谁负责、何时完成；没有的写“无”"})
		if len(missed) > 1 {
			f.Fields = append(f.Fields, views.Field{Name: "makes_up", Label: "补开哪个时段", Type: "select", Options: missed, Hint: "只列出上级已同意补开的"})
		}
	}
	if may := a.Type.MayAlso(); held && len(may) > 0 {
		f.Hidden = append(f.Hidden, views.Field{Name: "also"}) // so that no tick is said too
		ticks := views.Field{Name: "also", Label: "兼作", Type: "checkbox", Hint: "一次活动可同时完成几项，不重复填报；支委会应单独召开"}
		for _, t := range may {
			ticks.Options = append(ticks.Options, views.Option{Value: string(t), Name: word(orglife.TypeNames[t]), Chosen: slices.Contains(a.Also, t)})
		}
		f.Fields = append(f.Fields, ticks)
	}
	long := len(f.Fields)
	more := long
	if held && a.HeldOn.Valid() {
		roster, err := orglife.Roster(tx, org, a.Type, a.HeldOn)
		if err != nil {
			return err
		}
		optional, err := page.more(tx, a, roster)
		if err != nil {
			return err
		}
		f.Fields = append(f.Fields, optional...)
		more = len(f.Fields)
		f.Fields = append(f.Fields, page.attend(roster, a)...)
	}
	f = r.fill(f)
	page.Form, page.Short, page.Long, page.More, page.Roster = &f, f.Fields[:short], f.Fields[short:long], f.Fields[long:more], f.Fields[more:]
	// Those named absent come first, where they can be checked at a glance.
	slices.SortStableFunc(page.Roster, func(x, y views.Field) int { return away(y) - away(x) })
	return nil
}

// attend asks for each of the roster who is expected whether they were absent, and why.
func (p *activityPage) attend(roster []orglife.Attendant, a *orglife.Activity) (list []views.Field) {
	named := map[int64]string{}
	for _, b := range a.Absences {
		named[b.MemberID] = b.Reason
	}
	for _, m := range roster {
		if m.Exemption != "" {
			p.Exempt++
			continue
		}
		p.Expected++
		id := strconv.FormatInt(m.MemberID, 10)
		one := views.Field{Name: "absent", Key: "m" + id + "-", Of: phrase{"缺席人员"}, Label: word(m.Name), Type: "select", Options: []views.Option{{Name: word("到会")}}}
		for _, reason := range orglife.ReasonsFor(a.Type) {
			one.Options = append(one.Options, views.Option{Value: id + "/" + reason, Name: word(reason), Chosen: named[m.MemberID] == reason})
		}
		list = append(list, one)
	}
	return list
}

func away(f views.Field) int {
	if strings.Join(f.Values(), "") != "" {
		return 1
	}
	return 0
}

// missedPeriods are the periods that the activity has leave to make up for.
func missedPeriods(tx *models.Tx, a *orglife.Activity, org *models.Org) ([]views.Option, error) {
	periods, err := orglife.MayMakeUp(tx, org.ID, a.Type)
	if a.MakesUp != "" && !slices.Contains(periods, a.MakesUp) {
		periods = append(periods, a.MakesUp)
	}
	list := []views.Option{{Name: word("不是补开")}}
	for _, p := range periods {
		list = append(list, views.Option{Value: string(p), Name: p.Long(), Chosen: p == a.MakesUp})
	}
	return list, err
}
