package notice

import (
	"time"

	"luoshi/language"
	"luoshi/models"
)

// RulePause is a rule that is not carried out for the time being. The ledger keeps
// how far it had come: when it goes on, what still helps is told once, and days
// for which that is too late are recorded as expired.
type RulePause struct {
	Rule     string `gorm:"primaryKey"`
	PausedAt time.Time
	PausedBy string
	Note     string
}

// TableName says what the rows are.
func (RulePause) TableName() string { return "paused_rules" }

// PausedRules finds the paused ones by name.
func PausedRules(tx *models.Tx) (map[string]RulePause, error) {
	list, err := models.In[RulePause](tx).Find(tx.Ctx)
	found := map[string]RulePause{}
	for _, p := range list {
		found[p.Rule] = p
	}
	return found, err
}

// Pause stops a rule that reminds people; the program's own chores go on.
func (rule Rule) Pause(tx *models.Tx, note string) error {
	if err := mayPause(tx); err != nil {
		return err
	}
	if rule.Due == nil {
		return models.Fail(models.Conflict, "“%s”是每日事务，不能暂停。", rule.Title)
	}
	note, err := pauseNote(note)
	if err != nil {
		return err
	}
	p := RulePause{Rule: rule.Name, PausedAt: tx.Now, PausedBy: tx.Actor.Name, Note: note}
	if err := models.In[RulePause](tx).Create(tx.Ctx, &p); err != nil {
		if models.IsDuplicate(err) {
			return models.Fail(models.Conflict, "这条规则已经暂停，请刷新后查看。")
		}
		return err
	}
	return rule.recordPause(tx, "暂停提醒规则", note)
}

// Resume lets the rule go on.
func (rule Rule) Resume(tx *models.Tx) error {
	if err := mayPause(tx); err != nil {
		return err
	}
	n, err := models.In[RulePause](tx).Where("rule = ?", rule.Name).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "这条规则没有暂停，请刷新后查看。")
	}
	return rule.recordPause(tx, "恢复提醒规则", "")
}

// mayPause asks whether the actor may; for who does not see the channels there are
// no rules to pause.
func mayPause(tx *models.Tx) error {
	if !tx.Can(models.View, models.Channels, 0) {
		return models.Missing
	}
	return tx.Require(models.Approve, models.Channels, 0)
}

func (rule Rule) recordPause(tx *models.Tx, verb, note string) error {
	detail := language.Phrase{"%s", rule.Title}
	if note != "" {
		detail = language.Phrase{"%s：%s", rule.Title, note}
	}
	return tx.Record(models.Entry{Verb: verb, Subject: "reminders/" + rule.Name, Topic: "reminders/" + rule.Name, Detail: detail})
}
