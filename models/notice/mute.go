package notice

import (
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Mute spares an organisation and all below it a rule's reminders. Who runs the
// tree above decides it; the row stays when it has ended.
type Mute struct {
	ID        int64
	Rule      string
	OrgID     int64
	Note      string // why
	ByName    string
	StartedAt time.Time
	Ended     int64      // 0 while it lasts, then its own id: one lasts at a time
	EndedAt   *time.Time // nil while it lasts
	EndedBy   string

	Org *models.Org
}

// Mutable reports whether a rule may be muted.
func (rule Rule) Mutable() bool { return rule.Due != nil && KindOf(rule.Name).Mutable() }

// Mutes lists those of the organisations the actor sees, lasting ones first.
func Mutes(tx *models.Tx) ([]Mute, error) {
	if err := tx.RequireSight(models.Mutes); err != nil {
		return nil, err
	}
	return models.Visible[Mute](tx, models.Mutes, "org_id").Preload("Org", nil).Order("CASE WHEN ended = 0 THEN 0 ELSE 1 END, id DESC").Limit(200).Find(tx.Ctx)
}

// FindMute finds one the actor sees.
func FindMute(tx *models.Tx, id int64) (*Mute, error) {
	m, err := models.Visible[Mute](tx, models.Mutes, "org_id").Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &m, err
}

// MuteRule spares an organisation the rule's reminders from now on.
func MuteRule(tx *models.Tx, rule Rule, orgID int64, note string) (*Mute, error) {
	if _, err := tx.Org(orgID); err != nil {
		return nil, err
	}
	if err := tx.Require(models.Enter, models.Mutes, orgID); err != nil {
		return nil, err
	}
	wrong := models.FieldErrors{}
	if !rule.Mutable() {
		wrong.Add("rule", "逾期、等待审核等提醒不能关，请选择到期前或组织生活的提醒")
	}
	if note = strings.TrimSpace(note); note == "" || len([]rune(note)) > 200 {
		wrong.Add("note", "请写明原因，200字以内")
	}
	if err := wrong.Err("免打扰的设置有误，请按提示修改。"); err != nil {
		return nil, err
	}
	m := &Mute{Rule: rule.Name, OrgID: orgID, Note: note, ByName: tx.Actor.Name, StartedAt: tx.Now}
	if err := models.In[Mute](tx).Create(tx.Ctx, m); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Fail(models.Conflict, "这个组织已经设置了这条规则的免打扰，请刷新后查看。")
		}
		return nil, err
	}
	return m, m.record(tx, "设置提醒免打扰", rule)
}

// End lets the reminders go out again.
func (m *Mute) End(tx *models.Tx, rule Rule) error {
	if err := tx.Require(models.Enter, models.Mutes, m.OrgID); err != nil {
		return err
	}
	n, err := models.In[Mute](tx).Where("id = ? AND ended = 0", m.ID).
		Set(models.Assign("ended", m.ID), models.Assign("ended_at", tx.Now), models.Assign("ended_by", tx.Actor.Name)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "这项免打扰已经取消，请刷新后查看。")
	}
	m.Ended, m.EndedAt, m.EndedBy = m.ID, &tx.Now, tx.Actor.Name
	return m.record(tx, "取消提醒免打扰", rule)
}

func (m *Mute) record(tx *models.Tx, verb string, rule Rule) error {
	topic := subject("mutes", m.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: topic, Topic: topic, OrgID: m.OrgID, Detail: language.Phrase{"%s：%s", rule.Title, m.Note}, After: models.JSON(m)})
}

// spared is an organisation that a rule does not remind in advance.
type spared struct {
	Rule  string
	OrgID int64
}

// muted finds what is spared at present: the organisations named, and all below them.
func muted(r *Reading) (map[spared]bool, error) {
	return Keep(r, "muted", func() (map[spared]bool, error) {
		var list []spared
		err := r.Raw(&list, `SELECT m.rule, o.id AS org_id FROM mutes m JOIN orgs above ON above.id = m.org_id JOIN orgs o ON INSTR(o.path, above.path) = 1
			WHERE m.ended = 0`)
		found := make(map[spared]bool, len(list))
		for _, s := range list {
			found[s] = true
		}
		return found, err
	})
}

// audible leaves out the reminders that somebody above has muted; on the day
// itself, and after it, everything is told.
func audible(r *Reading, reminders []Reminder, day calendar.Date) ([]Reminder, error) {
	quietable := func(n Reminder) bool {
		return KindOf(n.Rule).Mutable() && n.OrgID != 0 && (n.DueOn == "" || n.DueOn > day)
	}
	if !slices.ContainsFunc(reminders, quietable) {
		return reminders, nil
	}
	quiet, err := muted(r)
	if err != nil || len(quiet) == 0 {
		return reminders, err
	}
	return slices.DeleteFunc(slices.Clone(reminders), func(n Reminder) bool { return quietable(n) && quiet[spared{n.Rule, n.OrgID}] }), nil
}
