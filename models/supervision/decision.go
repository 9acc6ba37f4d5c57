package supervision

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// Decision is one thing a meeting decided, and the project it became.
type Decision struct {
	Text    string
	Project *project.Project // nil while there is none, or none the actor may see
}

// Decisions lists what a meeting decided, one a line of its record, with what
// has become of it as far as the actor may see.
func Decisions(tx *models.Tx, a *orglife.Activity) ([]Decision, error) {
	if a.State != orglife.Held || strings.TrimSpace(a.Decisions) == "" {
		return nil, nil
	}
	made, err := project.OfActivities(tx, []int64{a.ID})
	return decided(a, made), err
}

// DecidedAt lists what each of several meetings decided, in one query.
func DecidedAt(tx *models.Tx, meetings []orglife.ActivityRow) ([][]Decision, error) {
	ids := []int64{0}
	for _, a := range meetings {
		ids = append(ids, a.ID)
	}
	made, err := project.OfActivities(tx, ids)
	list := make([][]Decision, len(meetings))
	for i := range meetings {
		list[i] = decided(&meetings[i].Activity, made)
	}
	return list, err
}

// decided reads the lines of a record beside the projects that were made of them.
func decided(a *orglife.Activity, made []project.Project) (list []Decision) {
	for _, text := range strings.Split(a.Decisions, "\n") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		d := Decision{Text: text}
		if i := slices.IndexFunc(made, func(p project.Project) bool { return *p.ActivityID == a.ID && p.Objective == text }); i >= 0 {
			d.Project = &made[i]
		}
		list = append(list, d)
	}
	return list
}

// TaskDecision makes a draft of a project from one decision of a meeting, as it
// stands in the record; each knows the other from then on.
func TaskDecision(tx *models.Tx, a *orglife.Activity, text string) (*project.Project, error) {
	list, err := Decisions(tx, a)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(d Decision) bool { return d.Text == strings.TrimSpace(text) })
	if at < 0 {
		return nil, models.FailAt(models.Invalid, "decision", "请从会议记录的议定事项中选择一项。")
	}
	made, err := models.In[project.Project](tx).Select("id, code, objective").Where("activity_id = ?", a.ID).Find(tx.Ctx)
	if err != nil {
		return nil, err
	}
	code := ""
	for n := 1; code == ""; n++ {
		code = fmt.Sprintf("HY%d-%d", a.ID, n)
		for _, p := range made {
			if p.Objective == list[at].Text {
				return nil, models.Fail(models.Conflict, "这项议定事项已转为项目%s。", p.Code)
			}
			if p.Code == code {
				code = ""
			}
		}
	}
	p := &project.Project{Year: tx.Today().Year(), Code: code, Name: headline(list[at].Text), Origin: project.FromDecision, ActivityID: &a.ID,
		Objective: list[at].Text, OrgID: a.OrgID, StartOn: tx.Today()}
	return p, project.Create(tx, p, nil, nil)
}
