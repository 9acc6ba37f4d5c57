package scheduler

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
)

// improvementLead is how many working days ahead improvements are first spoken of.
const improvementLead = 3

// improvements reads what owners have yet to improve; for a person, one's own.
func improvements(r *notice.Reading, lists ...list[project.Improvement]) ([]project.Improvement, *models.Chart, error) {
	return desk(r, func(r *notice.Reading) ([]project.Improvement, error) {
		w, err := mine(r)
		return w.Improvements, err
	}, nearImprovement, lists...)
}

func improvementsDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := improvements(r, improvementsComing)
	for _, i := range all {
		lead, falls, err := project.LeadOn(r.Tx, i.DueOn, day)
		if err != nil {
			return nil, err
		}
		if falls && lead <= improvementLead {
			n := improvementNotice("improvement-due", lead, &i, language.Phrase{"《%s》的改进将于%s到期：%s", i.Project.Name, i.DueOn.Short(), i.Problem})
			list = append(list, notice.Reminder{Notice: n, To: ownersOf(c, lead, i.OrgID, i.OwnerPostID, i.Project.OwnerPostID)})
		}
	}
	return list, err
}

func improvementsOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := improvements(r, improvementsLate...)
	for _, i := range all {
		some, err := late(r, c, i.DueOn, day, i.OrgID, []int64{i.OwnerPostID, i.Project.OwnerPostID}, func(after int, owner string) notice.Notice {
			return improvementNotice("improvement-overdue", after, &i,
				language.Phrase{"《%s》的改进应于%s完成，尚未提交%s：%s", i.Project.Name, i.DueOn.Short(), project.Responsible(owner), i.Problem})
		})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, err
}

func improvementNotice(rule string, step int, i *project.Improvement, title language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("%s/%d@%s/improvements/%d", rule, step, i.DueOn, i.ID), Subject: fmt.Sprintf("improvements/%d", i.ID), OrgID: i.OrgID,
		Title: title, Body: language.Phrase{"请落实改进措施，完成后提交核验。措施：%s", i.Measure}, Link: i.Project.Link(), Basis: language.Phrase{basis}, DueOn: i.DueOn}
}
