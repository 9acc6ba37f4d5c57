package scheduler

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// orglifeRules are the reminders of calendar.md F.2, in the order of the month.
var orglifeRules = []notice.Rule{
	{Name: "duty-overdue", Title: "上月组织生活逾期", At: "00:10", Late: 7, Due: lastMonthOwed,
		Next: "尽快补开并写明原因；需要免除的，由上级党组织审核。"},
	{Name: "committee-plan", Title: "支委会尚未安排（每月第一个工作日）", At: "08:30", Late: 5, Due: committeeNotPlanned,
		Next: "月末前5个工作日仍未召开的，再提醒书记和党务干部；最后一个工作日提醒专职副书记。"},
	{Name: "theme-plan", Title: "主题党日尚未安排（固定日前5个工作日）", At: "08:30", Late: 3, Due: themeNotPlanned,
		Next: "安排好后，活动前3个工作日自动通知本支部党员。"},
	{Name: "theme-study", Title: "会前研究主题（固定日前5个工作日）", At: "08:30", Late: 3, Due: themeNotStudied,
		Next: "近30天内开过支委会的，不再提醒。"},
	{Name: "theme-ahead", Title: "主题党日预告（活动前3个工作日）", At: "08:30", Late: 2, Due: themeAhead, Page: 20,
		Next: "活动当天提醒书记和党务干部。"},
	{Name: "theme-today", Title: "当天主题党日", At: "08:30", Due: themeToday,
		Next: "活动后3个工作日仍未记录的，提醒补记。"},
	{Name: "record-missing", Title: "活动尚未记录（活动后3个工作日）", At: "08:30", Late: 5, Due: recordMissing,
		Next: "没有记录的活动不计入当月次数，月末会提示次数不足。"},
	{Name: "upload-missing", Title: "尚未上传山东e支部（活动后3个工作日）", At: "08:30", Late: 5, Due: uploadMissing,
		Next: "活动后第5个工作日仍未标记的，列入黄色预警。"},
	{Name: "committee-month-end", Title: "支委会临近月末未召开", At: "08:30", Late: 3, Due: monthEnd(orglife.CommitteeMeeting, true),
		Next: "本月最后一个工作日提醒专职副书记；次月1日记为逾期。"},
	{Name: "theme-month-end", Title: "主题党日临近月末次数不足", At: "08:30", Late: 3, Due: monthEnd(orglife.ThemeDay, false),
		Next: "本月最后一个工作日提醒专职副书记；次月1日记为逾期或未达市级要求。"},
	{Name: "committee-last-day", Title: "支委会月末最后一个工作日未召开", At: "08:30", Late: 1, Due: lastDay(orglife.CommitteeMeeting),
		Next: "次月1日记为逾期。"},
	{Name: "theme-last-day", Title: "主题党日月末最后一个工作日次数不足", At: "08:30", Late: 1, Due: lastDay(orglife.ThemeDay),
		Next: "次月1日记为逾期或未达市级要求。"},
}

// branches is what is known around the branches of a page: the chart, and what they
// have planned and not put on record.
type branches struct {
	*models.Chart
	planned []orglife.ActivityRow
}

// dutyReminders makes a reminder of each duty of a type and period that is still open.
func dutyReminders(r *notice.Reading, code orglife.Type, period calendar.Period,
	make func(branches, orglife.DutyRow) (notice.Notice, []notice.To)) ([]notice.Reminder, error) {
	duties, err := openDuties(r, code, period)
	if err != nil || len(duties) == 0 {
		return nil, err
	}
	_, c, err := charted(r, duties, nearDuty)
	if err != nil {
		return nil, err
	}
	planned, err := plannedBy(r, duties)
	var list []notice.Reminder
	for _, d := range duties {
		if n, to := make(branches{c, planned}, d); len(to) > 0 {
			n.Key = n.Subject
			list = append(list, notice.Reminder{Notice: n, To: to})
		}
	}
	return list, err
}

// openDuties are those of a type and period; a reading of everything has those of
// all its days, once.
func openDuties(r *notice.Reading, code orglife.Type, period calendar.Period) ([]orglife.DutyRow, error) {
	if !r.Whole() {
		return notice.Part(r, fmt.Sprint("duties/", code, "/", period), func(after int64, limit int) ([]orglife.DutyRow, error) {
			return orglife.OpenDutiesOf(r.Tx, code, period, after, limit)
		}, func(d *orglife.DutyRow) int64 { return d.OrgID })
	}
	all, err := notice.Keep(r, "duties", func() ([]orglife.DutyRow, error) {
		return orglife.OpenDutiesOver(r.Tx, r.Days[0], r.Days[len(r.Days)-1])
	})
	return slices.DeleteFunc(slices.Clone(all), func(d orglife.DutyRow) bool { return d.Code != code || d.Period != period }), err
}

func lastMonthOwed(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	if day != day.Month().First() {
		return nil, nil
	}
	for _, code := range orglife.MonthlyTypes {
		some, err := dutyReminders(r, code, calendar.Monthly.Of(day).Add(-1), func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
			return orglife.OverdueNotice(d), append(keepers(b.Chart, d.OrgID), watching(deputies(b.Chart, d.OrgID)...)...)
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

func committeeNotPlanned(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	work, err := r.Workdays()
	if err != nil || day != work.Nth(day.Month(), 1) {
		return nil, err
	}
	return dutyReminders(r, orglife.CommitteeMeeting, calendar.Monthly.Of(day), func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
		if d.Held > 0 || hasPlan(b.planned, d.OrgID, orglife.CommitteeMeeting, day.Month()) {
			return notice.Notice{}, nil
		}
		return orglife.NotArrangedNotice(d, fixedDay(d.FixedDay, day.Month(), work)), acting(secretaries(b.Chart, d.OrgID)...)
	})
}

// monthEnd tells the branch some working days before the month is over.
func monthEnd(code orglife.Type, alsoStaff bool) func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
	return func(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
		work, timing, err := timingOf(r, day)
		if err != nil || day != work.Add(work.Nth(day.Month(), -1), -timing.MonthEnd) {
			return nil, err
		}
		return dutyReminders(r, code, calendar.Monthly.Of(day), func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
			to := acting(secretaries(b.Chart, d.OrgID)...)
			if alsoStaff {
				to = append(to, acting(staff(b.Chart, d.OrgID)...)...)
			}
			return orglife.NotHeldNotice(d), to
		})
	}
}

// lastDay tells who runs the organisation above on the month's last working day.
func lastDay(code orglife.Type) func(*notice.Reading, calendar.Date) ([]notice.Reminder, error) {
	return func(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
		work, err := r.Workdays()
		if err != nil || day != work.Nth(day.Month(), -1) {
			return nil, err
		}
		return dutyReminders(r, code, calendar.Monthly.Of(day), func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
			return orglife.NotHeldNotice(d), watching(deputies(b.Chart, d.OrgID)...)
		})
	}
}

func timingOf(r *notice.Reading, day calendar.Date) (*calendar.Workdays, orglife.Timing, error) {
	work, err := r.Workdays()
	if err != nil {
		return nil, orglife.Timing{}, err
	}
	timing, err := orglife.TimingOn(r.Tx, day)
	return work, timing, err
}

// fixedDay is the day of the month on which a branch meets, "" for one without.
func fixedDay(text string, month calendar.Month, work *calendar.Workdays) calendar.Date {
	fixed, err := calendar.ParseFixedDay(text)
	if err != nil {
		return "" // the organisation's own page says what is wrong with it
	}
	return fixed.In(month, work)
}

// around is how many working days before and after its day an activity is spoken of.
const around = 10

// span is from when to when activities are spoken of on the days asked about, and in their months.
func span(r *notice.Reading) (from, to calendar.Date, err error) {
	work, err := r.Workdays()
	if err != nil {
		return "", "", err
	}
	first, last := r.Days[0], r.Days[len(r.Days)-1]
	return min(first.Month().First(), work.Add(first, -around)), max(last.Month().Last(), work.Add(last, around).Month().Last()), nil
}

// plannedDays reads what is planned, and not on record, around the days asked about.
func plannedDays(r *notice.Reading) ([]orglife.ActivityRow, error) {
	from, to, err := span(r)
	if err != nil {
		return nil, err
	}
	return notice.Part(r, "planned", func(after project.After, limit int) ([]orglife.ActivityRow, error) {
		return orglife.PlannedPage(r.Tx, from, to, after.Day, after.ID, limit)
	}, func(a *orglife.ActivityRow) project.After { return project.After{Day: a.HeldOn, ID: a.ID} })
}

// plannedBy is that of the organisations that some duties are of; a reading of
// everything has it of all, once.
func plannedBy(r *notice.Reading, duties []orglife.DutyRow) ([]orglife.ActivityRow, error) {
	orgs := make([]int64, len(duties))
	for i, d := range duties {
		orgs[i] = d.OrgID
	}
	return plannedOf(r, orgs)
}

func plannedOf(r *notice.Reading, orgs []int64) ([]orglife.ActivityRow, error) {
	if r.Whole() {
		return plannedDays(r)
	}
	from, to, err := span(r)
	if err != nil {
		return nil, err
	}
	return orglife.PlannedBy(r.Tx, orgs, from, to)
}

func hasPlan(planned []orglife.ActivityRow, orgID int64, code orglife.Type, month calendar.Month) bool {
	return slices.ContainsFunc(planned, func(a orglife.ActivityRow) bool {
		return a.OrgID == orgID && a.Type == code && a.HeldOn.Month() == month
	})
}
