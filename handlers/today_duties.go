package handlers

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/orglife"
)

// duties shows what the month asks of one's own branches, and what of it is open:
// three queries.
func (d *desk) duties() error {
	var branches []int64
	for _, p := range d.tx.Actor.Posts {
		if p.Kind == models.Branch || p.Kind == models.JointBranch {
			branches = append(branches, p.OrgID)
		}
	}
	if len(branches) == 0 {
		return nil
	}
	month := d.tx.Today().Month()
	list, err := orglife.DutiesIn(d.tx, branches, month.First(), month.Last())
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, p := range d.tx.Actor.Posts {
		names[p.OrgID] = p.OrgName
	}
	for i := range list {
		if list[i].DueOn > month.Last() {
			continue // what the year asks is on the wall calendar
		}
		if err := d.duty(&list[i], names[list[i].OrgID]); err != nil {
			return err
		}
	}
	if err := d.owed(branches); err != nil {
		return err
	}
	d.view.NewLink = orglife.NewLink(branches[0], orglife.ThemeDay, d.tx.Today())
	return d.unrecorded(branches)
}

// standingTones are the lights of a duty.
var standingTones = map[orglife.Standing]string{orglife.Pending: "idle", orglife.DueSoon: "warn", orglife.Due: "warn", orglife.Overdue: "late", orglife.BelowCity: "warn",
	orglife.Standing(orglife.Exempted): "idle"}

func (d *desk) duty(duty *orglife.Duty, org string) error {
	standing, err := duty.Standing(d.tx)
	if err != nil {
		return err
	}
	tone, ok := standingTones[standing]
	if !ok {
		tone = "ok"
	}
	d.view.Duties = append(d.view.Duties, dutyItem{OrgName: org, Name: d.say("%s（%s%d次）", word(orglife.TypeNames[duty.Code]), word(calendar.SpanNames[duty.Period.Span()]), duty.Needed),
		Text: fmt.Sprintf("%d / %d", duty.Held, duty.Needed), Light: lamp{tone, d.say(orglife.StandingNames[standing])}, Link: orglife.NewLink(duty.OrgID, duty.Code, d.tx.Today())})
	return nil
}

// owed lists what the actor's branches have not held yet.
func (d *desk) owed(branches []int64) error {
	rows, err := orglife.MyDuties(d.tx)
	if err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		if !slices.Contains(branches, row.OrgID) {
			continue
		}
		standing, err := row.Standing(d.tx)
		if err != nil {
			return err
		}
		item := todoItem{Kind: "duty", Title: d.say("%s%s", row.Period.Long(), word(orglife.TypeNames[row.Code])), DueOn: row.DueOn, Button: "去记录", Minutes: 2,
			Link: orglife.NewLink(row.OrgID, row.Code, d.tx.Today()), Detail: d.say("%s · %s", row.OrgName, row.Verdict(standing)), Basis: d.say("支部工作条例、市级要求")}
		if standing == orglife.DueSoon {
			item.Light = lamp{"warn", d.say(orglife.StandingNames[standing])}
		} else {
			item.Light = lamp{"idle", d.say("待开展")}
		}
		d.sort(item)
	}
	return nil
}

// unrecorded lists activities of one's branches whose day has passed without a record.
func (d *desk) unrecorded(branches []int64) error {
	today := d.tx.Today()
	rows, err := orglife.PlannedFor(d.tx, today.AddMonths(-2), today.Add(-1))
	if err != nil {
		return err
	}
	for _, a := range rows {
		if slices.Contains(branches, a.OrgID) {
			d.view.Todo = append(d.view.Todo, todoItem{Kind: "activity", Title: d.say("补上%s的记录", a.Name()), Detail: d.say("%s · 已过开展日期，还没有记录", a.OrgName), Button: "去补记", Minutes: 2,
				Link: fmt.Sprintf("/activities/%d", a.ID), DueOn: a.HeldOn, Light: lamp{"warn", d.say("缺记录")}})
		}
	}
	return nil
}
