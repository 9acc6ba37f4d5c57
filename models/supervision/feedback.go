package supervision

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/project"
)

// Feedback is what an inspection from outside wrote to an organisation: 巡视巡察反馈.
// Each of its issues is a problem on the list, with a due day of its own.
type Feedback struct {
	ID          int64
	OrgID       int64  // to which it was written
	Name        string // of the round, such as 市委第三轮巡察
	Sender      string // the group that inspected
	Document    string // its number, "" for none
	ReceivedOn  calendar.Date
	DueOn       calendar.Date // by when its issues are to be mended, unless one says another day; "" for the rule's
	Note        string
	EnteredBy   int64
	EnteredName string
	Revision    int

	Org *models.Org
}

// Subject names the feedback in the audit trail and as the source of its issues.
func (b *Feedback) Subject() string { return fmt.Sprintf("feedbacks/%d", b.ID) }

// Link is the feedback's page.
func (b *Feedback) Link() string { return "/" + b.Subject() }

// Issue is one thing a feedback finds wanting.
type Issue struct {
	OrgID       int64 // answers for it; 0 for to whom the feedback was written
	Text        string
	Requirement string
	DueOn       calendar.Date // "" for the feedback's
	OwnerPostID int64
}

// FindFeedback finds a feedback the actor may see.
func FindFeedback(tx *models.Tx, id int64) (*Feedback, error) {
	b, err := feedbacks(tx).Where("feedbacks.id = ?", id).First(tx.Ctx)
	return &b, err
}

// Feedbacks lists those the actor may see, the latest first; before is the number to
// go on from, 0 to begin.
func Feedbacks(tx *models.Tx, before int64, limit int) ([]Feedback, error) {
	q := feedbacks(tx)
	if before != 0 {
		q = q.Where("feedbacks.id < ?", before)
	}
	return q.Order("feedbacks.id DESC").Limit(limit).Find(tx.Ctx)
}

func feedbacks(tx *models.Tx) models.Query[Feedback] {
	return models.Visible[Feedback](tx, models.Findings, "feedbacks.org_id").LeftJoin("Org")
}

// IssueCount is how many issues a feedback has, and how many of them are closed.
type IssueCount struct {
	SourceSubject string
	All, Closed   int64
}

// IssueCounts counts the issues of some feedbacks as far as the actor may see them.
func IssueCounts(tx *models.Tx, list []Feedback) (map[string]IssueCount, error) {
	subjects := []string{""}
	for i := range list {
		subjects = append(subjects, list[i].Subject())
	}
	var rows []IssueCount
	err := inSight(tx).Where("findings.source_subject IN ?", subjects[1:]).Group("findings.source_subject").
		Select("findings.source_subject, COUNT(*) AS `all`, SUM(CASE WHEN findings.closed_on > '' THEN 1 ELSE 0 END) AS closed").Scan(tx.Ctx, &rows)
	counts := map[string]IssueCount{}
	for _, r := range rows {
		counts[r.SourceSubject] = r
	}
	return counts, err
}

// Receive registers a feedback, with the issues it names.
func (b *Feedback) Receive(tx *models.Tx, issues []Issue) error {
	if err := tx.Require(models.Enter, models.Findings, b.OrgID); err != nil {
		return err
	}
	if err := b.check(tx); err != nil {
		return err
	}
	b.EnteredBy, b.EnteredName = tx.Actor.ID, tx.Actor.Name
	if err := models.In[Feedback](tx).Omit("Org").Create(tx.Ctx, b); err != nil {
		return err
	}
	detail := language.Phrase{"%[1]s，%[2]s，%[3]d个问题", b.Name, b.Sender, len(issues)}
	if err := tx.Record(models.Entry{Verb: "登记巡察反馈", Subject: b.Subject(), Topic: b.Subject(), OrgID: b.OrgID, Detail: detail, After: models.JSON(b)}); err != nil {
		return err
	}
	for _, i := range issues {
		if _, err := b.Add(tx, i); err != nil {
			return err
		}
	}
	return nil
}

// Add puts an issue of the feedback on the list of problems.
func (b *Feedback) Add(tx *models.Tx, i Issue) (*Finding, error) {
	f := &Finding{OrgID: i.OrgID, Text: i.Text, Basis: strings.TrimSpace(b.Name + " " + b.Document), Requirement: i.Requirement, Source: project.FromPatrol,
		SourceSubject: b.Subject(), FoundOn: b.ReceivedOn, DueOn: i.DueOn, OwnerPostID: i.OwnerPostID}
	if f.OrgID == 0 {
		f.OrgID = b.OrgID
	}
	if f.DueOn == "" {
		f.DueOn = b.DueOn
	}
	return f, Create(tx, f)
}

func (b *Feedback) check(tx *models.Tx) error {
	b.Name, b.Sender, b.Document, b.Note = strings.TrimSpace(b.Name), strings.TrimSpace(b.Sender), strings.TrimSpace(b.Document), strings.TrimSpace(b.Note)
	wrong := models.FieldErrors{}
	if b.Name == "" || utf8.RuneCountInString(b.Name) > 150 {
		wrong.Add("name", "请写明批次，不超过150个字，如 市委第三轮巡察")
	}
	if b.Sender == "" || utf8.RuneCountInString(b.Sender) > 100 {
		wrong.Add("sender", "请写明反馈单位，不超过100个字，如 市委第二巡察组")
	}
	if utf8.RuneCountInString(b.Document) > 100 {
		wrong.Add("document", "文号不超过100个字")
	}
	if utf8.RuneCountInString(b.Note) > 1000 {
		wrong.Add("note", "说明不超过1000个字")
	}
	if !b.ReceivedOn.Valid() || b.ReceivedOn > tx.Today() {
		wrong.Add("received_on", "收到日期写作 2022-06-15，不能晚于今天")
	}
	if b.DueOn != "" && (!b.DueOn.Valid() || b.DueOn < b.ReceivedOn) {
		wrong.Add("due_on", "整改时限写作 2022-08-31，不能早于收到日期")
	}
	return wrong.Err("%s", wrong)
}
