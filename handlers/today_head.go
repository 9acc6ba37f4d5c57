package handlers

import (
	"luoshi/models"
	"luoshi/models/project"
)

// city counts the year's projects for those who look after the whole city.
func (d *desk) city() error {
	if !d.tx.Can(models.View, models.Projects, 0) {
		return nil
	}
	c, err := project.CountYear(d.tx, d.tx.Today().Year())
	d.view.City = []lightItem{{d.say("项目"), c.All, "/projects", ""}, {d.say("已逾期"), c.Late, "/projects?light=late", "late"}, {d.say("20 个工作日内到期"), c.Soon, "/projects?due=soon", "warn"}}
	return err
}

// finish writes the head line and numbers what is to be done.
func (d *desk) finish() {
	v, u := d.view, d.tx.Actor
	for i := range v.Todo {
		v.Todo[i].Mark, v.Todo[i].Main = circled(i+1), i == 0
		v.Minutes += v.Todo[i].Minutes
	}
	for _, list := range [][]todoItem{v.Overdue, v.Soon} {
		for i := range list {
			list[i].Day, list[i].Left = list[i].DueOn.WithWeekday(), phrase{"还剩 %d 个工作日", d.left(list[i].DueOn)}
		}
	}
	until := d.work.Add(d.tx.Today(), soonDays)
	v.Until, v.Sub, v.Reminded = until, d.say("%s", u.Line()), len(u.Posts) > 0
	switch todo := len(v.Todo) + len(v.Overdue); {
	case u.Admin != "":
		v.Head, v.Places = d.say("%s，您的工作在这里办理。", u.Name), adminPlaces(d.tx)
	case todo == 0 && len(v.Soon) == 0:
		v.Head = d.say("%s同志，今天没有需要您办理的事项。", u.Name)
	default:
		v.Head = d.say("%s同志，今天需要您办理 %d 件，关注 %d 件，其他事项正常。", u.Name, todo, len(v.Soon))
	}
}
