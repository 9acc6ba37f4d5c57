package scheduler

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// seasonRules are about what is owed each quarter, half-year and year: calendar.md F.1
// and the ladder of organisation.md D.4.
var seasonRules = []notice.Rule{
	{Name: "season-due", Title: "季度、半年、年度应办事项将到期（按规则提前，到期当天）", At: "08:30", Late: 3, Due: seasonDue,
		Next: "到期仍未开展的，逾期第1、5、10、15个工作日逐级提醒。"},
	{Name: "season-late", Title: "季度、半年、年度应办事项逾期（第1、5、10、15个工作日）", At: "08:30", Late: 3, Due: seasonLate,
		Next: "尽快申请补开并写明原因；需要免除的，由上级党组织审核。"},
}

// seasonDue tells whoever leads the organisation, and at the end its clerks too.
func seasonDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	work, err := r.Workdays()
	if err != nil || !work.Is(day) {
		return nil, err
	}
	seasons, err := orglife.SeasonsAround(r.Tx, day)
	for _, s := range seasons {
		ahead, end := s.Asks(day, work)
		if !ahead && !end {
			continue
		}
		some, err := dutyReminders(r, s.Code, s.Period, func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
			to := acting(leaders(b.Chart, d.OrgID)...)
			if end {
				to = append(to, acting(clerks(b.Chart, d.OrgID)...)...)
			}
			return orglife.SeasonNotice(d), to
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, err
}

// seasonLate climbs the ladder: each step once, however often the rule runs.
func seasonLate(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	seasons, err := orglife.SeasonsAround(r.Tx, day)
	if err != nil {
		return nil, err
	}
	for _, s := range seasons {
		step, err := project.StepOn(r.Tx, s.DueOn, day)
		if err != nil {
			return nil, err
		}
		if step == nil {
			continue
		}
		some, err := dutyReminders(r, s.Code, s.Period, func(b branches, d orglife.DutyRow) (notice.Notice, []notice.To) {
			return orglife.SeasonLateNotice(d), watching(climb(b.Chart, stand(b.Chart, d.OrgID), models.Holder{}, step.Offices)...)
		})
		if err != nil {
			return nil, err
		}
		for i := range some {
			some[i].Key = fmt.Sprintf("season-late/%d@%s/%s", step.After, s.DueOn, some[i].Subject)
		}
		list = append(list, some...)
	}
	return list, nil
}

// leaders answer for what an organisation owes: a branch's secretary, a group's
// leader, a leading group's secretary.
func leaders(c *models.Chart, orgID int64) []models.Holder {
	return append(secretaries(c, orgID), c.Held(orgID, models.PartyGroupLeader, models.GroupSecretary)...)
}

// clerks do the paperwork of an organisation; a leading group's is done by what it guides.
func clerks(c *models.Chart, orgID int64) []models.Holder { return staff(c, stand(c, orgID)) }

// stand is where an organisation's ladder stands: a leading group's at what it guides.
func stand(c *models.Chart, orgID int64) int64 {
	if c.Org(orgID).Kind == models.LeadingGroup {
		return c.Guided(orgID)
	}
	return orgID
}
