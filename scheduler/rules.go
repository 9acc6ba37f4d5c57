package scheduler

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/bulletin"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
	"luoshi/models/structure"
)

// Rules is every reminder the program sends by itself, after what it does each day.
var Rules = slices.Concat(chores, projectRules, findingRules, waitingRules, dispatchRules, orglifeRules, planRules, seasonRules, conductRules, assignmentRules, inspectionRules, officeRules, leaderRules)

// chores are done once a day and remind nobody.
var chores = []notice.Rule{
	{Name: "sweep-sessions", Title: "清理过期会话", At: "00:05", Do: once(func(tx *models.Tx, _ calendar.Date) error { return tx.SweepSessions() })},
	{Name: "index-missing", Title: "补建查找索引", At: "00:05", Do: func(r *notice.Reading, _ calendar.Date) (bool, error) { return r.IndexMissing() }},
	{Name: "quarter-end", Title: "季末固化项目情况", At: "23:30", Late: 60, Do: func(r *notice.Reading, day calendar.Date) (more bool, err error) {
		if project.QuarterOf(day).Last() == day {
			_, more, err = project.TakeQuarter(r.Tx, project.QuarterOf(day))
		}
		return more, err
	}},
	{Name: "sweep-claims", Title: "清理已办请求的凭据", At: "00:05", Do: once(func(tx *models.Tx, _ calendar.Date) error { return tx.SweepClaims() })},
	{Name: "count-lights", Title: "每日记录项目灯色", At: "00:05", Do: once(project.CountLights)},
	{Name: "screen-structure", Title: "每日排查支部设置", At: "01:00", Late: 31, Do: once(structure.Screen)},
	{Name: "term-letters", Title: "换届提醒函（届满前6个月）", At: "08:00", Late: 31, Do: once(structure.SendLetters)},
	{Name: "bulletin-draft", Title: "每月通报草稿（次月第5个工作日）", At: "08:00", Late: 31, Do: once(bulletin.DraftDue)},
	{Name: "open-month", Title: "生成应办事项", At: "00:05", Late: 400, Do: func(r *notice.Reading, day calendar.Date) (bool, error) { return orglife.OpenMonth(r.Tx, day.Month()) }},
}

// once does a day's work in one transaction.
func once(do func(*models.Tx, calendar.Date) error) func(*notice.Reading, calendar.Date) (bool, error) {
	return func(r *notice.Reading, day calendar.Date) (bool, error) { return false, do(r.Tx, day) }
}

// leaderRules come after all that climbs to leaders.
var leaderRules = []notice.Rule{
	{Name: notice.LeadersRule, Title: "逾期事项报领导（工作日每人至多一条）", At: "08:30", Next: climbsOn,
		Do: func(r *notice.Reading, day calendar.Date) (bool, error) { return false, notice.Escalate(r, day) }},
}

// officeRules are about the program's own upkeep.
var officeRules = []notice.Rule{
	{Name: "calendar-missing", Title: "明年工作日历尚未导入（12月1日起）", At: "08:30", Late: 31, Due: calendarMissing,
		Next: "导入前，明年的提醒日期按周一至周五推算，可能有误。"},
}

// calendarMissing tells the work committee's officers once a year: calendar.md F.3.
func calendarMissing(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	work, err := r.Workdays()
	next := day.Year() + 1
	if err != nil || day.Month().Number() != 12 || work.Known(next) {
		return nil, err
	}
	c, err := wholeChart(r)
	if err != nil {
		return nil, err
	}
	n := notice.Notice{Key: fmt.Sprintf("calendar-missing/%d", next), Subject: fmt.Sprintf("calendar/%d", next), Title: language.Phrase{"请导入%d年放假、调休安排", next},
		Body:  language.Phrase{"工作日历还没有%d年的放假、调休安排。请按国务院办公厅通知导入，否则明年的提醒日期按周一至周五推算，可能有误。", next},
		Basis: language.Phrase{"国务院办公厅关于部分节假日安排的通知"}, DueOn: calendar.Date(fmt.Sprintf("%d-12-31", day.Year()))}
	return []notice.Reminder{{Notice: n, To: acting(c.Everywhere(models.WorkOfficer)...)}}, nil
}
