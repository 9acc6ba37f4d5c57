package supervision

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/models"
	"luoshi/models/project"
)

// Task makes a draft of a project from the problem: text, organisation, owner
// and due date are carried over, and each knows the other from then on.
func (f *Finding) Task(tx *models.Tx) (*project.Project, error) {
	if err := f.allow(Tasked); err != nil {
		return nil, err
	}
	p := &project.Project{Code: f.taskCode(), Name: headline(f.Text), Type: project.Rectification, Origin: f.Source, FindingID: &f.ID,
		Objective: f.Text, OrgID: f.OrgID, OwnerPostID: f.OwnerPostID, StartOn: min(tx.Today(), f.DueOn), DueOn: f.DueOn}
	if err := project.Create(tx, p, nil, nil); err != nil {
		return nil, err
	}
	n, err := models.In[Finding](tx).Where("id = ? AND revision = ?", f.ID, f.Revision).
		Set(models.Assign("project_id", p.ID), models.Assign("revision", f.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, models.Stale
	}
	f.ProjectID, f.Project, f.Revision = &p.ID, p, f.Revision+1
	return p, f.record(tx, "转为项目", p.Code+" "+p.Name, "")
}

// taskCode is the code of the task; of a problem that came back, one that is free.
func (f *Finding) taskCode() string {
	if f.Reopens == 0 {
		return fmt.Sprintf("ZG%d", f.ID)
	}
	return fmt.Sprintf("ZG%d-%d", f.ID, f.Reopens+1)
}

// TaskAll makes a task of each of the problems, or of none.
func TaskAll(tx *models.Tx, ids []int64) ([]project.Project, error) {
	list, err := Chosen(tx, ids)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, models.FailAt(models.Invalid, "ids", "请先选择问题，再转为整改项目。")
	}
	var made []project.Project
	for i := range list {
		p, err := list[i].Task(tx)
		if err != nil {
			return nil, err
		}
		made = append(made, *p)
	}
	return made, nil
}

// headline is a text as the name of a project.
func headline(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	const most = 100
	if utf8.RuneCountInString(first) <= most {
		return first
	}
	return string([]rune(first)[:most-1]) + "…"
}

// owes reports whether the actor owes the mending: by the post that was named or
// owns the task, or while nobody is named by a post in the organisation itself.
func (f *Finding) owes(tx *models.Tx) bool {
	owner := int64(0)
	if f.Project != nil {
		owner = f.Project.OwnerPostID
	}
	if tx.Actor.Holds(f.OwnerPostID) || tx.Actor.Holds(owner) {
		return true
	}
	return f.OwnerPostID == 0 && owner == 0 && slices.ContainsFunc(tx.Actor.Posts, func(p models.HeldPost) bool { return p.OrgID == f.OrgID })
}

// allow stops a move the table does not have, in words.
func (f *Finding) allow(to State) error {
	if slices.Contains(moves[f.State()], to) {
		return nil
	}
	return models.Fail(models.Conflict, "问题%s当前为“%s”，不能再变为“%s”。", f.about(), f.State(), to)
}

// Allowed is what the actor may do to a problem as it stands: what its page
// offers. The verbs themselves decide.
type Allowed struct{ Change, Task, Undertake, Submit, Return, Close, Lookback bool }

// Allowed is what the page of the problem offers.
func (f *Finding) Allowed(tx *models.Tx) Allowed {
	answers, inspects, state := f.answers(tx), f.inspects(tx) && !f.owes(tx), f.State()
	mending := state == Tasked || state == ToRedo
	return Allowed{
		Change:    state == Open && tx.Can(models.Enter, models.Findings, f.FoundOrgID),
		Task:      state == Open && tx.CanBelow(models.Enter, models.Projects, f.Org),
		Undertake: answers && (state == Open || mending && f.Project == nil),
		Submit:    answers && mending && (f.Project == nil || f.Mended()),
		Return:    inspects && state == HandedIn,
		Close:     inspects && (state == Open || state == HandedIn || state == Tasked && f.Mended()),
		Lookback:  inspects && state == Closed && f.LookbackOn != "",
	}
}
