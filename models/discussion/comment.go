package discussion

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"luoshi/language"
	"luoshi/models"
)

// Comment is what somebody said about a subject.
type Comment struct {
	ID         int64
	Subject    string // "milestones/7"
	Topic      string // "projects/3"
	OrgID      int64
	Text       string
	AuthorID   int64
	AuthorName string
	CreatedAt  time.Time
	EditedAt   *time.Time
	Revision   int
}

// commentRule bounds comments.
type commentRule struct {
	EditMinutes int `json:"edit_minutes"` // how long one may still change or take back what one said
}

// longest is how many characters a comment has at most.
const longest = 5000

// Comments lists what was said about the subject, or about anything on the page
// of its topic, the newest first; before is the id to go on from, 0 for the start.
func (s *Subject) Comments(tx *models.Tx, before int64, limit int) ([]Comment, error) {
	q := models.In[Comment](tx).Where("topic = ?", s.Topic)
	if s.Key != s.Topic {
		q = q.Where("subject = ?", s.Key)
	}
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// FindComment finds a comment on something the actor may see.
func FindComment(tx *models.Tx, id int64) (*Comment, Subject, error) {
	c, err := models.In[Comment](tx).Where("id = ?", id).First(tx.Ctx)
	if err != nil {
		return nil, Subject{}, err
	}
	s, err := Find(tx, c.Subject)
	return &c, s, err
}

// Comment says something about the subject, and tells those who are mentioned and those who watch.
func (s *Subject) Comment(tx *models.Tx, text string) (*Comment, error) {
	if err := s.mayWrite(tx); err != nil {
		return nil, err
	}
	if strings.HasPrefix(s.Key, "comments/") {
		return nil, models.Fail(models.Invalid, "评论不能再评论；请在同一处发表新的评论。")
	}
	text, mentioned, err := s.checkText(tx, text)
	if err != nil {
		return nil, err
	}
	c := &Comment{Subject: s.Key, Topic: s.Topic, OrgID: s.OrgID, Text: text, AuthorID: tx.Actor.ID, AuthorName: tx.Actor.Name, CreatedAt: tx.Now}
	if err := models.In[Comment](tx).Create(tx.Ctx, c); err != nil {
		return nil, err
	}
	if err := c.tellMentioned(tx, s, mentioned); err != nil {
		return nil, err
	}
	if err := c.tellWatchers(tx, s, mentioned); err != nil {
		return nil, err
	}
	return c, c.record(tx, "评论", "", models.JSON(c))
}

// Edit changes one's own comment while that is still possible; who is mentioned
// only now is told now.
func (c *Comment) Edit(tx *models.Tx, s Subject, text string, revision int) error {
	if err := c.mayChange(tx, "修改"); err != nil {
		return err
	}
	if revision != c.Revision {
		return models.Stale
	}
	text, mentioned, err := s.checkText(tx, text)
	if err != nil {
		return err
	}
	before := models.JSON(c)
	n, err := models.In[Comment](tx).Where("id = ? AND revision = ?", c.ID, c.Revision).
		Set(models.Assign("text", text), models.Assign("edited_at", tx.Now), models.Assign("revision", c.Revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	c.Text, c.EditedAt, c.Revision = text, &tx.Now, c.Revision+1
	if err := c.tellMentioned(tx, &s, mentioned); err != nil {
		return err
	}
	return c.record(tx, "修改评论", before, models.JSON(c))
}

// Delete takes one's own comment back while that is still possible, with its files.
func (c *Comment) Delete(tx *models.Tx) error {
	if err := c.mayChange(tx, "删除"); err != nil {
		return err
	}
	n, err := models.In[Comment](tx).Where("id = ? AND revision = ?", c.ID, c.Revision).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if _, err := models.In[Attachment](tx).Where("subject = ? AND removed_at IS NULL", c.Key()).Set(models.Assign("removed_at", tx.Now)).Update(tx.Ctx); err != nil {
		return err
	}
	return c.record(tx, "删除评论", models.JSON(c), "")
}

// MayChange reports whether the actor may still change or delete the comment.
func (c *Comment) MayChange(tx *models.Tx) bool { return c.mayChange(tx, "") == nil }

// mayChange stops others than the author, and the author once people may have
// acted on what was said.
func (c *Comment) mayChange(tx *models.Tx, verb string) error {
	if c.AuthorID != tx.Actor.ID {
		return models.Fail(models.Forbidden, "只能%s自己的评论。", verb)
	}
	rule, _, err := models.RuleFor[commentRule](tx, models.RuleComments, tx.Today(), nil)
	if err != nil {
		return err
	}
	if tx.Now.Sub(c.CreatedAt) > time.Duration(rule.EditMinutes)*time.Minute {
		return models.Fail(models.Conflict, "评论发表已超过%d分钟，不能再%s；请另发一条说明。", rule.EditMinutes, verb)
	}
	return nil
}

// checkText tidies what was typed and finds who is mentioned in it.
func (s *Subject) checkText(tx *models.Tx, typed string) (text string, mentioned []int64, err error) {
	text = strings.TrimSpace(strings.ReplaceAll(typed, "\r\n", "\n"))
	wrong := models.FieldErrors{}
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		wrong.Add("text", "请填写评论内容")
	case n > longest:
		wrong.Add("text", "评论不能超过%d个字，请精简，或作为附件上传", longest)
	default:
		if mentioned, err = s.mentions(tx, text, wrong); err != nil {
			return "", nil, err
		}
	}
	return text, mentioned, wrong.Err("评论没有发表：%s", wrong)
}

// Key names the comment as the subject of its files.
func (c *Comment) Key() string { return fmt.Sprintf("comments/%d", c.ID) }

func (c *Comment) record(tx *models.Tx, verb, before, after string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: c.Key(), Topic: c.Topic, OrgID: c.OrgID, Detail: language.Quote(first(c.Text, 80)), Before: before, After: after})
}

// first is the beginning of a text, on one line.
func first(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
