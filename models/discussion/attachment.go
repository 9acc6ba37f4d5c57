package discussion

import (
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
)

// Attachment is a file handed in to a subject. The file itself lies in a store
// outside the database; the row comes after it and goes before it.
type Attachment struct {
	ID           int64
	Subject      string
	Topic        string
	OrgID        int64
	Name         string // as people see it
	Type         string // by its content
	Size         int64
	SHA256       string `gorm:"column:sha256"`
	File         string // its place in the store
	UploaderID   int64
	UploaderName string
	CreatedAt    time.Time
	RemovedAt    *time.Time // taken away by a person; the file follows
	Cleared      bool       // the file has followed
}

// fileRule bounds what is kept.
type fileRule struct {
	UserMB      int64 `json:"user_mb"`      // of one person
	PerSubject  int   `json:"per_subject"`  // files of one thing
	PerActivity int   `json:"per_activity"` // of an activity, of which no pictures are asked
}

// Attachments lists what has been handed in to the topic of the subject, or to
// the subject alone, the newest first.
func (s *Subject) Attachments(tx *models.Tx, before int64, limit int) ([]Attachment, error) {
	q := models.In[Attachment](tx).Where("topic = ? AND removed_at IS NULL", s.Topic)
	if s.Key != s.Topic {
		q = q.Where("subject = ?", s.Key)
	}
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	return q.Order("id DESC").Limit(limit).Find(tx.Ctx)
}

// FindAttachment finds a file of something the actor may see.
func FindAttachment(tx *models.Tx, id int64) (*Attachment, Subject, error) {
	a, err := models.In[Attachment](tx).Where("id = ? AND removed_at IS NULL", id).First(tx.Ctx)
	if err != nil {
		return nil, Subject{}, err
	}
	s, err := Find(tx, a.Subject)
	return &a, s, err
}

// Room stops a file of a size that the actor may not hand in, before it is sent.
func (s *Subject) Room(tx *models.Tx, size int64) error {
	if err := s.mayWrite(tx); err != nil {
		return err
	}
	if strings.HasPrefix(s.Key, "comments/") {
		c, _, err := FindComment(tx, idOf(s.Key))
		if err != nil {
			return err
		}
		if c.AuthorID != tx.Actor.ID {
			return models.Fail(models.Forbidden, "只能给自己的评论添加附件。")
		}
	}
	rule, _, err := models.RuleFor[fileRule](tx, models.RuleFiles, tx.Today(), nil)
	if err != nil {
		return err
	}
	kept, err := models.In[Attachment](tx).Where("topic = ? AND subject = ? AND removed_at IS NULL", s.Topic, s.Key).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	most := rule.PerSubject
	if strings.HasPrefix(s.Key, "activities/") {
		most = rule.PerActivity
	}
	if kept >= int64(most) {
		return fault("%s已有%d个附件，最多%d个；请先删除不用的。", s.Name, kept, most)
	}
	var used int64
	if err := tx.Raw(&used, "SELECT COALESCE(SUM(size), 0) FROM attachments WHERE uploader_id = ? AND removed_at IS NULL", tx.Actor.ID); err != nil {
		return err
	}
	if used+size > rule.UserMB<<20 {
		return fault("您上传的附件已占%s，每人最多%s，放不下这个文件；请先删除不用的。", Size(used), Size(rule.UserMB<<20))
	}
	return nil
}

// Attach puts a file that lies in the store to the subject. The actor's row is
// locked meanwhile: of many files at once none slips past the bounds.
func (s *Subject) Attach(tx *models.Tx, a *Attachment) error {
	if _, err := models.In[models.User](tx, clause.Locking{Strength: "UPDATE"}).Select("id").Where("id = ?", tx.Actor.ID).First(tx.Ctx); err != nil {
		return err
	}
	if err := s.Room(tx, a.Size); err != nil {
		return err
	}
	a.ID, a.Subject, a.Topic, a.OrgID = 0, s.Key, s.Topic, s.OrgID
	a.UploaderID, a.UploaderName, a.CreatedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	if err := models.In[Attachment](tx).Create(tx.Ctx, a); err != nil {
		return err
	}
	return a.record(tx, "上传附件", "", models.JSON(a))
}

// MayClear reports whether the actor may take away what others handed in.
func (s *Subject) MayClear(tx *models.Tx) bool {
	return tx.Can(models.Approve, models.Discussions, s.OrgID)
}

// Remove takes the file away.
func (a *Attachment) Remove(tx *models.Tx) error {
	if a.UploaderID != tx.Actor.ID {
		if err := tx.Require(models.Approve, models.Discussions, a.OrgID); err != nil {
			return err
		}
	}
	n, err := models.In[Attachment](tx).Where("id = ? AND removed_at IS NULL", a.ID).Set(models.Assign("removed_at", tx.Now)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Missing
	}
	return a.record(tx, "删除附件", models.JSON(a), "")
}

func (a *Attachment) record(tx *models.Tx, verb, before, after string) error {
	return tx.Record(models.Entry{Verb: verb, Subject: fmt.Sprintf("attachments/%d", a.ID), Topic: a.Topic, OrgID: a.OrgID,
		Detail: language.Phrase{"%s（%s）", a.Name, Size(a.Size)}, Before: before, After: after})
}

func fault(format string, args ...any) error {
	return models.FailAt(models.Invalid, "file", format, args...)
}

// Size is a number of bytes as people read it.
func Size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d B", n)
}
