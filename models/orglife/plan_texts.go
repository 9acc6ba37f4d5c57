package orglife

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

func (p *Plan) notice(what string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("plan-%s/%d/%s", what, p.Revision, p.Subject()), Rule: "plan-" + what, Subject: p.Subject(), OrgID: p.OrgID,
		Title: title, Body: body, Basis: YearPlan.basis(), Link: "/" + p.Subject()}
}

// tellSuperiors tells who is to review the plan.
func (p *Plan) tellSuperiors(tx *models.Tx) error {
	holders, err := Superiors(tx, p.Org)
	if err != nil {
		return err
	}
	r := notice.Reminder{Notice: p.notice("submitted", language.Phrase{"%s提交了%d年主题党日计划，请审核", p.Org.Name, p.Year},
		language.Phrase{"由%s提交。可以逐月写意见退回，也可以一次通过。", p.SubmittedName})}
	for _, h := range holders {
		if h.UserID != tx.Actor.ID {
			r.To = append(r.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{r})
}

// tellBranch tells who handed the plan in, and the secretary, what was decided.
func (p *Plan) tellBranch(tx *models.Tx) error {
	n := p.notice("approved", language.Phrase{"%s%d年主题党日计划已通过", p.Org.Name, p.Year}, language.Phrase{"由%s审核通过。各次活动已排入日历，届时自动提醒。", p.DecidedName})
	if p.State == PlanReturned {
		var months []language.Phrase
		for _, r := range p.Rows {
			if r.Comment != "" {
				months = append(months, language.Phrase{"%d月：%s", r.Month, r.Comment})
			}
		}
		if p.Reason != "" {
			months = append([]language.Phrase{language.Quote(p.Reason)}, months...)
		}
		n = p.notice("returned", language.Phrase{"%s%d年主题党日计划建议调整", p.Org.Name, p.Year}, language.Phrase{"%s的意见：%s。改好后请再次提交。", p.DecidedName, language.Join("；", months)})
	}
	secretaries, err := tx.Holders(p.OrgID, models.BranchSecretary)
	if err != nil {
		return err
	}
	users := []int64{p.SubmittedBy}
	for _, h := range secretaries {
		users = append(users, h.UserID)
	}
	return notice.Send(tx, n, users...)
}

// OwedPlanNotice, before the end of the month by which a branch owes its plan: T01 of the demo data.
func OwedPlanNotice(org models.Org, year int, due calendar.Date) notice.Notice {
	body := language.Phrase{"%s请于%s前制定并提交《%d年主题党日计划》。", org.Name, due.Short(), year}
	if org.FixedDay != "" {
		body = language.Phrase{"%s已能按“%s”生成12个月的日期（节假日已顺延），核对主题即可提交。", body, language.Word(org.FixedDay)}
	}
	return notice.Notice{Subject: fmt.Sprintf("orgs/%d", org.ID), OrgID: org.ID, DueOn: due, Basis: YearPlan.basis(), Title: language.Phrase{"%d年主题党日计划请于%s前提交", year, due.Short()},
		Body: body, Link: fmt.Sprintf("/plans?year=%d&org=%d", year, org.ID)}
}
