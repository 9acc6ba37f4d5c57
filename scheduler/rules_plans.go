package scheduler

import (
	"luoshi/calendar"
	"luoshi/models/notice"
	"luoshi/models/orglife"
)

// planRules are about the year's plans: calendar.md F.1.
var planRules = []notice.Rule{
	{Name: "plan-due", Title: "年度主题党日计划尚未提交（到期前10、3个工作日）", At: "08:30", Late: 5, Due: planDue,
		Next: "到期仍没有审核通过的计划，次日起记为逾期。"},
}

// planDue tells the branches that have not handed in the plan of the year.
func planDue(r *notice.Reading, day calendar.Date) ([]notice.Reminder, error) {
	work, err := r.Workdays()
	if err != nil {
		return nil, err
	}
	due, leads, err := orglife.PlanDue(r.Tx, day.Year())
	if err != nil || day > due { // also where none are owed
		return nil, err
	}
	for _, lead := range leads {
		if work.Add(due, -lead) == day {
			return plansOwed(r, day.Year(), due)
		}
	}
	return nil, nil
}

func plansOwed(r *notice.Reading, year int, due calendar.Date) ([]notice.Reminder, error) {
	plans, err := notice.Part(r, "plans", func(after string, limit int) ([]orglife.PlanLine, error) {
		return orglife.Plans(r.Tx, orglife.PlanSearch{Year: year, After: after, Limit: limit})
	}, func(p *orglife.PlanLine) string { return p.OrgCode })
	if err != nil {
		return nil, err
	}
	_, c, err := charted(r, plans, func(p *orglife.PlanLine) (int64, []int64) { return p.OrgID, nil })
	var list []notice.Reminder
	for _, p := range plans {
		if p.State == orglife.PlanSubmitted || p.State == orglife.PlanApproved {
			continue
		}
		n := orglife.OwedPlanNotice(c.Org(p.OrgID), year, due)
		n.Key = n.Subject
		list = append(list, notice.Reminder{Notice: n, To: keepers(c, p.OrgID)})
	}
	return list, err
}
