package orglife

import (
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// keepsPlan stops what the year's plan says, and a theme day's fixed day, from
// being changed without leave; the record says what was held, when and where.
func (a *Activity) keepsPlan(tx *models.Tx, org *models.Org, next Activity) error {
	if a.State == Held || next.State == Held {
		return nil
	}
	wrong := models.FieldErrors{}
	fixed, err := FixedDayOf(tx, org, a.HeldOn.Month())
	if err != nil {
		return err
	}
	if next.HeldOn != a.HeldOn && (a.PlannedOn != "" || a.Type == ThemeDay && a.HeldOn == fixed) {
		wrong.Add("held_on", "这次活动的日期已定为%s，如需改期请“申请变更”；实际在其他日期开展的，请在记录中填写实际日期", a.HeldOn.Short())
	}
	for _, f := range []struct {
		name, label, was, is string
	}{{"topic", "主题", a.Topic, next.Topic}, {"place", "地点", a.Place, next.Place}} {
		if a.PlannedOn != "" && f.was != "" && strings.TrimSpace(f.is) != f.was {
			wrong.Add(f.name, "%s是年度计划安排的，如需更换请“申请变更”", f.label)
		}
	}
	return wrong.Err("年度计划安排的活动，变更须经上级党组织同意。")
}

// unrecord takes the record of a planned activity back; the plan stays, and with
// it the activity.
func (a *Activity) unrecord(tx *models.Tx, revision int) error {
	if a.State == Planned {
		return models.Fail(models.Conflict, "这次活动是年度计划安排的，不能删除；实际在其他日期开展的，请在记录中填写实际日期。")
	}
	if revision != a.Revision {
		return models.Stale
	}
	was, err := a.kept(tx)
	if err != nil {
		return err
	}
	before := models.JSON(a)
	next := *a
	next.State, next.HeldOn, next.Period, next.Absences = Planned, a.PlannedOn, calendar.Monthly.Of(a.PlannedOn), nil
	next.credits = slices.Clone(was)
	for i := range next.credits {
		next.credits[i].Period = next.credits[i].Period.Span().Of(a.PlannedOn)
	}
	next.Host, next.Content, next.Decisions, next.NextStep, next.Reason, next.MakesUp = "", "", "", "", "", ""
	next.Expected, next.Present, next.Late, next.RecordedAt, next.RecordedBy, next.Recorder = 0, 0, false, nil, 0, ""
	if err := next.update(tx); err != nil {
		return err
	}
	if err := a.forgetUpload(tx); err != nil {
		return err
	}
	*a = next
	if err := a.note(tx, "删除记录，恢复为计划", before, models.JSON(a)); err != nil {
		return err
	}
	return settleAll(tx, append(was, a.credits...))
}
