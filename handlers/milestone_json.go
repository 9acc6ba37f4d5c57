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
	Light       lightJSON     `json:"light"`
	Timeliness  string        `json:"timeliness"`
	Needs       []int64       `json:"depends_on"`
	Revision    int           `json:"revision"`
}

func showMilestone(tx *models.Tx, m *project.Milestone, holders map[int64]models.Holder) (milestoneJSON, error) {
	light, err := m.Light(tx)
	view := milestoneJSON{ID: m.ID, ProjectID: m.ProjectID, StageID: m.StageID, Seq: m.Seq, Name: m.Name, Goal: m.Goal, Measures: inLines(m.Measures),
		Standard: m.Standard, Owner: showPerson(holders, m.OwnerPostID), Reviewer: showPerson(holders, m.ReviewerPostID),
		StartOn: m.StartOn, DueOn: m.DueOn, FirstDueOn: m.FirstDueOn, OwedOn: m.OwedOn, Extensions: m.Extensions, Weight: m.Weight, Percent: m.Percent,
		TimeShare: m.TimeShare(tx.Today()), State: string(m.State), StateName: m.State.String(), SubmittedAt: instant(tx, m.SubmittedAt), DoneOn: m.DoneOn,
		Light: lightJSON{string(light.Tone), light.Text}, Timeliness: string(m.Timeliness(tx.Today())), Needs: append([]int64{}, m.Needs...), Revision: m.Revision}
	if m.Project != nil {
		view.ProjectName = m.Project.Name
	}
	return view, err
}
