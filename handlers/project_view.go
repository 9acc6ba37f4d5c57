package handlers

import (
	"fmt"
	"strconv"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
	"luoshi/views"
)

// projectView is the page of one project.
type projectView struct {
	ID                               int64
	Subject                          string // in discussion: "projects/3"
	Code, Name, Reason               string
	Sub                              phrase
	State                            word
	Labels                           []language.Text
	Light                            lamp
	Five                             fiveView
	Steps                            []stepView
	Acts                             []views.Form
	Stages                           []stageView
	RoadNote                         phrase
	Rounds                           []roundView
	Clocks                           []clockView
	Source                           sourceRef
	Checks                           []checkView
	Extensions                       []extensionView
	Acceptances                      []acceptanceView
	Log                              []logEntry
	LogNext, EditLink, TimetableLink string
	Flash                            string
	MainForm                         string // id of the form that is the next step
	Together                         *togetherView
	Handed                           *handedView
	Pieces                           *piecesView
	DispatchLink                     string
}

type fiveView struct {
	What                   string
	How                    []string
	Unit, Reviewer, Leader string
	Partners               phrase
	Owner                  phrase
	PartnersSum            phrase // in place of a long list
	Target                 string
	Metric, Due, FirstDue  phrase
	Done, Time             int
	Bar                    string
}

type stepView struct {
	Name  word
	Class string
}

type stageView struct {
	ID                                int64
	Class, Mark, Name                 string
	Weight, From, Due, FirstDue, Left phrase
	Light                             lamp
	Goal, Standard                    string
	Owner, After, Rounds              phrase
	Measures                          []string
	Running                           bool
	Done, Time                        int
	Bar                               string
	Nodes                             []nodeView
	Open                              int
	Forms                             []views.Form
}

type nodeView struct {
	ID                       int64
	Name                     string
	Owner, Due, Asked, First phrase
	Percent                  int
	Light                    lamp
	Forms                    []views.Form
}

// projectPage is the page of one project for a browser.
func (s *Server) projectPage(r *Request, id int64) (Answer, error) {
	var view projectView
	err := r.View(func(tx *models.Tx) error {
		w, err := project.FindWhole(tx, id)
		if err != nil {
			return err
		}
		view, err = showWhole(r, tx, &w)
		return err
	})
	return Answer{Page: "project", Part: "project", Title: typed(view.Code + " " + view.Name), Section: "projects", View: view,
		Crumbs: []views.Crumb{{Name: word("项目"), Link: "/projects"}, {Name: typed(view.Code + " " + view.Name)}}}, err
}

func showWhole(r *Request, tx *models.Tx, w *project.Whole) (v projectView, err error) {
	light, err := w.Light(tx, w.Milestones)
	if err != nil {
		return v, err
	}
	v = projectView{ID: w.ID, Subject: w.Subject(), Code: w.Code, Name: w.Name, State: word(w.State.String()), Reason: tx.Say("%s", w.Reason), Light: showLight(tx, light), Five: five(tx, w, light),
		Steps: steps(w.State, w.Part != nil), TimetableLink: fmt.Sprintf("/projects/timetable?year=%d&q=%s", w.Year, escape(w.Code))}
	v.Labels = append(v.Labels, typed(w.Code))
	if w.Category != "" || w.Type != "" {
		v.Labels = append(v.Labels, kindOf(w.Project))
	}
	if p := w.Project; p.Origin != "" {
		v.Labels = append(v.Labels, word(p.Origin.String()))
	}
	v.Sub = phrase{"%d年度党建项目 · %s — %s · 牵头 %s", w.Year, dueOn(w.StartOn), dueOn(w.DueOn), v.Five.Owner}
	if v.Five.Reviewer != "" {
		v.Sub = phrase{"%s · 审核 %s", v.Sub, v.Five.Reviewer}
	}
	allowed := w.Allowed(tx)
	if allowed.Edit {
		v.EditLink = fmt.Sprintf("/projects/%d/edit", w.ID)
	}
	v.Acts = projectForms(tx, w, allowed)
	v.addParts(tx, w)
	if v.Stages, v.RoadNote, err = road(tx, w); err != nil {
		return v, err
	}
	if v.Source, err = sourceOf(tx, w.Project); err != nil {
		return v, err
	}
	if v.Clocks, err = clocks(tx, w); err != nil {
		return v, err
	}
	v.Rounds, v.Checks = roundsOf(tx, w), checksOf(tx, w)
	v.Extensions, v.Acceptances = extensionsOf(tx, w), acceptancesOf(tx, w)
	if v.Log, v.LogNext, err = logOf(r, tx, w); err != nil {
		return v, err
	}
	if v.Together, err = together(r, tx, w); err != nil {
		return v, err
	}
	v.finish(r)
	return v, nil
}

func five(tx *models.Tx, w *project.Whole, light project.Light) fiveView {
	f := fiveView{What: w.Objective, How: inLines(w.Measures), Unit: unitOf(w.Org), Owner: holderName(w.Holders[w.OwnerPostID]), Target: w.Target,
		Due: phrase{"未定"}, Done: w.Percent(tx), Time: w.TimeShare(tx.Today()), Bar: barOf(light)}
	if w.DueOn != "" {
		f.Due = w.DueOn.Long()
	}
	f.Reviewer, f.Leader = w.Holders[w.ReviewerPostID].MemberName, w.Holders[w.LeaderPostID].MemberName
	var partners []string
	for _, o := range w.Partners {
		if !o.IsLead && o.Org != nil {
			partners = append(partners, o.Org.Name)
		}
	}
	f.Partners = language.Join("、", partners)
	if len(partners) > 6 {
		f.PartnersSum = phrase{"配合 %d 个组织", len(partners)}
	}
	if m := w.Metric; m.Name != "" {
		f.Metric = phrase{"%s：现 %s，目标 %s%s", m.Name, number(m.Current), number(m.Target), m.Unit}
	}
	if w.FirstDueOn != w.DueOn && w.FirstDueOn.Valid() {
		f.FirstDue = w.FirstDueOn.Short()
	}
	return f
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func barOf(l project.Light) string {
	if l.Tone == project.Warn || l.Tone == project.Late {
		return string(l.Tone)
	}
	return ""
}

// course is the way of a project, as its page shows it.
var course = []project.State{project.Draft, project.Submitted, project.Approved, project.InProgress, project.UnderCheck, project.Improving, project.PendingAcceptance, project.Closed}

// partCourse is that of a part, which is signed for rather than applied for.
var partCourse = append([]project.State{project.HandedDown}, course[2:]...)

func steps(now project.State, part bool) (list []stepView) {
	class, way := "done", course
	if part {
		way = partCourse
	}
	for _, s := range way {
		switch {
		case s == now, now == project.Returned && s == project.Draft:
			list = append(list, stepView{word(s.String()), "now"})
			class = ""
			continue
		case now == project.Suspended:
			class = ""
		}
		list = append(list, stepView{word(s.String()), class})
	}
	return list
}
