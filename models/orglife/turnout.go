package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Turnout is who should have come and who did: A45. Those exempt are not expected,
// those who sit in are not counted.
type Turnout struct {
	Expected int // full and probationary members without those exempt
	Present  int
	MadeUp   int // absent, and studied what they had missed later
}

// Turnout counts an activity read by Find.
func (a *Activity) Turnout() Turnout { return Turnout{a.Expected, a.Present, a.MadeUp} }

// Rate is the share of those expected who came: 参与率.
func (t Turnout) Rate() string { return share(t.Present, t.Expected) }

// Coverage counts those who made up for it too: 覆盖率.
func (t Turnout) Coverage() string { return share(t.Present+t.MadeUp, t.Expected) }

// share is a part of a whole, as "83.3%"; "—" of nothing.
func share(part, whole int) string {
	if whole == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}

// Counted reports whether the absent were expected, and so may make up for it.
func (b Absence) Counted() bool { return b.Reason != excused }

// MakeUp notes the day on which somebody absent studied what was missed; "" takes it back.
func (a *Activity) MakeUp(tx *models.Tx, memberID int64, on calendar.Date) error {
	if _, err := a.mayEnter(tx); err != nil {
		return err
	}
	absent := models.In[Absence](tx).Where("activity_id = ? AND member_id = ?", a.ID, memberID)
	was, err := absent.First(tx.Ctx)
	switch {
	case models.KindOf(err) == models.NotFound:
		return models.FailAt(models.Invalid, "member_id", "此人不在缺席人员中，不需要补学。")
	case err != nil:
		return err
	case !was.Counted():
		return models.FailAt(models.Invalid, "member_id", "经批准免参加的，不计入应到，不需要补学。")
	case on != "" && (!on.Valid() || on < a.HeldOn || on > tx.Today()):
		return models.FailAt(models.Invalid, "made_up_on", "补学日期须在活动当天（%s）至今天之间，写作 2022-06-15。", a.HeldOn.Long())
	case was.MadeUpOn == on:
		return nil
	}
	n, err := absent.Where("made_up_on = ?", was.MadeUpOn).Update(tx.Ctx, "made_up_on", on)
	if err == nil && n == 0 {
		err = models.Stale
	}
	if err != nil {
		return err
	}
	verb := "登记补学"
	if on == "" {
		verb = "撤回补学"
	}
	return tx.Record(models.Entry{Verb: verb, Subject: a.subject(), Topic: a.subject(), OrgID: a.OrgID, Detail: language.Phrase{"%s", a.Name()},
		Before: models.JSON(was.MadeUpOn), After: models.JSON(on)})
}
