package handlers

import (
	"luoshi/models/project"
)

// receipts shows what one's organisations are to sign for, before all else, and what
// one has handed down that nobody has signed for: one query.
func (d *desk) receipts() error {
	list, err := project.Unanswereds(d.tx)
	if err != nil {
		return err
	}
	var tasks []int64
	sent := map[int64][]project.Unanswered{}
	for _, u := range list {
		if u.ToTake(d.tx) {
			d.view.Todo = append(d.view.Todo, d.toSign(&u))
		}
		if u.Sent(d.tx) {
			if len(sent[u.ParentID]) == 0 {
				tasks = append(tasks, u.ParentID)
			}
			sent[u.ParentID] = append(sent[u.ParentID], u)
		}
	}
	for _, id := range tasks {
		d.handedDown(sent[id])
	}
	return nil
}

func (d *desk) toSign(u *project.Unanswered) todoItem {
	item := todoItem{Kind: "receipt", Title: d.say("签收任务：《%s》", u.Name), Link: u.Link(), DueOn: u.DueOn, Button: "去签收", Minutes: 2,
		Detail: d.say("%s %s下达 · 请于%s前签收", u.SentName, d.tx.DayOf(u.SentAt).Short(), u.DueOn.WithWeekday()), Light: lamp{"info", d.say("待签收")}, Basis: u.Code}
	if u.DueOn < d.tx.Today() {
		item.Light = lamp{"late", d.say("签收逾期 %d 个工作日", max(1, -d.left(u.DueOn)))}
	}
	return item
}

// handedDown is one line for a task, whatever the number of organisations.
func (d *desk) handedDown(list []project.Unanswered) {
	waiting, late, declined := 0, 0, 0
	for _, u := range list {
		switch {
		case u.State == project.Declined:
			declined++
		case u.DueOn < d.tx.Today():
			late++
			fallthrough
		default:
			waiting++
		}
	}
	first := &list[0]
	item := todoItem{Kind: "parts", Link: first.PartsLink(), Button: "去查看", Minutes: 1, Basis: first.TaskCode, Light: lamp{"idle", d.say("等待签收")},
		Title: d.say("《%s》%d 项未签收", first.TaskName, waiting), Detail: d.say("其中逾期 %d 项", late)}
	if late > 0 {
		item.Light = lamp{"late", d.say("签收逾期")}
	}
	if declined > 0 {
		item.Title, item.Light = d.say("《%s》%d 项未签收，%d 项退回", first.TaskName, waiting, declined), lamp{"warn", d.say("有退回")}
	}
	d.view.Todo = append(d.view.Todo, item)
}
