package handlers

import (
	"fmt"
	"net/http"
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/views"
)

// businessForm is the business task of a project as it is typed in or sent.
type businessForm struct {
	Name string `form:"business_name" json:"name"`
	Unit string `form:"business_unit" json:"unit"`
}

// business is what the form of a project says about it.
func (f *projectForm) business() project.Business {
	return project.Business{Name: f.Business.Name, Unit: f.Business.Unit, Tags: f.Tags}
}

// isPlaced reports whether the form says anything about the business.
func (f *projectForm) isPlaced() bool { return f.Business != businessForm{} || len(f.Tags) > 0 }

// placed puts the present business of a project into its form, so that what is left out stays.
func (f *projectForm) placed(t project.Together) {
	f.Business = businessForm{t.Task.Name, t.Task.Unit}
	for _, tag := range t.Tags {
		f.Tags = append(f.Tags, tag.ID)
	}
}

// togetherJSON is how a project stands beside the business, as the API shows it.
type togetherJSON struct {
	Business *businessForm `json:"business"` // null for none
	Tags     []tagName     `json:"tags"`
	Count    int           `json:"together"`
	Ticks    []tickJSON    `json:"ticks"`
}

type tagName struct {
	ID      int64           `json:"id"`
	Kind    project.TagKind `json:"kind"`
	Name    string          `json:"name"`
	Retired bool            `json:"retired"`
}

type tickJSON struct {
	Tick    project.Tick   `json:"tick"`
	Name    string         `json:"name"`
	Done    bool           `json:"done"`
	Records []evidenceJSON `json:"records"`
}

// evidenceJSON is the record behind a tick.
type evidenceJSON struct {
	Source string `json:"source"`
	Text   string `json:"text"`
	On     string `json:"on"`
	Link   string `json:"link"`
	LinkID int64  `json:"link_id"` // of a linked meeting, to take it back; 0 for other records

	Remove string `json:"-"`
}

func showTogether(tx *models.Tx, p *project.Project, t *project.Together) togetherJSON {
	v := togetherJSON{Tags: []tagName{}, Ticks: []tickJSON{}}
	if t.Task.Name != "" {
		v.Business, v.Count = &businessForm{t.Task.Name, t.Task.Unit}, t.Count()
	}
	for _, tag := range t.Tags {
		v.Tags = append(v.Tags, tagName{tag.ID, tag.Kind, tag.Name, tag.RetiredOn != "" && tag.RetiredOn <= tx.Today()})
	}
	for _, tick := range project.Ticks {
		one := tickJSON{Tick: tick, Name: tx.Say(tick.String()), Records: []evidenceJSON{}}
		for _, e := range t.Evidence {
			if e.Tick == tick {
				one.Done, one.Records = true, append(one.Records, showEvidence(tx, p, e))
			}
		}
		v.Ticks = append(v.Ticks, one)
	}
	return v
}

// showEvidence says which record stands behind a tick, and where it is.
func showEvidence(tx *models.Tx, p *project.Project, e project.Evidence) evidenceJSON {
	v := evidenceJSON{Source: e.Source, LinkID: e.LinkID, Link: p.Link()}
	day := e.On
	if day == "" && e.At != nil {
		day = tx.DayOf(*e.At)
	}
	v.On = string(day)
	switch e.Source {
	case "approval":
		v.Text = tx.Say("立项审批，连同业务工作一并部署（%s）", e.Who)
		v.Link += "#log"
	case "meeting":
		v.Text = tx.Say("%s %s", e.Who, word(orglife.TypeNames[orglife.Type(e.Text)]))
		v.Link = fmt.Sprintf("/activities/%d", e.ID)
	case "report":
		v.Text = tx.Say("填报进展：%s（%s）", e.Text, e.Who)
		v.Link += fmt.Sprintf("#milestone-%d", e.Place)
	case "round":
		v.Text = tx.Say("提交审核（%s）", e.Who)
		v.Link += fmt.Sprintf("#review-%d", e.ID)
	case "check":
		v.Text = tx.Say("检查：%s（%s）", project.Result(e.Text), e.Who)
		v.Link += "#checks"
	case "verdict":
		v.Text = tx.Say("审核通过（%s）", e.Who)
		v.Link += fmt.Sprintf("#review-%d", e.ID)
	case "acceptance":
		v.Text = tx.Say("验收：%s（%s）", project.Conclusion(e.Text), e.Who)
		v.Link += "#acceptances"
	}
	return v
}

// setBusiness places a project beside the business, also after it has been approved.
func (s *Server) setBusiness(r *Request) (Answer, error) {
	form := struct {
		businessForm
		Tags     []int64 `form:"tags" json:"tags"`
		Revision *int    `form:"revision" json:"revision"`
	}{}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	if form.Revision == nil {
		return Answer{}, needRevision
	}
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		return p.Place(tx, project.Business{Name: form.Name, Unit: form.Unit, Tags: form.Tags}, *form.Revision)
	})
	if err != nil {
		return r.again("business", err, s.showProject)
	}
	return s.projectDone(r, r.ID(), http.StatusOK, "业务关联和标签已保存。")
}

// linkProject names a meeting that deployed the project.
func (s *Server) linkProject(r *Request) (Answer, error) {
	var form struct {
		ActivityID int64 `form:"activity_id" json:"activity_id"`
	}
	if err := r.Form(&form); err != nil {
		return Answer{}, err
	}
	err := r.Update(func(tx *models.Tx) error {
		p, err := project.Find(tx, r.ID())
		if err != nil {
			return err
		}
		a, err := orglife.Find(tx, form.ActivityID)
		if models.KindOf(err) == models.NotFound {
			return models.FailAt(models.Invalid, "activity_id", "没有这次会议，或者不在您的查看范围内，请从列表中选择。")
		}
		if err != nil {
			return err
		}
		_, err = p.LinkMeeting(tx, a.ID, a.Name(), a.State == orglife.Held)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return s.projectDone(r, r.ID(), http.StatusCreated, "已关联会议，作为同部署的记录。")
}

func (s *Server) unlinkProject(r *Request) (Answer, error) {
	var p *project.Project
	err := r.Update(func(tx *models.Tx) error {
		l, err := project.FindLink(tx, r.ID())
		if err != nil {
			return err
		}
		p = l.Project
		return l.Remove(tx)
	})
	if err != nil {
		return Answer{}, err
	}
	return Answer{Goto: p.Link(), Flash: "已取消关联。"}, nil
}

// togetherView is the section of a project's page about the business.
type togetherView struct {
	togetherJSON
	Sum   phrase
	Light lamp
	Acts  []views.Form
}

// together reads the section: one query, and for who may change it two more for what can be chosen.
func together(r *Request, tx *models.Tx, w *project.Whole) (*togetherView, error) {
	t, err := project.TogetherOf(tx, w.ID)
	if err != nil {
		return nil, err
	}
	v := &togetherView{togetherJSON: showTogether(tx, w.Project, &t), Light: lamp{"idle", tx.Say("未关联业务工作")}}
	if v.Business != nil {
		v.Light = lamp{"ok", tx.Say("%d/4 同", v.Count)}
		if missing := t.Missing(); len(missing) > 0 {
			v.Light.Kind, v.Sum = "warn", phrase{"缺%s", language.Join("、", missing)}
		}
	}
	if !w.MayPlace(tx) {
		return v, nil
	}
	for i := range v.Ticks {
		for j := range v.Ticks[i].Records {
			if id := v.Ticks[i].Records[j].LinkID; id != 0 {
				v.Ticks[i].Records[j].Remove = fmt.Sprintf("/links/%d?_method=DELETE", id)
			}
		}
	}
	v.Acts, err = businessActs(r, tx, w, &t)
	return v, err
}

// businessActs are the forms that place a project beside the business and name a meeting.
func businessActs(r *Request, tx *models.Tx, w *project.Whole, t *project.Together) ([]views.Form, error) {
	fields, err := businessFields(tx, w.Project, t)
	if err != nil {
		return nil, err
	}
	meetings, err := orglife.Activities(tx, orglife.Search{State: orglife.Held, To: tx.Today(), Limit: 30})
	if err != nil {
		return nil, err
	}
	acts := []views.Form{r.fill(views.Form{ID: "business", Title: "关联业务工作、标签", Action: w.Link() + "/business?_method=PUT", Button: "保存", Fields: fields,
		Open: r.asked("business"), Hidden: []views.Field{hidden("revision", int64(w.Revision)), hidden("tags", 0)}})}
	if len(meetings) == 0 {
		return acts, nil
	}
	var options []views.Option
	for _, m := range meetings {
		name := phrase{"%s %s %s", m.HeldOn.Short(), m.OrgName, word(orglife.TypeNames[m.Type])}
		if m.Topic != "" {
			name = phrase{"%s：%s", name, m.Topic}
		}
		options = append(options, views.Option{Value: strconv.FormatInt(m.ID, 10), Name: name})
	}
	return append(acts, views.Form{ID: "meeting", Title: "关联会议", Action: w.Link() + "/links", Button: "关联",
		Fields: []views.Field{{Name: "activity_id", Label: "部署这项工作的会议", Type: "select", Options: options, Hint: "选一次已有记录的会议，不用再填一遍"}}}), nil
}

// businessFields ask for the business task and the tags.
func businessFields(tx *models.Tx, p *project.Project, t *project.Together) ([]views.Field, error) {
	tags, err := project.Tags(tx)
	if err != nil {
		return nil, err
	}
	fields := []views.Field{{Name: "business_name", Label: "关联的业务工作", Value: t.Task.Name, Hint: "如 重点项目用地征迁；没有的不填"},
		{Name: "business_unit", Label: "业务部门", Value: t.Task.Unit, Hint: "如 市自然资源和规划局"}}
	for _, kind := range project.TagKinds {
		var options []views.Option
		for i := range tags {
			tag := &tags[i]
			chosen := false
			for _, has := range t.Tags {
				chosen = chosen || has.ID == tag.ID
			}
			if tag.Kind == kind && (chosen || tag.Offers(tx, p.Year)) {
				options = append(options, views.Option{Value: strconv.FormatInt(tag.ID, 10), Name: typed(tag.Name), Chosen: chosen})
			}
		}
		if options != nil {
			fields = append(fields, views.Field{Name: "tags", Key: string(kind) + "-", Label: word(kind.String()), Type: "checkbox", Options: options})
		}
	}
	return fields, nil
}
