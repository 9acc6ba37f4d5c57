package scheduler

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// meeting is a branch whose fixed day is to be prepared.
type meeting struct {
	org models.Org
	on  calendar.Date
}

// toPrepare lists the branches whose fixed day, or the day to which it was moved, is
// so many working days away.
func toPrepare(r *notice.Reading, day calendar.Date) (list []meeting, err error) {
	work, timing, err := timingOf(r, day)
	if err != nil || !work.Is(day) {
		return nil, err
	}
	all, err := everyBranch(r)
	if err != nil {
		return nil, err
	}
	on := work.Add(day, timing.StudyBefore)
	moved, err := notice.Keep(r, "moved", func() (orglife.Moves, error) {
		from, to, err := span(r)
		if err != nil {
			return nil, err
		}
		return orglife.MovedDays(r.Tx, from, to)
	})
	for _, org := range all {
		if moved.From(org.ID, fixedDay(org.FixedDay, on.Month(), work)) == on && org.EstablishedOn <= on && (org.ClosedOn == "" || org.ClosedOn >= on) {
			list = append(list, meeting{org, on})
		}
	}
	return list, err
}

// everyBranch is what the whole chart has, or a page of it.
func everyBranch(r *notice.Reading) ([]models.Org, error) {
	if !r.Whole() {
		return notice.Part(r, "branches", r.BranchesAfter, func(o *models.Org) int64 { return o.ID })
	}
	c, err := wholeChart(r)
	if err != nil {
		return nil, err
	}
	return c.Branches(), nil
}

// hosts are the branches that meet.
func hosts(meetings []meeting) []int64 {
	orgs := make([]int64, len(meetings))
	for i, m := range meetings {
		orgs[i] = m.org.ID
	}
	return orgs
}

func themeNotPlanned(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	meetings, err := toPrepare(r, day)
	if err != nil || len(meetings) == 0 {
		return nil, err
	}
	c, err := chartAround(r, hosts(meetings), nil)
	if err != nil {
		return nil, err
	}
	planned, err := plannedOf(r, hosts(meetings))
	if err != nil {
		return nil, err
	}
	var list []notice.Reminder
	for _, m := range meetings {
		if hasPlan(planned, m.org.ID, orglife.ThemeDay, m.on.Month()) {
			continue
		}
		n := notice.Notice{Key: subjectOf(m.org), Subject: subjectOf(m.org), OrgID: m.org.ID, DueOn: m.on, Basis: language.Phrase{"年度主题党日计划；固定日“%s”", language.Word(m.org.FixedDay)},
			Title: language.Phrase{"%s主题党日尚未安排", m.on.Short()},
			Body:  language.Phrase{"%s的固定日为%s，请填写时间、地点和主题（约1分钟）；安排好后系统自动通知本支部党员。", m.org.Name, m.on.WithWeekday()},
			Link:  orglife.NewLink(m.org.ID, orglife.ThemeDay, m.on)}
		list = append(list, notice.Reminder{Notice: n, To: acting(secretaries(c, m.org.ID)...)})
	}
	return list, nil
}

func themeNotStudied(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	meetings, err := toPrepare(r, day)
	if err != nil || len(meetings) == 0 {
		return nil, err
	}
	c, err := chartAround(r, hosts(meetings), nil)
	if err != nil {
		return nil, err
	}
	_, timing, err := timingOf(r, day)
	if err != nil {
		return nil, err
	}
	met, err := lastMeetings(r, meetings, r.Days[0].Add(-timing.StudyWithin))
	if err != nil {
		return nil, err
	}
	var list []notice.Reminder
	for _, m := range meetings {
		if m.org.CommitteeSeats == 0 || met[m.org.ID] >= day.Add(-timing.StudyWithin) {
			continue
		}
		n := orglife.StudyThemeNotice(orglife.DutyRow{Duty: orglife.Duty{Code: orglife.CommitteeMeeting, OrgID: m.org.ID}, OrgName: m.org.Name}, m.on)
		n.Key, n.Subject = subjectOf(m.org), subjectOf(m.org)
		list = append(list, notice.Reminder{Notice: n, To: acting(secretaries(c, m.org.ID)...)})
	}
	return list, nil
}

// lastMeetings are those of the committees of who meets; a reading of everything has all, once.
func lastMeetings(r *notice.Reading, meetings []meeting, since calendar.Date) (map[int64]calendar.Date, error) {
	if r.Whole() {
		return notice.Keep(r, "committees", func() (map[int64]calendar.Date, error) { return orglife.LastCommitteeMeetings(r.Tx, nil, since) })
	}
	return orglife.LastCommitteeMeetings(r.Tx, hosts(meetings), since)
}

func subjectOf(o models.Org) string { return fmt.Sprintf("orgs/%d", o.ID) }

// activityReminders makes a reminder of each planned activity for which it is time.
func activityReminders(r *notice.Reading, isTime func(orglife.ActivityRow) bool,
	make func(*models.Chart, orglife.ActivityRow) (notice.Notice, []notice.To)) ([]notice.Reminder, error) {
	planned, err := plannedDays(r)
	if err != nil {
		return nil, err
	}
	now := slices.DeleteFunc(slices.Clone(planned), func(a orglife.ActivityRow) bool { return !isTime(a) })
	_, c, err := charted(r, now, nearActivity)
	var list []notice.Reminder
	for _, a := range now {
		if n, to := make(c, a); len(to) > 0 {
			n.Key = n.Subject
			list = append(list, notice.Reminder{Notice: n, To: to})
		}
	}
	return list, err
}

func themeAhead(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	work, timing, err := timingOf(r, day)
	if err != nil || !work.Is(day) {
		return nil, err
	}
	planned, err := plannedDays(r)
	if err != nil {
		return nil, err
	}
	var ahead []orglife.ActivityRow
	var branches []int64
	for _, a := range planned {
		if a.Type == orglife.ThemeDay && a.HeldOn > day && work.Add(a.HeldOn, -timing.NoticeBefore) == day {
			ahead, branches = append(ahead, a), append(branches, a.OrgID)
		}
	}
	if len(ahead) == 0 {
		return nil, nil
	}
	accounts, err := r.MemberAccounts(branches)
	var list []notice.Reminder
	for _, a := range ahead {
		n := orglife.AheadNotice(a)
		n.Key = n.Subject
		var to []notice.To
		for _, user := range accounts[a.OrgID] {
			to = append(to, notice.To{UserID: user, As: language.Phrase{"%s 党员", a.OrgName}, Copy: true})
		}
		list = append(list, notice.Reminder{Notice: n, To: to})
	}
	return list, err
}

// unplanned makes a reminder of each branch whose fixed day it was, if it has
// neither planned nor, where only those count, held a theme day in that month.
func unplanned(r *notice.Reading, on calendar.Date, onlyUnheld bool, words func(orglife.DutyRow, calendar.Date) notice.Notice) ([]notice.Reminder, error) {
	work, err := r.Workdays()
	if err != nil {
		return nil, err
	}
	return dutyReminders(r, orglife.ThemeDay, calendar.Monthly.Of(on), func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
		if fixedDay(d.FixedDay, on.Month(), work) != on || onlyUnheld && d.Held > 0 || hasPlan(b.planned, d.OrgID, orglife.ThemeDay, on.Month()) {
			return notice.Notice{}, nil
		}
		return words(d, on), keepers(b.Chart, d.OrgID)
	})
}

// keepers put a branch's activities on record.
func keepers(c *models.Chart, orgID int64) []notice.To {
	return append(acting(secretaries(c, orgID)...), acting(staff(c, orgID)...)...)
}

func themeToday(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	list, err := activityReminders(r, func(a orglife.ActivityRow) bool {
		return a.Type == orglife.ThemeDay && a.HeldOn == day
	}, func(c *models.Chart, a orglife.ActivityRow) (notice.Notice, []notice.To) {
		return orglife.TodayNotice(a), keepers(c, a.OrgID)
	})
	if err != nil {
		return nil, err
	}
	more, err := unplanned(r, day, false, orglife.FixedDayNotice)
	return append(list, more...), err
}

func recordMissing(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	work, timing, err := timingOf(r, day)
	if err != nil || !work.Is(day) {
		return nil, err
	}
	list, err := activityReminders(r, func(a orglife.ActivityRow) bool {
		return a.HeldOn < day && work.Add(a.HeldOn, timing.MinutesAfter) == day
	}, func(c *models.Chart, a orglife.ActivityRow) (notice.Notice, []notice.To) {
		return orglife.RecordMissingNotice(a), keepers(c, a.OrgID)
	})
	if err != nil {
		return nil, err
	}
	more, err := unplanned(r, work.Add(day, -timing.MinutesAfter), true, orglife.NoRecordNotice)
	return append(list, more...), err
}
