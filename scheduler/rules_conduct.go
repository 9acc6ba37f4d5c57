package scheduler

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// conductRules are about people, and told only to those who answer for them: A42, A45.
var conductRules = []notice.Rule{
	{Name: "absence-care", Title: "党员连续未请假缺席（3个月关心，5个月提示）", At: "08:30", Late: 7, Due: absenceCare,
		Next: "请谈心了解情况；系统不作结论，也不告诉其他党员。"},
	{Name: "leader-absent", Title: "党员领导干部一个季度未参加所在支部活动", At: "08:30", Late: 7, Due: leaderAbsent,
		Next: "请提醒本人以普通党员身份参加；只告诉所在支部书记和机关党委。"},
}

// absenceCare looks back on the first of a month; of months to come nothing is known.
func absenceCare(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	if day != day.Month().First() || day > r.Today() {
		return nil, nil
	}
	month := day.Month().Add(-1)
	runs, err := orglife.AbsenceRuns(r.Tx, month)
	runs = slices.DeleteFunc(runs, func(a orglife.AbsenceRun) bool { return a.Months != orglife.Care && a.Months != orglife.Warn })
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	var orgs []int64
	for _, a := range runs {
		orgs = append(orgs, a.OrgID)
	}
	c, err := chartAround(r, orgs, nil)
	var list []notice.Reminder
	for _, a := range runs {
		n, to := orglife.CareNotice(a, month), acting(others(secretaries(c, a.OrgID), a.MemberID)...)
		if a.Months == orglife.Warn {
			n, to = orglife.WarnNotice(a, month), append(to, watching(others(above(c, a.OrgID), a.MemberID)...)...)
		}
		list = append(list, notice.Reminder{Notice: n, To: to})
	}
	return list, err
}

func leaderAbsent(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	quarter := calendar.Quarterly.Of(day)
	if day != quarter.First() || day > r.Today() {
		return nil, nil
	}
	quarter = quarter.Add(-1)
	leaders, err := orglife.AbsentLeaders(r.Tx, quarter.First(), quarter.Last())
	if err != nil || len(leaders) == 0 {
		return nil, err
	}
	var orgs []int64
	for _, l := range leaders {
		orgs = append(orgs, l.OrgID)
	}
	c, err := chartAround(r, orgs, nil)
	var list []notice.Reminder
	for _, l := range leaders {
		to := append(acting(others(secretaries(c, l.OrgID), l.MemberID)...), watching(others(above(c, l.OrgID), l.MemberID)...)...)
		list = append(list, notice.Reminder{Notice: orglife.LeaderNotice(l, quarter), To: to})
	}
	return list, err
}

// above are who head the organisation between a branch and the work committee, if there is one.
func above(c *models.Chart, orgID int64) []models.Holder {
	return c.Held(c.Nearest(orgID, middle...).ID, models.CommitteeSecretary, models.DeputySecretary)
}

// others are holders without the one it is about.
func others(holders []models.Holder, memberID int64) []models.Holder {
	return slices.DeleteFunc(slices.Clone(holders), func(h models.Holder) bool { return h.MemberID == memberID })
}
