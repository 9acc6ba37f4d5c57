package notice

import (
	"slices"
	"strings"
	"time"

	"luoshi/calendar"
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

// Mutable reports whether a rule may be muted: reminders to do things in time.
// What is overdue, and what others wait for, is told all the same.
func (rule Rule) Mutable() bool {
	kind := KindOf(rule.Name)
	return rule.Due != nil && (kind == Due || kind == Meeting)
}

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
	return tx.Record(models.Entry{Verb: verb, Subject: topic, Topic: topic, OrgID: m.OrgID, Detail: rule.Title + "：" + m.Note, After: models.JSON(m)})
}

// audible leaves out the reminders that somebody above has muted; on the day
// itself, and after it, everything is told.
func audible(tx *models.Tx, reminders []Reminder, day calendar.Date) ([]Reminder, error) {
	quietable := func(r Reminder) bool {
		kind := KindOf(r.Rule)
		return (kind == Due || kind == Meeting) && r.OrgID != 0 && (r.DueOn == "" || r.DueOn > day)
	}
	if !slices.ContainsFunc(reminders, quietable) {
		return reminders, nil
	}
	var muted []struct{ Rule, Path string }
	err := tx.Raw(&muted, "SELECT m.rule, o.path FROM mutes m JOIN orgs o ON o.id = m.org_id WHERE m.ended = 0")
	if err != nil || len(muted) == 0 {
		return reminders, err
	}
	ids := []int64{}
	for _, r := range reminders {
		ids = append(ids, r.OrgID)
	}
	slices.Sort(ids)
	paths := map[int64]string{}
	for some := range slices.Chunk(slices.Compact(ids), batch) {
		orgs, err := models.In[models.Org](tx).Select("id", "path").Where("id IN ?", some).Find(tx.Ctx)
		if err != nil {
			return nil, err
		}
		for _, o := range orgs {
			paths[o.ID] = o.Path
		}
	}
	return slices.DeleteFunc(slices.Clone(reminders), func(r Reminder) bool {
		return quietable(r) && slices.ContainsFunc(muted, func(m struct{ Rule, Path string }) bool {
			return m.Rule == r.Rule && strings.HasPrefix(paths[r.OrgID], m.Path)
		})
	}), nil
}
