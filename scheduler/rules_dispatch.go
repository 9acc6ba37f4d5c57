package scheduler

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/models/project"
)

// dispatchRules are the reminders to sign for what was handed down: to those who take
// it over, and in one notice to who handed it down.
var dispatchRules = []notice.Rule{
	{Name: "receipts-late", Title: "下达的任务有单位未签收", At: "00:10", Late: 7, Due: receiptsLate, Next: "仍未签收的，逾期第3、5个工作日再提醒您。"},
	{Name: "receipt-overdue", Title: "任务签收逾期", At: "00:10", Late: 7, Due: receiptOverdue, Next: "仍未签收的，逾期第3个工作日提醒专职副书记，第5个工作日提醒分管负责同志。"},
	{Name: "receipt-due", Title: "任务待签收（前1个工作日和当天）", At: "08:30", Late: 3, Due: receiptDue, Next: "到期未签收的，逾期第1个工作日提醒本单位书记和下达的同志。"},
}

// receipts reads the parts to be signed for; for a person, those that concern that one.
func receipts(r *notice.Reading) ([]project.Unanswered, *models.Chart, error) {
	return desk(r, unanswered, nearReceipt, receiptsDueList)
}

// lateReceipts reads them task by task, so that one notice names all of a task's.
func lateReceipts(r *notice.Reading) (list []project.Unanswered, c *models.Chart, err error) {
	if r.Whole() {
		return receipts(r)
	}
	err = notice.Stretch(r, "tasks with receipts late", func(after int64, room int) (int64, int, bool, error) {
		var of []int64
		if list, of, err = project.ReceiptsLate(r.Tx, r.Days[0], r.Days[len(r.Days)-1], after, room); err != nil || len(of) < room {
			return after, len(of), false, err
		}
		return of[room-1], room, true, nil
	})
	if err != nil {
		return nil, nil, err
	}
	return charted(r, list, nearReceipt)
}

func unanswered(r *notice.Reading) ([]project.Unanswered, error) {
	return notice.Keep(r, "unanswered", func() ([]project.Unanswered, error) { return project.Unanswereds(r.Tx) })
}

func receiptNotice(rule string, step int, u *project.Unanswered, title language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("%s/%d@%s/projects/%d", rule, step, u.DueOn, u.ProjectID), Subject: fmt.Sprintf("projects/%d", u.ProjectID), OrgID: u.OrgID,
		Title: title, Body: language.Phrase{"请明确责任人后签收（约2分钟）；不能承接的，请写明理由退回。"}, Link: u.Link(), Basis: language.Phrase{basis}, DueOn: u.DueOn}
}

func receiptDue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := receipts(r)
	for i := range all {
		u := &all[i]
		if u.State != project.Unsigned {
			continue
		}
		lead, _, err := project.SignOn(r.Tx, u.DueOn, day)
		if err != nil {
			return nil, err
		}
		if lead >= 0 {
			n := receiptNotice("receipt-due", lead, u, language.Phrase{"《%s》请于%s前签收", u.Name, u.DueOn.Short()})
			list = append(list, notice.Reminder{Notice: n, To: ownersOf(c, lead, u.OrgID, u.OwnerPostID)})
		}
	}
	return list, err
}

func receiptOverdue(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := receipts(r)
	for i := range all {
		u := &all[i]
		if u.State != project.Unsigned {
			continue
		}
		_, step, err := project.SignOn(r.Tx, u.DueOn, day)
		if err != nil {
			return nil, err
		}
		if step == nil {
			continue
		}
		owner := c.Holder(u.OwnerPostID)
		to := watching(climb(c, foot(c, u.OrgID, owner), owner, step.Offices)...)
		n := receiptNotice("receipt-overdue", step.After, u, language.Phrase{"《%s》应于%s签收，尚未签收%s", u.Name, u.DueOn.Short(), project.Responsible(owner.MemberName)})
		list = append(list, notice.Reminder{Notice: n, To: append(acting(answerable(c, u.OrgID, u.OwnerPostID)...), to...)})
	}
	return list, err
}

// receiptsLate tells who handed a task down, and who owns it, which organisations have
// not signed: one notice for all of them.
func receiptsLate(r *notice.Reading, day calendar.Date) (list []notice.Reminder, err error) {
	all, c, err := lateReceipts(r)
	at, names := map[string]int{}, map[string][]string{}
	for i := range all {
		u := &all[i]
		if u.State != project.Unsigned || !r.Actor.System && !u.Sent(r.Tx) {
			continue
		}
		_, step, err := project.SignOn(r.Tx, u.DueOn, day)
		if err != nil {
			return nil, err
		}
		if step == nil {
			continue
		}
		key := fmt.Sprintf("receipts-late/%d@%s/projects/%d", step.After, u.DueOn, u.ParentID)
		names[key] = append(names[key], u.OrgName)
		if _, seen := at[key]; !seen {
			at[key] = len(list)
			list = append(list, notice.Reminder{Notice: notice.Notice{Key: key, Subject: fmt.Sprintf("projects/%d", u.ParentID), OrgID: u.TaskOrgID,
				Link: u.PartsLink() + "?state=waiting", Basis: language.Phrase{basis}, DueOn: u.DueOn}})
		}
		told := &list[at[key]]
		told.Title = language.Phrase{"《%s》应于%s签收，还有%d个单位未签收", u.TaskName, u.DueOn.Short(), len(names[key])}
		told.Body = language.Phrase{"未签收：%s。已提醒各单位，请督促签收。", language.Join("、", names[key])}
		told.To = append(acting(c.Holder(u.TaskOwner)), notice.To{UserID: u.SentBy})
	}
	return list, err
}
