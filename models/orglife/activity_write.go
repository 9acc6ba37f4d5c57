package orglife

import (
	"cmp"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Plan puts an activity that is to come on the calendar.
func (a *Activity) Plan(tx *models.Tx) error {
	org, err := a.mayEnter(tx)
	if err != nil {
		return err
	}
	a.State = Planned
	if err := a.check(tx, org, nil, nil); err != nil {
		return err
	}
	return a.insert(tx, "安排活动")
}

// Record puts an activity that was held on record; for one that was planned see
// Change.
func (a *Activity) Record(tx *models.Tx, absent []Absence) error {
	org, err := a.mayEnter(tx)
	if err != nil {
		return err
	}
	a.State = Held
	a.sign(tx)
	if err := a.check(tx, org, absent, nil); err != nil {
		return err
	}
	if err := a.insert(tx, "记录活动"); err != nil {
		return err
	}
	return settleAll(tx, a.credits)
}

// Change replaces what the activity says by what next says, whose revision must
// be the present one; next being held records a planned activity.
func (a *Activity) Change(tx *models.Tx, next Activity, absent []Absence) error {
	org, err := a.mayEnter(tx)
	if err != nil {
		return err
	}
	if a.State == Held && next.State == Planned {
		return models.Fail(models.Conflict, "活动已经记录，不能退回为安排；如记录有误，请删除后重新填写。")
	}
	if next.Revision != a.Revision {
		return models.Stale
	}
	if err := a.keepsPlan(tx, org, next); err != nil {
		return err
	}
	next.ID, next.OrgID, next.Type, next.PlannedOn = a.ID, a.OrgID, a.Type, a.PlannedOn
	next.RecordedAt, next.RecordedBy, next.Recorder = a.RecordedAt, a.RecordedBy, a.Recorder
	verb := "修改活动"
	if a.State == Planned && next.State == Held {
		next.sign(tx)
		verb = "记录活动"
		if err := lapse(tx, a.subject()); err != nil {
			return err
		}
	}
	if err := next.check(tx, org, absent, a.Absences); err != nil {
		return err
	}
	before := models.JSON(a)
	was, err := a.kept(tx)
	if err != nil {
		return err
	}
	if err := next.update(tx); err != nil {
		return err
	}
	*a = next
	if err := a.note(tx, verb, before, models.JSON(a)); err != nil {
		return err
	}
	return settleAll(tx, append(was, a.credits...))
}

// Delete takes an activity back; what it fulfilled is open again.
func (a *Activity) Delete(tx *models.Tx, revision int) error {
	if _, err := a.mayEnter(tx); err != nil {
		return err
	}
	if a.PlannedOn != "" {
		return a.unrecord(tx, revision)
	}
	if err := lapse(tx, a.subject()); err != nil {
		return err
	}
	was, err := a.kept(tx)
	if err != nil {
		return err
	}
	if _, err := models.In[Credit](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if _, err := models.In[Absence](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if _, err := models.In[Observer](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if _, err := models.In[Assignment](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if _, err := models.In[ActivityStep](tx).Where("activity_id = ?", a.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	if err := a.forgetUpload(tx); err != nil {
		return err
	}
	n, err := models.In[Activity](tx).Where("id = ? AND revision = ?", a.ID, revision).Delete(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if err := tx.Unindex(models.SearchActivities, a.ID); err != nil {
		return err
	}
	if err := a.note(tx, "删除活动", models.JSON(a), ""); err != nil {
		return err
	}
	return settleAll(tx, was)
}

func (a *Activity) sign(tx *models.Tx) {
	a.RecordedAt, a.RecordedBy, a.Recorder = &tx.Now, tx.Actor.ID, tx.Actor.Name
}

// check looks at all that was filled in and works out what follows from it.
func (a *Activity) check(tx *models.Tx, org *models.Org, absent, before []Absence) error {
	wrong := models.FieldErrors{}
	today := tx.Today()
	for _, text := range []*string{&a.StartsAt, &a.Place, &a.Topic, &a.Host, &a.Content, &a.Decisions, &a.NextStep, &a.Reason} {
		*text = strings.TrimSpace(*text)
	}
	must := func(field, text string, label language.Word) {
		if text == "" {
			wrong.Add(field, "请填写%s", label)
		}
	}
	switch {
	case !a.HeldOn.Valid():
		wrong.Add("held_on", "请填写活动日期，如 2022-06-06")
	case a.State == Held && a.HeldOn > today:
		wrong.Add("held_on", "活动日期晚于今天，不能记录为已开展；请先安排，开展后再记录")
	case a.State == Planned && a.HeldOn < today:
		wrong.Add("held_on", "活动日期早于今天，请直接记录，或改为今天及以后的日期")
	case a.HeldOn < since(today) || a.HeldOn.Year() > today.Year()+1:
		wrong.Add("held_on", "活动日期须在%d年至%d年之间，请核对年份", today.Year()-1, today.Year()+1)
	case a.HeldOn < org.EstablishedOn:
		wrong.Add("held_on", "%s%s成立，活动日期不能早于该日", org.Name, org.EstablishedOn.Long())
	case org.ClosedOn != "" && a.HeldOn > org.ClosedOn:
		wrong.Add("held_on", "%s已于%s撤销，活动日期不能晚于该日", org.Name, org.ClosedOn.Long())
	}
	if !calendar.IsClock(a.StartsAt) {
		wrong.Add("starts_at", "请填写开始时间，如 15:00")
	}
	must("place", a.Place, "地点")
	if a.Type == ThemeDay {
		must("topic", a.Topic, "主题")
	}
	if a.State == Held {
		must("host", a.Host, "主持人、记录人")
		must("content", a.Content, "议题、内容")
		must("decisions", a.Decisions, "议定事项，没有的写“无”")
		must("next_step", a.NextStep, "下一步，没有的写“无”")
	}
	a.checkShape(wrong)
	a.checkObservers(wrong)
	a.checkGrades(wrong)
	if wrong["held_on"] == nil {
		if err := a.assign(tx, org, wrong); err != nil {
			return err
		}
		if err := a.credit(tx, org, wrong); err != nil {
			return err
		}
	}
	if wrong["held_on"] == nil && a.State == Held {
		if err := a.attend(tx, org, absent, before, wrong); err != nil {
			return err
		}
		if err := a.judgeLate(tx); err != nil {
			return err
		}
	}
	return wrong.Err("活动内容还需修改，请按提示改好后再保存。")
}

// since is the first day of which records are still taken: last year's.
func since(today calendar.Date) calendar.Date {
	return calendar.MonthOf(today.Year()-1, 1).First()
}

// assign settles the period whose duty the activity fulfils.
func (a *Activity) assign(tx *models.Tx, org *models.Org, wrong models.FieldErrors) error {
	demand, _, _, err := DemandFor(tx, a.Type, a.HeldOn, org)
	if err != nil {
		return err
	}
	own := demand.periodOf(a.HeldOn)
	a.Period = cmp.Or(a.MakesUp, own)
	if a.MakesUp == "" {
		a.Reason = ""
		return nil
	}
	switch {
	case a.MakesUp.Span() != demand.Every:
		wrong.Add("makes_up", "补开的时段请写成 %s 这样", own.Add(-1))
		return nil
	case a.MakesUp.First() < since(tx.Today()):
		wrong.Add("makes_up", "只能补开%d年以来的，请核对", tx.Today().Year()-1)
		return nil
	case a.MakesUp.First() >= own.First():
		wrong.Add("makes_up", "补开的时段须早于活动所在的%s", own.Long())
		return nil
	}
	d, err := dutyOf(tx, org, a.Type, a.MakesUp)
	if err != nil {
		return err
	}
	if d == nil {
		wrong.Add("makes_up", "%s在%s没有应开展的%s，无须补开", org.Name, a.MakesUp.Long(), a.Type.Name())
		return nil
	}
	leave, err := granted(tx, org.ID, a.Type, a.MakesUp)
	if err != nil {
		return err
	}
	if leave == nil {
		wrong.Add("makes_up", "补开%s的%s须先经上级党组织同意，请在“应办事项”中申请补开", a.MakesUp.Long(), a.Type.Name())
		return nil
	}
	a.Reason = cmp.Or(a.Reason, leave.Reason)
	return nil
}

// judgeLate marks what was recorded later after the activity than the rule allows.
func (a *Activity) judgeLate(tx *models.Tx) error {
	rule, _, err := models.RuleFor[struct {
		Days int `json:"days"`
	}](tx, models.RuleLateEntry, a.HeldOn, nil)
	if err != nil {
		return err
	}
	work, err := tx.Workdays()
	if err != nil {
		return err
	}
	a.Late = work.Between(a.HeldOn, tx.DayOf(*a.RecordedAt)) > rule.Days
	return nil
}
