package handlers

import (
	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// milestoneJSON is a stage or a node as the API shows it.
type milestoneJSON struct {
	ID          int64         `json:"id"`
	ProjectID   int64         `json:"project_id"`
	ProjectName string        `json:"project_name,omitempty"`
	StageID     *int64        `json:"stage_id"`
	Seq         int           `json:"seq"`
	Name        string        `json:"name"`
	Goal        string        `json:"goal"`
	Measures    []string      `json:"measures"`
	Standard    string        `json:"standard"`
	Owner       *person       `json:"owner"`
	Reviewer    *person       `json:"reviewer"`
	StartOn     calendar.Date `json:"start_on"`
	DueOn       calendar.Date `json:"due_on"`
	FirstDueOn  calendar.Date `json:"first_due_on"`
	OwedOn      calendar.Date `json:"owed_on"`
	Extensions  int           `json:"extensions"`
	Weight      int           `json:"weight"`
	Percent     int           `json:"percent"`
	TimeShare   int           `json:"time_percent"`
	State       string        `json:"state"`
	StateName   string        `json:"state_name"`
	SubmittedAt string        `json:"submitted_at"`
	DoneOn      calendar.Date `json:"done_on"`
	Light       lamp          `json:"light"`
	Timeliness  string        `json:"timeliness"`
	Needs       []int64       `json:"depends_on"`
	Revision    int           `json:"revision"`
}

func showMilestone(tx *models.Tx, m *project.Milestone, holders map[int64]models.Holder) (milestoneJSON, error) {
	light, err := m.Light(tx)
	view := milestoneJSON{ID: m.ID, ProjectID: m.ProjectID, StageID: m.StageID, Seq: m.Seq, Name: m.Name, Goal: m.Goal, Measures: inLines(m.Measures),
		Standard: m.Standard, Owner: showPerson(holders, m.OwnerPostID), Reviewer: showPerson(holders, m.ReviewerPostID),
		StartOn: m.StartOn, DueOn: m.DueOn, FirstDueOn: m.FirstDueOn, OwedOn: m.OwedOn, Extensions: m.Extensions, Weight: m.Weight, Percent: m.Percent,
		TimeShare: m.TimeShare(tx.Today()), State: string(m.State), StateName: tx.Say(m.State.String()), SubmittedAt: instant(tx, m.SubmittedAt), DoneOn: m.DoneOn,
		Light: showLight(tx, light), Timeliness: string(m.Timeliness(tx.Today())), Needs: append([]int64{}, m.Needs...), Revision: m.Revision, ProjectName: m.ProjectName}
	if m.Project != nil {
		view.ProjectName = m.Project.Name
	}
	return view, err
}

func showMilestones(tx *models.Tx, list []project.Milestone) ([]milestoneJSON, error) {
	var posts []int64
	for _, m := range list {
		posts = append(posts, m.OwnerPostID, m.ReviewerPostID)
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return nil, err
	}
	views := make([]milestoneJSON, len(list))
	for i := range list {
		if views[i], err = showMilestone(tx, &list[i], holders); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// milestoneDetail is a milestone with its rounds and what was reported.
type milestoneDetail struct {
	milestoneJSON
	Rounds  []reviewJSON   `json:"rounds"`
	Reports []progressJSON `json:"progress"`
}

type progressJSON struct {
	ID            int64    `json:"id"`
	Text          string   `json:"text"`
	Percent       int      `json:"percent"`
	MetricCurrent *float64 `json:"metric_current"`
	By            string   `json:"by"`
	At            string   `json:"at"`
}

func showMilestoneDetail(tx *models.Tx, id int64) (view milestoneDetail, err error) {
	const reports = 50
	d, err := project.ShowMilestone(tx, id, reports)
	if err != nil {
		return view, err
	}
	views, err := showMilestones(tx, []project.Milestone{d.Milestone})
	if err != nil {
		return view, err
	}
	view = milestoneDetail{milestoneJSON: views[0], Rounds: []reviewJSON{}, Reports: make([]progressJSON, len(d.Reports))}
	for _, v := range d.Rounds {
		view.Rounds = append(view.Rounds, showReview(tx, v))
	}
	for i, p := range d.Reports {
		view.Reports[i] = progressJSON{p.ID, p.Text, p.Percent, p.MetricCurrent, p.ByName, instant(tx, &p.CreatedAt)}
	}
	return view, nil
}
