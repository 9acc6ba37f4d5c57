package project

import (
	"fmt"
	"slices"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Task is one thing on somebody's desk: to work on, to decide, or to wait for.
type Task struct {
	Kind        TaskKind `gorm:"-"`
	ID          int64
	ProjectID   int64
	Code        string
	Project     string
	MilestoneID int64
	Seq         int
	StageID     int64 // of a node
	Name        string
	Percent     int
	State       string
	StartOn     calendar.Date
	Due         calendar.Date // of whoever has to act; "" when nothing says so
	Submitter   int64
	By          string
	At          *time.Time
	PostID      int64           // who has to act
	Reason      language.Phrase // for which it was returned
}

// TaskKind is what a task is about.
type TaskKind string

const (
	WorkTask        TaskKind = "milestone"
	RoundTask       TaskKind = "review"
	ExtensionTask   TaskKind = "extension"
	ImprovementTask TaskKind = "improvement"
	ProjectTask     TaskKind = "project"
)

// Desk is what concerns a person today.
type Desk struct {
	Work    []Task // to be done by one's posts, by date
	Decide  []Task // others wait for
	Awaited []Task // one waits for
}

const taskFrom = ` AS id, p.id AS project_id, p.code, p.name AS project, COALESCE(m.id, 0) AS milestone_id, COALESCE(m.seq, 0) AS seq,
	COALESCE(m.stage_id, 0) AS stage_id, `

// DeskOf gathers what concerns the actor: seven queries, whatever there is.
func DeskOf(tx *models.Tx) (d Desk, err error) {
	posts := append(tx.Actor.PostIDs(), -1)
	me := tx.Actor.ID
	deciding := func(alias, owner, asker string) (string, []any) {
		scope, args := tx.Scope(models.Approve, models.Projects, alias+".org_id")
		left, also := unreviewed(tx, alias+".reviewer_post_id", owner, asker)
		return "(" + alias + ".reviewer_post_id IN ? OR (" + scope + ") AND " + left + ")", slices.Concat([]any{posts}, args, also)
	}
	rounds, roundArgs := deciding("r", "m.owner_post_id", "r.submitted_by")
	extensions, extensionArgs := deciding("e", "COALESCE(m.owner_post_id, p.owner_post_id)", "e.requested_by")
	approves, approveArgs := tx.Scope(models.Approve, models.Projects, "p.org_id")
	verifies, verifyArgs := tx.Scope(models.Approve, models.Improvements, "i.org_id")
	args := func(first []any, rest ...any) []any { return append(slices.Clip(first), rest...) }
	for _, q := range []struct {
		kind TaskKind
		into *[]Task
		sql  string
		args []any
	}{
		{WorkTask, &d.Work, "SELECT m.id" + taskFrom + `m.name, m.percent, m.state, m.start_on, m.owed_on AS due, m.owner_post_id AS post_id,
			CASE WHEN m.state = ? THEN COALESCE((SELECT r.reason FROM reviews r WHERE r.milestone_id = m.id AND r.decision = ? ORDER BY r.number DESC LIMIT 1), '') ELSE '' END AS reason
			FROM milestones m JOIN projects p ON p.id = m.project_id WHERE m.owner_post_id IN ? AND m.running = ? ORDER BY m.owed_on, m.id LIMIT ?`, []any{ToImprove, Refused, posts, true, most}},
		{ImprovementTask, &d.Work, "SELECT i.id" + taskFrom + `i.problem AS name, 0 AS percent, i.state, '' AS start_on, i.due_on AS due, i.owner_post_id AS post_id FROM improvements i
			JOIN projects p ON p.id = i.project_id JOIN milestones m ON m.id = i.milestone_id WHERE i.owner_post_id IN ? AND i.state IN ? ORDER BY i.due_on, i.id LIMIT ?`, []any{posts, owing, most}},
		{ProjectTask, &d.Work, "SELECT p.id" + taskFrom + `p.name, 0 AS percent, p.state, '' AS start_on, '' AS due, p.owner_post_id AS post_id, p.reason FROM projects p
			LEFT JOIN milestones m ON m.id = 0 WHERE p.owner_post_id IN ? AND p.state = ? ORDER BY p.id LIMIT ?`, []any{posts, Returned, most}},
		{RoundTask, &d.Decide, "SELECT r.id" + taskFrom + `m.name, r.percent, '' AS state, m.start_on, r.due_on AS due, r.submitted_by AS submitter, r.submitted_name AS ` + "`by`" + `, r.submitted_at AS at,
			r.reviewer_post_id AS post_id FROM reviews r JOIN projects p ON p.id = r.project_id JOIN milestones m ON m.id = r.milestone_id
			WHERE r.decision = '' AND (r.submitted_by = ? OR m.owner_post_id NOT IN ? AND ` + rounds + `) ORDER BY r.due_on, r.id LIMIT ?`, args([]any{me, posts}, append(roundArgs, most)...)},
		{ExtensionTask, &d.Decide, "SELECT e.id" + taskFrom + `COALESCE(m.name, p.name) AS name, 0 AS percent, '' AS state, e.new_due_on AS start_on, e.answer_by AS due, e.requested_by AS submitter, e.requested_name AS ` + "`by`" + `,
			e.requested_at AS at, e.reviewer_post_id AS post_id FROM extensions e JOIN projects p ON p.id = e.project_id LEFT JOIN milestones m ON m.id = e.milestone_id
			WHERE e.state = '' AND (e.requested_by = ? OR COALESCE(m.owner_post_id, p.owner_post_id) NOT IN ? AND ` + extensions + `) ORDER BY e.answer_by, e.id LIMIT ?`, args([]any{me, posts}, append(extensionArgs, most)...)},
		{ProjectTask, &d.Decide, "SELECT p.id" + taskFrom + `p.name, 0 AS percent, p.state, '' AS start_on, '' AS due, p.submitted_by AS submitter, COALESCE(u.name, '') AS ` + "`by`" + `, p.submitted_at AS at, 0 AS post_id
			FROM projects p LEFT JOIN milestones m ON m.id = 0 LEFT JOIN users u ON u.id = p.submitted_by
			WHERE p.state IN ? AND (p.submitted_by = ? OR p.owner_post_id NOT IN ? AND ` + approves + `) ORDER BY p.id LIMIT ?`,
			args([]any{[]State{Submitted, PendingAcceptance}, me, posts}, append(approveArgs, most)...)},
		{ImprovementTask, &d.Decide, "SELECT i.id" + taskFrom + `i.problem AS name, 0 AS percent, i.state, '' AS start_on, '' AS due, i.submitted_by AS submitter, i.submitted_name AS ` + "`by`" + `, i.submitted_at AS at, 0 AS post_id
			FROM improvements i JOIN projects p ON p.id = i.project_id JOIN milestones m ON m.id = i.milestone_id
			WHERE i.state = ? AND (i.submitted_by = ? OR i.owner_post_id NOT IN ? AND ` + verifies + `) ORDER BY i.id LIMIT ?`,
			args([]any{ToVerify, me, posts}, append(verifyArgs, most)...)},
	} {
		var rows []Task
		if err := tx.Raw(&rows, q.sql, q.args...); err != nil {
			return d, err
		}
		for i := range rows {
			rows[i].Kind = q.kind
		}
		*q.into = append(*q.into, rows...)
	}
	mine := func(t Task) bool { return t.Submitter == me }
	d.Awaited = slices.DeleteFunc(slices.Clone(d.Decide), func(t Task) bool { return !mine(t) })
	d.Decide = slices.DeleteFunc(d.Decide, mine)
	return d, nil
}

// Place names what the task is about within its project.
func (t *Task) Place() language.Phrase {
	m := Milestone{Seq: t.Seq, Name: t.Name}
	switch {
	case t.MilestoneID == 0:
		return nil
	case t.Kind == ImprovementTask:
		return language.Quote(t.Name)
	case t.StageID != 0:
		m.StageID = &t.StageID
	}
	return m.Label()
}

// Link leads to where the task is dealt with.
func (t *Task) Link() string {
	at := fmt.Sprintf("/projects/%d", t.ProjectID)
	switch t.Kind {
	case WorkTask, RoundTask:
		return fmt.Sprintf("%s#milestone-%d", at, t.MilestoneID)
	case ExtensionTask, ImprovementTask:
		return fmt.Sprintf("%s#%s-%d", at, t.Kind, t.ID)
	}
	return at
}
