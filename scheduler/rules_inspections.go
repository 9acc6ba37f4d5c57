package scheduler

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/inspection"
	"luoshi/models/notice"
	"luoshi/models/project"
)

// inspectionRules are about self-checks that branches have been asked for.
var inspectionRules = []notice.Rule{
	{Name: "self-check-due", Title: "自查待确认（到期前按提醒规则，到期当天）", At: "08:30", Late: 3, Due: selfCheckDue,
		Next: "到期仍未确认的，逾期第1、5、10、15个工作日逐级提醒。"},
	{Name: "self-check-overdue", Title: "自查逾期未确认（第1、5、10、15个工作日）", At: "08:30", Late: 3, Due: selfCheckOverdue,
		Next: "请尽快核对确认；逾期情况写入检查汇总。"},
}

var selfChecks = list[inspection.Row]{"self-checks", inspection.Unanswered, func(w *inspection.Row) project.After { return project.After{ID: w.ID} }}

func nearRow(w *inspection.Row) (int64, []int64) { return w.OrgID, nil }

// selfCheckDue tells the branch's secretary, and on the last day its clerks too.
func selfCheckDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	rows, c, err := between(r, nearRow, selfChecks)
	for i := range rows {
		w := &rows[i]
		lead, falls, err := project.LeadOn(r.Tx, w.Inspection.DueOn, day)
		if err != nil {
			return nil, err
		}
		if !falls {
			continue
		}
		to := acting(secretaries(c, w.OrgID)...)
		if lead == 0 {
			to = append(to, acting(staff(c, w.OrgID)...)...)
		}
		n := w.DueNotice()
		n.Key = fmt.Sprintf("self-check-due/%d@%s/%s", lead, w.Inspection.DueOn, w.Subject())
		list = append(list, notice.Reminder{Notice: n, To: to})
	}
	return list, err
}

// selfCheckOverdue climbs the ladder.
func selfCheckOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	rows, c, err := between(r, nearRow, selfChecks)
	for i := range rows {
		w := &rows[i]
		step, err := project.StepOn(r.Tx, w.Inspection.DueOn, day)
		if err != nil {
			return nil, err
		}
		if step == nil {
			continue
		}
		n := w.OverdueNotice()
		n.Key = fmt.Sprintf("self-check-overdue/%d@%s/%s", step.After, w.Inspection.DueOn, w.Subject())
		list = append(list, notice.Reminder{Notice: n, To: watching(climb(c, w.OrgID, models.Holder{}, step.Offices)...)})
	}
	return list, err
}
