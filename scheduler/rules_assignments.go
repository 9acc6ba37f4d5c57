package scheduler

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// assignmentRules are about decisions of minutes that somebody is to carry out: A29.
var assignmentRules = []notice.Rule{
	{Name: "assignment-due", Title: "议定事项将到期（前1个工作日）", At: "08:30", Late: 3, Due: assignmentsOn(1),
		Next: "到期后第1个工作日仍未办结的，再提醒承办人和支部书记。"},
	{Name: "assignment-late", Title: "议定事项逾期（第1个工作日）", At: "08:30", Late: 3, Due: assignmentsOn(-1),
		Next: "请书记和委员一起研究怎么办；只提醒这一次。"},
}

// assignmentsOn reminds of what is due so many working days after the day; of what
// was due before it the secretary is told too.
func assignmentsOn(ahead int) func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
	return func(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
		work, err := r.Workdays()
		if err != nil || !work.Is(day) {
			return nil, err
		}
		first, last := work.Add(day, ahead), work.Add(day, ahead)
		if ahead > 0 {
			first = day.Add(1)
		} else {
			last = day.Add(-1)
		}
		all, err := notice.Part(r, "assignments", func(after int64, limit int) ([]orglife.AssignmentRow, error) {
			return orglife.AssignmentsDue(r.Tx, work.Add(r.Days[0], -1), work.Add(r.Days[len(r.Days)-1], 1), after, limit)
		}, func(a *orglife.AssignmentRow) int64 { return a.ID })
		rows := slices.DeleteFunc(slices.Clone(all), func(a orglife.AssignmentRow) bool { return a.DueOn < first || a.DueOn > last })
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		_, c, err := charted(r, rows, func(a *orglife.AssignmentRow) (int64, []int64) { return a.OrgID, []int64{a.PostID} })
		for _, a := range rows {
			owner := c.Holder(a.PostID)
			n, to := orglife.AssignmentNotice(a), acting(owner)
			n.Key = n.Subject
			if ahead < 0 {
				to = append(to, watching(others(secretaries(c, a.OrgID), owner.MemberID)...)...)
			}
			list = append(list, notice.Reminder{Notice: n, To: to})
		}
		return list, err
	}
}
