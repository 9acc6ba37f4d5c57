package scheduler

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
	"luoshi/models/supervision"
)

// findingRules are the reminders about problems: to mend them in time, ever higher
// when they are late, and to look again at those that were closed.
var findingRules = []notice.Rule{
	{Name: supervision.OverdueRule, Title: "问题整改逾期", At: "00:10", Late: 7, Due: findingsOverdue, Next: climbsOn},
	{Name: "finding-due", Title: "问题整改将到期（前3、1个工作日和当天）", At: "08:30", Late: 3, Due: findingsDue, Next: thenOverdue},
	{Name: "lookback-waiting", Title: "销号后回头看", At: "08:30", Late: 5, Due: lookbacksDue, Next: "仍未回头看的，逾期第1、5、10、15个工作日再提醒您。"},
}

var (
	findingsComing = list[supervision.Finding]{"findings due", supervision.FindingsComingDue, afterMending}
	findingsLate   = []list[supervision.Finding]{
		{"findings overdue", supervision.FindingsOverdue, afterMending},
		{"findings in hand", supervision.FindingsInHand, afterMending},
	}
	lookbacksAsked = list[supervision.Finding]{"lookbacks", supervision.LookbacksDue, func(f *supervision.Finding) project.After {
		return project.After{Day: f.LookbackOn, ID: f.ID}
	}}
)

func afterMending(f *supervision.Finding) project.After {
	return project.After{Day: f.DueOn, ID: f.ID}
}

func nearFinding(f *supervision.Finding) (int64, []int64) { return f.OrgID, []int64{f.OwnerPostID} }

// findings reads problems; for a person, those of one's own that are open, or closed.
func findings(r *notice.Reading, closed bool, near near[supervision.Finding], lists ...list[supervision.Finding]) ([]supervision.Finding, *models.Chart, error) {
	return desk(r, func(r *notice.Reading) ([]supervision.Finding, error) {
		all, err := notice.Keep(r, "findings of mine", func() ([]supervision.Finding, error) { return supervision.ForMe(r.Tx) })
		return slices.DeleteFunc(slices.Clone(all), func(f supervision.Finding) bool { return (f.ClosedOn != "") != closed }), err
	}, near, lists...)
}

func findingsDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := findings(r, false, nearFinding, findingsComing)
	for i := range all {
		f := &all[i]
		lead, falls, err := project.LeadOn(r.Tx, f.DueOn, day)
		if err != nil {
			return nil, err
		}
		if falls && lead <= improvementLead {
			n := findingNotice("finding-due", lead, f, language.Phrase{"问题整改将于%s到期：%s", f.DueOn.Short(), f.Text})
			list = append(list, notice.Reminder{Notice: n, To: ownersOf(c, lead, f.OrgID, f.OwnerPostID)})
		}
	}
	return list, err
}

func findingsOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := findings(r, false, nearFinding, findingsLate...)
	for i := range all {
		f := &all[i]
		if f.DueOn >= day {
			continue
		}
		some, err := late(r, c, f.DueOn, day, f.OrgID, []int64{f.OwnerPostID}, func(after int, owner string) notice.Notice {
			return findingNotice(supervision.OverdueRule, after, f, language.Phrase{"%s的问题应于%s整改到位，尚未提交%s：%s", f.Org.Name, f.DueOn.Short(), project.Responsible(owner), f.Text})
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, err
}

// lookbacksDue asks who inspects to look again at what was closed.
func lookbacksDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := findings(r, true, func(f *supervision.Finding) (int64, []int64) { return f.InspectingOrg(), nil }, lookbacksAsked)
	for i := range all {
		f := &all[i]
		after, ask, err := asks(r, f.LookbackOn, day)
		if err != nil {
			return nil, err
		}
		if ask {
			n := findingNotice("lookback-waiting", after, f, language.Phrase{"请于%s对%s的问题回头看：%s", f.LookbackOn.Short(), f.Org.Name, f.Text})
			n.Key, n.DueOn = fmt.Sprintf("lookback-waiting/%d@%s/%s", after, f.LookbackOn, f.Subject()), f.LookbackOn
			n.Body = language.Phrase{"%s销号，整改结果：%s。整改巩固的保持销号，问题反弹的重新整改。", f.ClosedOn.Long(), f.Result}
			list = append(list, notice.Reminder{Notice: n, To: acting(f.Inspectors(c.Held(f.InspectingOrg(), supervision.Inspecting...))...)})
		}
	}
	return list, err
}

func findingNotice(rule string, step int, f *supervision.Finding, title language.Phrase) notice.Notice {
	body := language.Phrase{"请整改到位后提交复核；由发现问题的一方销号。"}
	if f.Requirement != "" {
		body = language.Phrase{"整改要求：%s。请整改到位后提交复核；由发现问题的一方销号。", f.Requirement}
	}
	return notice.Notice{Key: fmt.Sprintf("%s/%d@%s/%s", rule, step, f.DueOn, f.Subject()), Subject: f.Subject(), OrgID: f.OrgID, Title: title,
		Body: body, Link: f.Link(), Basis: language.Quote(f.Basis), DueOn: f.DueOn}
}
