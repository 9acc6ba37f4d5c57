package responsibility

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Confirmation says in the person's own words that something was done which no record shows.
type Confirmation struct {
	ID            int64
	PostID        int64
	Code          string
	Period        calendar.Period
	DoneOn        calendar.Date
	Note          string
	ConfirmedBy   int64
	ConfirmedName string
	Revision      int
}

func (Confirmation) TableName() string { return "responsibility_confirmations" }

// Confirm notes what the person has done; said again it corrects what was said, as it
// was at the revision.
func (p *Person) Confirm(tx *models.Tx, code string, on calendar.Date, note string, revision int) error {
	if !p.Own(tx) {
		return models.Fail(models.Forbidden, "责任清单中的事项由%s本人确认。", p.Title())
	}
	item, owed := ItemByCode(p.Office, code)
	wrong := models.FieldErrors{}
	switch {
	case !owed:
		wrong.Add("code", "您的责任清单中没有这一项")
	case !item.ByHand:
		wrong.Add("code", "“%s”由记录得出，不需要确认", item.Name)
	}
	if !on.Valid() || on > tx.Today() {
		wrong.Add("done_on", "完成日期写作 2022-06-15，不能晚于今天")
	}
	if note = strings.TrimSpace(note); note == "" || utf8.RuneCountInString(note) > 500 {
		wrong.Add("note", "请写明在哪里、做了什么，不超过500个字")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	c := Confirmation{PostID: p.PostID, Code: code, Period: item.Every.Of(on), DoneOn: on, Note: note, ConfirmedBy: tx.Actor.ID, ConfirmedName: tx.Actor.Name}
	before, err := models.In[Confirmation](tx).Where("post_id = ? AND code = ? AND period = ?", c.PostID, c.Code, c.Period).Find(tx.Ctx)
	if err != nil {
		return err
	}
	if len(before) == 0 && revision == 0 {
		c.Revision = 1
		err = models.In[Confirmation](tx).Create(tx.Ctx, &c)
		if models.IsDuplicate(err) {
			return models.Stale
		}
	} else {
		err = c.correct(tx, revision)
	}
	if err != nil {
		return err
	}
	subject := fmt.Sprintf("responsibilities/%d", p.PostID)
	return tx.Record(models.Entry{Verb: "确认履责", Subject: subject, Topic: subject, OrgID: p.OrgID,
		Detail: language.Phrase{"%[1]s（%[2]s）：%[3]s", item.Name, c.DoneOn.Long(), c.Note}, Before: models.JSON(before), After: models.JSON(c)})
}

func (c *Confirmation) correct(tx *models.Tx, revision int) error {
	n, err := models.In[Confirmation](tx).Where("post_id = ? AND code = ? AND period = ? AND revision = ?", c.PostID, c.Code, c.Period, revision).
		Set(models.Assign("done_on", c.DoneOn), models.Assign("note", c.Note), models.Assign("confirmed_by", c.ConfirmedBy),
			models.Assign("confirmed_name", c.ConfirmedName), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err == nil && n == 0 {
		return models.Stale
	}
	c.Revision = revision + 1
	return err
}
