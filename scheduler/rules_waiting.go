package scheduler

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// waitingRules are the reminders about what was handed in: the reviewer's clock,
// on the day an answer is due and at each step of the ladder after it.
var waitingRules = []notice.Rule{
	{Name: "review-waiting", Title: "里程碑等待审核", At: "08:30", Late: 5, Due: reviewsWaiting, Next: asksAgain},
	{Name: "extension-waiting", Title: "延期申请等待答复", At: "08:30", Late: 5, Due: extensionsWaiting, Next: asksAgain},
	{Name: "project-waiting", Title: "项目等待审批、验收", At: "08:30", Late: 5, Due: projectsWaiting, Next: asksAgain},
	{Name: "petition-waiting", Title: "活动变更、补开、免除申请等待审批", At: "08:30", Late: 5, Due: petitionsWaiting, Next: "仍未办理的，逾期第1、5、10、15个工作日再提醒您。答复以前，一切照原来的安排。"},
}

const asksAgain = "仍未办理的，逾期第1、5、10、15个工作日再提醒您。等待办理期间，责任人的时限不计时。"

// asks reports whether somebody is to be asked for an answer on the day.
func asks(r *notice.Reading, due, day calendar.Date) (after int, ask bool, err error) {
	if due == day {
		return 0, true, nil
	}
	step, err := project.StepOn(r.Tx, due, day)
	if err != nil || step == nil {
		return 0, false, err
	}
	return step.After, true, nil
}

// waiting is what waits for the person asking.
func waiting(r *notice.Reading) (project.Work, error) {
	return notice.Keep(r, "waiting", func() (project.Work, error) { return project.WaitingForMe(r.Tx) })
}

// approving are the offices that decide for an organisation.
var approving = []models.Office{models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer}

// deciders are who holds the reviewing post, or who approves for the organisation:
// those of the nearest on its line with anybody but the owner and who asks.
func deciders(c *models.Chart, orgID, reviewer, ownerPost, asker int64) []models.Holder {
	owner := c.Holder(ownerPost).UserID
	if h := c.Holder(reviewer); h.UserID != 0 && h.UserID != asker && h.UserID != owner {
		return []models.Holder{h}
	}
	for _, o := range c.Line(orgID) {
		var found []models.Holder
		for _, h := range c.Held(o.ID, approving...) {
			if h.UserID != 0 && h.UserID != asker && h.UserID != owner {
				found = append(found, h)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func reviewsWaiting(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := desk(r, func(r *notice.Reading) ([]project.Review, error) {
		w, err := waiting(r)
		return w.Rounds, err
	}, nearRound, roundsAsked)
	for _, v := range all {
		after, ask, err := asks(r, v.DueOn, day)
		if err != nil {
			return nil, err
		}
		if ask {
			n := notice.Notice{Key: fmt.Sprintf("review-waiting/%d@%s/reviews/%d", after, v.DueOn, v.ID), Subject: v.Milestone.Subject(), OrgID: v.OrgID, DueOn: v.DueOn,
				Title: language.Phrase{"《%s》%s待您审核，时限%s", v.Project.Name, v.Milestone.Label(), v.DueOn.Short()},
				Body:  language.Phrase{"由%s于%s提交，请审核通过或写明理由退回（约2分钟）。", v.SubmittedName, r.DayOf(v.SubmittedAt).Short()}, Link: v.Milestone.Link(), Basis: language.Phrase{basis}}
			list = append(list, notice.Reminder{Notice: n, To: acting(deciders(c, v.OrgID, v.ReviewerPostID, v.Milestone.OwnerPostID, v.SubmittedBy)...)})
		}
	}
	return list, err
}

func extensionsWaiting(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := desk(r, func(r *notice.Reading) ([]project.Extension, error) {
		w, err := waiting(r)
		return w.Extensions, err
	}, nearExtension, extensionsAsked)
	for _, e := range all {
		after, ask, err := asks(r, e.AnswerBy, day)
		if err != nil {
			return nil, err
		}
		if ask {
			what, link, subject, owner := language.Phrase{"《%s》", e.Project.Name}, e.Project.Link(), e.Project.Subject(), e.Project.OwnerPostID
			if e.Milestone != nil && e.MilestoneID != 0 {
				what, link, subject, owner = language.Phrase{"《%s》%s", e.Project.Name, e.Milestone.Label()}, e.Milestone.Link(), e.Milestone.Subject(), e.Milestone.OwnerPostID
			}
			n := notice.Notice{Key: fmt.Sprintf("extension-waiting/%d@%s/extensions/%d", after, e.AnswerBy, e.ID), Subject: subject, OrgID: e.OrgID, DueOn: e.AnswerBy,
				Title: language.Phrase{"%s申请延期至%s，请于%s前答复", what, e.NewDueOn.Short(), e.AnswerBy.Short()},
				Body:  language.Phrase{"由%s申请，原时限%s。请同意或写明理由退回；答复前仍按原时限计算。", e.RequestedName, e.OldDueOn.Short()}, Link: link, Basis: language.Phrase{basis}}
			list = append(list, notice.Reminder{Notice: n, To: acting(deciders(c, e.OrgID, e.ReviewerPostID, owner, e.RequestedBy)...)})
		}
	}
	return list, err
}

func projectsWaiting(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := desk(r, func(r *notice.Reading) ([]project.Project, error) {
		w, err := waiting(r)
		return w.Projects, err
	}, nearProject, projectsAsked)
	for _, p := range all {
		due, err := project.AnswerBy(r.Tx, &p)
		if err != nil {
			return nil, err
		}
		after, ask, err := asks(r, due, day)
		if err != nil {
			return nil, err
		}
		if ask {
			n := projectNotice("project-waiting", after, &p, language.Phrase{"《%s》%s，请于%s前办理", p.Name, p.State, due.Short()}, language.Phrase{"请核对后同意，或写明理由退回（约3分钟）。"})
			n.Key, n.DueOn = fmt.Sprintf("project-waiting/%d@%s/%s", after, due, p.Subject()), due
			list = append(list, notice.Reminder{Notice: n, To: acting(deciders(c, p.OrgID, 0, p.OwnerPostID, p.SubmittedBy)...)})
		}
	}
	return list, err
}

func petitionsWaiting(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := desk(r, func(r *notice.Reading) ([]orglife.Petition, error) {
		return notice.Keep(r, "petitions waiting", func() ([]orglife.Petition, error) { return orglife.WaitingPetitions(r.Tx) })
	}, nearPetition, petitionsAsked)
	for i := range all {
		p := &all[i]
		after, ask, err := asks(r, p.AnswerBy, day)
		if err != nil {
			return nil, err
		}
		if ask {
			n := p.WaitingNotice()
			n.Key = fmt.Sprintf("petition-waiting/%d@%s/%s", after, p.AnswerBy, n.Subject)
			list = append(list, notice.Reminder{Notice: n, To: acting(superiors(c, p.BranchID, p.AskedBy)...)})
		}
	}
	return list, err
}
