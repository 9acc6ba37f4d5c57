package handlers

import (
	"luoshi/models/orglife"
)

// petitions lists what branches ask of the actor: one query, for those who decide.
func (d *desk) petitions() error {
	waiting, err := orglife.WaitingPetitions(d.tx)
	for i := range waiting {
		p := &waiting[i]
		v := showPetition(d.tx, p)
		d.view.Todo = append(d.view.Todo, todoItem{Kind: "petition", Title: d.say("审批：%s", p.Title()), Detail: d.say("%s · %s申请：%s", p.Org.Name, p.AskedName, p.Reason),
			Link: v.Link(), DueOn: p.Old.On, Button: "去审批", Minutes: 1, Light: lamp{"info", d.say("待我审批")}})
		d.view.WaitMe = append(d.view.WaitMe, waitItem{Name: p.AskedName, Title: v.Title, Since: v.AskedAt, Told: phrase{"%s 提交", v.Asked}, Link: v.Link(), Word: "已等",
			Days: max(0, d.work.Between(d.tx.DayOf(p.AskedAt), d.tx.Today()))})
	}
	return err
}
