package orglife

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// keepsDay stops an activity of an approved plan from being moved; its record
// names the day on which it was held.
func (a *Activity) keepsDay(next Activity) error {
	if a.PlannedOn == "" || a.State == Held || next.State == Held || next.HeldOn == a.HeldOn {
		return nil
	}
	return models.FailAt(models.Invalid, "held_on", "这次活动是年度计划安排的，日期不能改动；实际在其他日期开展的，请在记录中填写实际日期。")
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
	*a = next
	if err := a.note(tx, "删除"+TypeNames[a.Type]+"记录，恢复为计划", before, models.JSON(a)); err != nil {
		return err
	}
	return settleAll(tx, append(was, a.credits...))
}
