package handlers

import (
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// person is a post with who holds it, as the API shows it.
type person struct {
	PostID int64  `json:"post_id"`
	Name   string `json:"name"` // "" while the post is vacant
	Post   string `json:"post"`
}

func showPerson(holders map[int64]models.Holder, id int64) *person {
	h, ok := holders[id]
	if !ok {
		return nil
	}
	return &person{PostID: id, Name: h.MemberName, Post: h.Title()}
}

// projectLine is a project in a list.
type projectLine struct {
	ID         int64         `json:"id"`
	Year       int           `json:"year"`
	Code       string        `json:"code"`
	Name       string        `json:"name"`
	Type       string        `json:"type"`
	TypeName   string        `json:"type_name"`
	Category   string        `json:"category"`
	Origin     string        `json:"origin"` // "" when none is noted
	OriginName string        `json:"origin_name"`
	OrgID      int64         `json:"org_id"`
	OrgName    string        `json:"org_name"`
	Owner      *person       `json:"owner"`
	StartOn    calendar.Date `json:"start_on"`
	DueOn      calendar.Date `json:"due_on"`
	FirstDueOn calendar.Date `json:"first_due_on"`
	Extensions int           `json:"extensions"`
	State      string        `json:"state"`
	StateName  string        `json:"state_name"`
	Percent    int           `json:"percent"`
	TimeShare  int           `json:"time_percent"`
	Light      lamp          `json:"light"`
	Revision   int           `json:"revision"`
	ParentID   *int64        `json:"parent_id"` // the task it is a part of
}

func projectLines(tx *models.Tx, list []project.Project) ([]projectLine, error) {
	var posts []int64
	for _, p := range list {
		posts = append(posts, p.OwnerPostID)
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return nil, err
	}
	lines := make([]projectLine, len(list))
	if err := project.AddParts(tx, list); err != nil {
		return nil, err
	}
	for i := range list {
		if lines[i], err = showProjectLine(tx, &list[i], list[i].Milestones, holders); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func showProjectLine(tx *models.Tx, p *project.Project, milestones []project.Milestone, holders map[int64]models.Holder) (projectLine, error) {
	light, err := p.Light(tx, milestones)
	line := projectLine{ID: p.ID, Year: p.Year, Code: p.Code, Name: p.Name, Type: string(p.Type), TypeName: tx.Say(p.Type.String()), Category: p.Category,
		Origin: string(p.Origin), OriginName: tx.Say(p.Origin.String()),
		OrgID: p.OrgID, OrgName: p.Org.Name, Owner: showPerson(holders, p.OwnerPostID), StartOn: p.StartOn, DueOn: p.DueOn, FirstDueOn: p.FirstDueOn,
		Extensions: p.Extensions, State: string(p.State), StateName: tx.Say(p.State.String()), Percent: p.Percent(milestones),
		TimeShare: p.TimeShare(tx.Today()), Light: showLight(tx, light), Revision: p.Revision}
	if p.ParentID != 0 {
		line.ParentID = &p.ParentID
	}
	return line, err
}

// projectJSON is a whole project.
type projectJSON struct {
	projectLine
	Objective   string          `json:"objective"`
	Measures    []string        `json:"measures"`
	Target      string          `json:"target"`
	Metric      *metricForm     `json:"metric"`
	Reviewer    *person         `json:"reviewer"`
	Leader      *person         `json:"leader"`
	Cooperating []orgJSON       `json:"cooperating"`
	Reason      string          `json:"reason"`
	ClosedOn    calendar.Date   `json:"closed_on"`
	Stages      []milestoneJSON `json:"stages"`
	Nodes       []milestoneJSON `json:"nodes"`
	Acceptance  *acceptanceForm `json:"acceptance"` // the latest
	Source      sourceRef       `json:"source"`
	togetherJSON
	ReceiptDue calendar.Date `json:"receipt_due_on"`
	ReceivedAt string        `json:"received_at"`
	Part       *partJSON     `json:"part"`  // what it is of another's task
	Parts      *partsJSON    `json:"parts"` // what it was decomposed into
}

type orgJSON struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func showProject(tx *models.Tx, id int64) (view projectJSON, err error) {
	p, err := project.Find(tx, id)
	if err != nil {
		return view, err
	}
	milestones, err := p.All(tx)
	if err != nil {
		return view, err
	}
	needs, err := p.NeedsOf(tx)
	if err != nil {
		return view, err
	}
	partners, err := p.Partners(tx)
	if err != nil {
		return view, err
	}
	posts := []int64{p.OwnerPostID, p.ReviewerPostID, p.LeaderPostID}
	for i := range milestones {
		milestones[i].Needs = needs[milestones[i].ID]
		posts = append(posts, milestones[i].OwnerPostID, milestones[i].ReviewerPostID)
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return view, err
	}
	line, err := showProjectLine(tx, p, milestones, holders)
	if err != nil {
		return view, err
	}
	view = projectJSON{projectLine: line, Objective: p.Objective, Measures: inLines(p.Measures), Target: p.Target, Reason: tx.Say("%s", p.Reason), ClosedOn: p.ClosedOn,
		Reviewer: showPerson(holders, p.ReviewerPostID), Leader: showPerson(holders, p.LeaderPostID),
		Cooperating: []orgJSON{}, Stages: []milestoneJSON{}, Nodes: []milestoneJSON{}}
	if err := view.addParts(tx, p); err != nil {
		return view, err
	}
	if p.Metric.Name != "" {
		m := metricForm(p.Metric)
		view.Metric = &m
	}
	if view.Source, err = sourceOf(tx, p); err != nil {
		return view, err
	}
	placed, err := project.TogetherOf(tx, p.ID)
	if err != nil {
		return view, err
	}
	view.togetherJSON = showTogether(tx, p, &placed)
	accepted, err := p.Acceptances(tx)
	if err != nil {
		return view, err
	}
	if len(accepted) > 0 {
		a := accepted[0]
		view.Acceptance = &acceptanceForm{a.Outcome, a.Evidence, satisfactionForm(a.Satisfaction), a.Conclusion, a.Reason, a.Experience}
	}
	for _, o := range partners {
		if !o.IsLead {
			view.Cooperating = append(view.Cooperating, orgJSON{o.OrgID, o.Org.Name})
		}
	}
	for i := range milestones {
		m, err := showMilestone(tx, &milestones[i], holders)
		if err != nil {
			return view, err
		}
		if milestones[i].IsStage() {
			view.Stages = append(view.Stages, m)
		} else {
			view.Nodes = append(view.Nodes, m)
		}
	}
	return view, nil
}

// instant is a moment as the API shows it.
func instant(tx *models.Tx, at *time.Time) string {
	if at == nil {
		return ""
	}
	return tx.Local(*at).Format(time.RFC3339)
}
