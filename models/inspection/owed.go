package inspection

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
)

// spoken is how long before the day and after it an unanswered row may be spoken of.
const spoken = 60

// Unanswered lists the rows of self-checks that wait for an answer around some days,
// as far as the actor may see them.
func Unanswered(tx *models.Tx, from, to calendar.Date, after project.After, limit int) ([]Row, error) {
	return models.Visible[Row](tx, models.Findings, "inspection_rows.org_id").LeftJoin("Org").LeftJoin("Inspection").
		Where("Inspection.kind = ? AND Inspection.due_on BETWEEN ? AND ?", Self, from.Add(-spoken), to.Add(spoken)).
		Where("inspection_rows.answered_on = '' AND inspection_rows.id > ?", after.ID).Order("inspection_rows.id").Limit(limit).Find(tx.Ctx)
}

// DueNotice, before the day on which the row is to be answered and on it.
func (r *Row) DueNotice() notice.Notice {
	return r.notice("", language.Phrase{"自查请于%[1]s前确认：%[2]s", r.Inspection.DueOn.Short(), r.Inspection.Name})
}

// OverdueNotice, at a step of the ladder after it.
func (r *Row) OverdueNotice() notice.Notice {
	return r.notice("", language.Phrase{"%[1]s应于%[2]s完成自查，尚未确认：%[3]s", r.Org.Name, r.Inspection.DueOn.Short(), r.Inspection.Name})
}
