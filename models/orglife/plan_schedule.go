package orglife

import (
	"cmp"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
)

// Slots are the times of a month that a plan sets, by the key of their column.
const (
	CommitteeSlot = "committee"
	FixedSlot     = "held"
	SecondSlot    = "second"
)

// schedule puts what is still to come of an approved plan on the calendar. What
// the branch has there already for the day is taken for it.
func (p *Plan) schedule(tx *models.Tx) error {
	rule, err := planning(tx, p.Year, p.Org)
	if err != nil {
		return err
	}
	there, err := models.In[Activity](tx).Where("org_id = ? AND held_on BETWEEN ? AND ?", p.OrgID, tx.Today(), calendar.MonthOf(p.Year, 12).Last()).Find(tx.Ctx)
	if err != nil {
		return err
	}
	var fresh []Activity
	for _, r := range p.Rows {
		for _, a := range r.activities(rule) {
			if a.HeldOn < tx.Today() {
				continue
			}
			if at := slices.IndexFunc(there, func(b Activity) bool { return b.Type == a.Type && b.HeldOn == a.HeldOn }); at >= 0 {
				err = there[at].adopt(tx, a)
			} else {
				a.OrgID = p.OrgID
				err = a.credit(tx, p.Org, models.FieldErrors{}) // what may not count does not
				fresh = append(fresh, a)
			}
			if err != nil {
				return err
			}
		}
	}
	return insertAll(tx, fresh)
}

// insertAll writes activities that are planned, with what they are to count as.
func insertAll(tx *models.Tx, list []Activity) error {
	if len(list) == 0 {
		return nil
	}
	if err := models.In[Activity](tx).CreateInBatches(tx.Ctx, &list, 100); err != nil {
		return err
	}
	var credits []Credit
	found := make([]models.Findable, len(list))
	for i := range list {
		a := &list[i]
		for _, c := range a.credits {
			c.ActivityID = a.ID
			credits = append(credits, c)
		}
		found[i] = a.findable()
	}
	if err := models.In[Credit](tx).CreateInBatches(tx.Ctx, &credits, 100); err != nil {
		return err
	}
	return tx.Index(models.SearchActivities, found...)
}

// activities are what the row plans.
func (r *PlanRow) activities(rule Planning) []Activity {
	var list []Activity
	add := func(slot string, t Type, on calendar.Date, note, standard, topic string) {
		if on != "" {
			list = append(list, Activity{Type: t, State: Planned, Period: calendar.Monthly.Of(on), HeldOn: on, PlannedOn: on, PlanRowID: r.ID, PlanSlot: slot,
				StartsAt: rule.clock(note, standard), Place: r.Place, Topic: topic, Also: r.also(slot)})
		}
	}
	add(CommitteeSlot, CommitteeMeeting, r.CommitteeOn, r.CommitteeNote, rule.Forenoon, "研究主题党日："+r.Topic)
	add(FixedSlot, ThemeDay, r.HeldOn, r.HeldNote, rule.Afternoon, r.Topic)
	add(SecondSlot, ThemeDay, r.SecondOn, "", rule.Afternoon, cmp.Or(strings.Trim(r.SecondTopic, "—-"), r.Topic))
	return list
}

// also is what the activity of a slot counts as besides: what the second time
// speaks of is the second's, all else the first's.
func (r *PlanRow) also(slot string) (types []Type) {
	if slot == CommitteeSlot {
		return nil
	}
	known, _ := r.Counts()
	for _, name := range known {
		second := strings.Contains(r.SecondTopic, name) && !strings.Contains(r.Topic+r.Form, name)
		if t := alsoTypes[name]; t != "" && second == (slot == SecondSlot) {
			types = append(types, t)
		}
	}
	return types
}

// clock is the time of day that a note such as "上午" stands for.
func (rule Planning) clock(note, standard string) string {
	switch {
	case strings.HasPrefix(note, "上午"):
		return rule.Forenoon
	case strings.HasPrefix(note, "下午"):
		return rule.Afternoon
	}
	return standard
}

// adopt makes an activity that is there the one the plan speaks of.
func (a *Activity) adopt(tx *models.Tx, plan Activity) error {
	_, err := models.In[Activity](tx).Where("id = ?", a.ID).Set(models.Assign("plan_row_id", plan.PlanRowID), models.Assign("plan_slot", plan.PlanSlot),
		models.Assign("planned_on", plan.PlannedOn), models.Assign("revision", a.Revision+1)).Update(tx.Ctx)
	return err
}
