package orglife

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Assignment is what one post of the branch is to do about a decision of its
// minutes, and by when: A29. What is larger becomes a project instead.
type Assignment struct {
	ID         int64
	ActivityID int64
	OrgID      int64
	Decision   string // as it stands in the minutes
	PostID     int64
	DueOn      calendar.Date
	DoneOn     calendar.Date // "" while it is open
	DoneBy     string
	Revision   int
}

// AssignmentRow is an assignment with whose it is and what it comes from.
type AssignmentRow struct {
	Assignment
	PostName string
	OrgName  string
	Type     Type
	HeldOn   calendar.Date
}

func (a *Assignment) subject() string { return fmt.Sprintf("assignments/%d", a.ID) }

// Link leads to the minutes it comes from.
func (a *Assignment) Link() string { return fmt.Sprintf("/activities/%d#decisions", a.ActivityID) }

const assignmentRows = `SELECT g.*, p.name AS post_name, o.name AS org_name, a.type, a.held_on FROM assignments g
	JOIN activities a ON a.id = g.activity_id JOIN posts p ON p.id = g.post_id JOIN orgs o ON o.id = g.org_id WHERE `

// Assignments lists what became of an activity's decisions.
func (a *Activity) Assignments(tx *models.Tx) (rows []AssignmentRow, err error) {
	err = tx.Raw(&rows, assignmentRows+"g.activity_id = ? ORDER BY g.id", a.ID)
	return rows, err
}

// MyAssignments lists what the actor's posts are to do, by day.
func MyAssignments(tx *models.Tx) (rows []AssignmentRow, err error) {
	err = tx.Raw(&rows, assignmentRows+"g.post_id IN ? AND g.done_on = '' ORDER BY g.due_on, g.id LIMIT 100", append(tx.Actor.PostIDs(), -1))
	return rows, err
}

// AssignmentsDue lists what is open and due on some days, so many after a row.
func AssignmentsDue(tx *models.Tx, from, to calendar.Date, after int64, limit int) (rows []AssignmentRow, err error) {
	err = tx.Raw(&rows, assignmentRows+"g.done_on = '' AND g.due_on BETWEEN ? AND ? AND g.id > ? ORDER BY g.id LIMIT ?", from, to, after, limit)
	return rows, err
}

// FindAssignment finds an assignment of the actor's posts or of an activity the actor may see.
func FindAssignment(tx *models.Tx, id int64) (*AssignmentRow, error) {
	where, args := visible(tx, "a.")
	var rows []AssignmentRow
	err := tx.Raw(&rows, assignmentRows+"g.id = ? AND (g.post_id IN ? OR "+where+")", append([]any{id, append(tx.Actor.PostIDs(), -1)}, args...)...)
	return models.Only(rows, err)
}

// Assign gives a decision of the minutes to a post of the branch, which is told.
func (a *Activity) Assign(tx *models.Tx, decision string, postID int64, due calendar.Date) (*Assignment, error) {
	if _, err := a.mayEnter(tx); err != nil {
		return nil, err
	}
	decision = strings.TrimSpace(decision)
	wrong := models.FieldErrors{}
	switch {
	case a.State != Held || !slices.Contains(a.Decided(), decision):
		wrong.Add("decision", "请从会议记录的议定事项中选择一项。")
	case utf8.RuneCountInString(decision) > 500:
		wrong.Add("decision", "议定事项超过500个字，请在记录中分成几项再交办")
	}
	if !due.Valid() || due < tx.Today() || due > tx.Today().AddMonths(12) {
		wrong.Add("due_on", "完成日期须在今天至一年之内，写作 2022-06-15")
	}
	holders, err := tx.Holders(a.OrgID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(holders, func(h models.Holder) bool { return h.PostID == postID && h.MemberID != 0 })
	if at < 0 {
		wrong.Add("post_id", "承办委员请从本组织现任的职务中选择")
	}
	if err := wrong.Err("交办内容需要修改。"); err != nil {
		return nil, err
	}
	g := &Assignment{ActivityID: a.ID, OrgID: a.OrgID, Decision: decision, PostID: postID, DueOn: due}
	if err := models.In[Assignment](tx).Create(tx.Ctx, g); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Fail(models.Conflict, "这项议定事项已经交办，请刷新后查看。")
		}
		return nil, err
	}
	if err := g.note(tx, "交办议定事项", ""); err != nil {
		return nil, err
	}
	row := AssignmentRow{Assignment: *g, PostName: holders[at].PostName, OrgName: holders[at].OrgName, Type: a.Type, HeldOn: a.HeldOn}
	n := AssignedNotice(row)
	n.Key = "assigned/" + g.subject()
	return g, notice.Send(tx, n, holders[at].UserID)
}

// Complete says that it is done: whoever holds the post says so, or who keeps the minutes.
func (a *AssignmentRow) Complete(tx *models.Tx, revision int) error {
	if !tx.Actor.Holds(a.PostID) {
		if _, err := (&Activity{Type: a.Type, OrgID: a.OrgID}).mayEnter(tx); err != nil {
			return err
		}
	}
	if a.DoneOn != "" {
		return models.Fail(models.Conflict, "这项已由%s于%s办结。", a.DoneBy, a.DoneOn.Long())
	}
	before := models.JSON(a.Assignment)
	n, err := models.In[Assignment](tx).Where("id = ? AND revision = ?", a.ID, revision).Set(models.Assign("done_on", tx.Today()),
		models.Assign("done_by", tx.Actor.Name), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err == nil && n == 0 {
		err = models.Stale
	}
	if err != nil {
		return err
	}
	a.DoneOn, a.DoneBy, a.Revision = tx.Today(), tx.Actor.Name, revision+1
	return a.note(tx, "办结议定事项", before)
}

// Withdraw takes an assignment back that was made by mistake, while it is open.
func (a *AssignmentRow) Withdraw(tx *models.Tx, revision int) error {
	if _, err := (&Activity{Type: a.Type, OrgID: a.OrgID}).mayEnter(tx); err != nil {
		return err
	}
	n, err := models.In[Assignment](tx).Where("id = ? AND revision = ? AND done_on = ''", a.ID, revision).Delete(tx.Ctx)
	if err == nil && n == 0 {
		err = models.Stale
	}
	if err != nil {
		return err
	}
	return a.note(tx, "撤回交办", models.JSON(a.Assignment))
}

func (a *Assignment) note(tx *models.Tx, verb, before string) error {
	activity := &Activity{ID: a.ActivityID}
	return tx.Record(models.Entry{Verb: verb, Subject: a.subject(), Topic: activity.subject(), OrgID: a.OrgID, Detail: language.Quote(a.Decision), Before: before, After: models.JSON(a)})
}

// AssignedNotice tells whoever is to do something; AssignmentNotice reminds of it.
func AssignedNotice(a AssignmentRow) notice.Notice {
	return a.notice(language.Phrase{"请承办：%s", a.Decision}, language.Phrase{"%s%s议定由您承办，%s前完成；办结后点“办结”。", a.HeldOn.Short(), a.Type.Name(), a.DueOn.Long()})
}

// AssignmentNotice reminds of what is due on its day.
func AssignmentNotice(a AssignmentRow) notice.Notice {
	return a.notice(language.Phrase{"议定事项%s到期：%s", a.DueOn.Short(), a.Decision}, language.Phrase{"%s%s议定，应于%s前完成；办结后点“办结”。", a.HeldOn.Short(), a.Type.Name(), a.DueOn.Long()})
}

func (a *AssignmentRow) notice(title, body language.Phrase) notice.Notice {
	return notice.Notice{Subject: a.subject(), OrgID: a.OrgID, Title: title, Body: body, DueOn: a.DueOn, Link: a.Link(), Basis: language.Phrase{"会议记录议定事项"}}
}
