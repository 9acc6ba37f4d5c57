package project

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Unanswered is a part that waits for its organisation to sign, or for the sender
// to deal with one that was declined.
type Unanswered struct {
	Part
	Name        string
	Code        string
	OrgName     string
	OwnerPostID int64
	Revision    int
	TaskName    string
	TaskCode    string
	TaskOrgID   int64
	TaskOwner   int64 // post
}

// Link is where the part is signed for.
func (u *Unanswered) Link() string { return (&Project{ID: u.ProjectID}).Link() + "/receipt" }

// PartsLink is where the sender sees the task's parts.
func (u *Unanswered) PartsLink() string { return (&Project{ID: u.ParentID}).Link() + "/parts" }

// ToTake reports whether the actor is to sign for it, or to see to it: by the owner's post,
// or by one of the organisation's own that sign.
func (u *Unanswered) ToTake(tx *models.Tx) bool {
	return u.State == Unsigned && slices.ContainsFunc(tx.Actor.Posts, func(p models.HeldPost) bool {
		return p.PostID == u.OwnerPostID || p.OrgID == u.OrgID && slices.Contains(signing, p.Office)
	})
}

// Sent reports whether the actor handed it down, or owns the task.
func (u *Unanswered) Sent(tx *models.Tx) bool {
	return u.SentBy == tx.Actor.ID || tx.Actor.Holds(u.TaskOwner)
}

const unanswered = `SELECT t.*, c.name, c.code, o.name AS org_name, c.owner_post_id, c.revision, p.name AS task_name, p.code AS task_code, p.org_id AS task_org_id,
	p.owner_post_id AS task_owner FROM parts t JOIN projects c ON c.id = t.project_id JOIN orgs o ON o.id = t.org_id JOIN projects p ON p.id = t.parent_id
	WHERE t.state IN ? AND p.state IN ? AND `

// Unanswereds lists the parts that the actor is to sign for, and those handed down
// that nobody has signed for yet or that were declined: one query.
func Unanswereds(tx *models.Tx) (list []Unanswered, err error) {
	posts, orgs := append(tx.Actor.PostIDs(), -1), []int64{-1}
	for _, p := range tx.Actor.Posts {
		if slices.Contains(signing, p.Office) {
			orgs = append(orgs, p.OrgID)
		}
	}
	err = tx.Raw(&list, unanswered+`(t.org_id IN ? OR c.owner_post_id IN ? OR t.sent_by = ? OR p.owner_post_id IN ?)
		ORDER BY t.due_on, o.name, t.project_id LIMIT ?`, []PartState{Unsigned, Declined}, underWay, orgs, posts, tx.Actor.ID, posts, 5*most)
	return list, err
}

// ReceiptsDue lists, for the program itself, the parts of whose date a reminder to
// sign falls on one of the days, by date and project.
func ReceiptsDue(tx *models.Tx, from, to calendar.Date, after After, limit int) (list []Unanswered, err error) {
	spans, err := signSpans(tx, from, to)
	if err != nil {
		return nil, err
	}
	where, args := within("t.due_on", spans)
	args = append(args, after.Day, after.Day, after.ID, limit)
	err = tx.Raw(&list, unanswered+where+" AND (t.due_on > ? OR t.due_on = ? AND t.project_id > ?) ORDER BY t.due_on, t.project_id LIMIT ?",
		append([]any{[]PartState{Unsigned}, underWay}, args...)...)
	return list, err
}

// ReceiptsLate is ReceiptsDue of so many tasks after one, each with all its parts;
// of are the tasks.
func ReceiptsLate(tx *models.Tx, from, to calendar.Date, after int64, tasks int) (list []Unanswered, of []int64, err error) {
	spans, err := signSpans(tx, from, to)
	if err != nil {
		return nil, nil, err
	}
	where, args := within("t.due_on", spans)
	err = tx.Raw(&of, "SELECT DISTINCT t.parent_id FROM parts t WHERE t.state = ? AND "+where+" AND t.parent_id > ? ORDER BY t.parent_id LIMIT ?",
		append(append([]any{Unsigned}, args...), after, tasks)...)
	if err != nil || len(of) == 0 {
		return nil, nil, err
	}
	err = tx.Raw(&list, unanswered+where+" AND t.parent_id IN ? ORDER BY t.due_on, o.name, t.project_id", append(append([]any{[]PartState{Unsigned}, underWay}, args...), of)...)
	return list, of, err
}

func signSpans(tx *models.Tx, from, to calendar.Date) (spans []span, err error) {
	rule, err := signingRule(tx, from)
	if err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	for _, lead := range append([]int{0}, rule.Leads...) {
		spans = append(spans, span{work.Add(from.Add(-1), lead), work.Add(to, lead)})
	}
	for _, s := range rule.Steps {
		after := s.After + rule.Grace
		spans = append(spans, span{work.Add(from, -after).Add(-1), work.Add(to, 1-after).Add(-1)})
	}
	return spans, nil
}

// within is the condition that a column lies in one of the spans.
func within(column string, spans []span) (string, []any) {
	ors, args := []string{"1 = 0"}, []any{}
	for _, s := range spans {
		ors = append(ors, column+" > ? AND "+column+" <= ?")
		args = append(args, s.after, s.through)
	}
	return "(" + strings.Join(ors, " OR ") + ")", args
}

// SignOn tells which reminder to sign falls on the day for what is to be signed for by
// another: so many working days ahead, or a step after it; nil and -1 for none.
func SignOn(tx *models.Tx, due, day calendar.Date) (lead int, step *Step, err error) {
	rule, err := signingRule(tx, day)
	if err != nil {
		return -1, nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return -1, nil, err
	}
	for _, lead := range append([]int{0}, rule.Leads...) {
		if work.Add(day.Add(-1), lead) < due && due <= work.Add(day, lead) {
			return lead, nil, nil
		}
	}
	if due >= day || !work.Is(day) {
		return -1, nil, nil
	}
	for i, s := range rule.Steps {
		if s.After+rule.Grace == work.Between(due, day) {
			return -1, &rule.Steps[i], nil
		}
	}
	return -1, nil, nil
}

func signingRule(tx *models.Tx, day calendar.Date) (signRule, error) {
	rule, _, err := models.RuleFor[signRule](tx, models.RuleSigning, day, nil)
	return rule, err
}
