package handlers

import (
	"cmp"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// road shows the stages with their nodes.
func road(tx *models.Tx, w *project.Whole) (list []stageView, note phrase, err error) {
	weights := 0
	current := true
	for i := range w.Milestones {
		m := &w.Milestones[i]
		light, err := m.Light(tx)
		if err != nil {
			return nil, nil, err
		}
		if !m.IsStage() {
			continue
		}
		weights += m.Weight
		v := stageView{ID: m.ID, Name: m.Name, Mark: strconv.Itoa(m.Seq), Weight: phrase{"权重 %d", m.Weight}, From: dueOn(m.StartOn),
			Due: dueOn(m.DueOn), Light: showLight(tx, light), Goal: m.Goal, Measures: inLines(m.Measures), Standard: m.Standard,
			Done: m.Percent, Time: m.TimeShare(tx.Today()), Bar: barOf(light)}
		v.Name = circled(m.Seq) + " " + m.Name
		if m.OwnerPostID != 0 && m.OwnerPostID != w.OwnerPostID {
			v.Owner = holderName(w.Holders[m.OwnerPostID])
		}
		switch {
		case m.State == project.Done:
			v.Class = "done"
		case current && w.UnderWay():
			v.Class, current = "now", false
		}
		v.Running = m.State != project.Done && (m.Percent > 0 || v.Class == "now")
		if m.FirstDueOn != m.DueOn && m.FirstDueOn.Valid() {
			v.FirstDue = m.FirstDueOn.Short()
		}
		if v.Left, err = left(tx, m); err != nil {
			return nil, nil, err
		}
		v.After, v.Rounds = forerunners(w, m), countRounds(w, m)
		if err := v.addNodes(tx, w, m); err != nil {
			return nil, nil, err
		}
		v.Forms = milestoneForms(tx, w, m, w.AllowedOn(tx, m))
		list = append(list, v)
	}
	return list, phrase{"%d 个阶段 · 权重合计 %d", len(list), weights}, nil
}

// left is how long the owner still has.
func left(tx *models.Tx, m *project.Milestone) (phrase, error) {
	if !m.Running || !m.OwedOn.Valid() || m.OwedOn < tx.Today() || m.StartOn > tx.Today() {
		return nil, nil
	}
	return remaining(tx, m.OwedOn)
}

// remaining is "还剩 7 个工作日", or that it is today.
func remaining(tx *models.Tx, day calendar.Date) (phrase, error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	if day == tx.Today() {
		return phrase{"今天到期"}, nil
	}
	return phrase{"还剩 %d 个工作日", work.Between(tx.Today(), day)}, nil
}

func forerunners(w *project.Whole, m *project.Milestone) phrase {
	var first []string
	for _, id := range w.Needs[m.ID] {
		if n := w.Milestone(id); n != nil {
			first = append(first, circled(n.Seq))
		}
	}
	if len(first) == 0 {
		return nil
	}
	return phrase{"接 %s", strings.Join(first, "")}
}

func countRounds(w *project.Whole, m *project.Milestone) phrase {
	n := 0
	for _, r := range w.Rounds {
		if r.MilestoneID == m.ID {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return phrase{"%d 轮审核", n}
}

func (v *stageView) addNodes(tx *models.Tx, w *project.Whole, stage *project.Milestone) error {
	for i := range w.Milestones {
		m := &w.Milestones[i]
		if m.StageID == nil || *m.StageID != stage.ID {
			continue
		}
		light, err := m.Light(tx)
		if err != nil {
			return err
		}
		n := nodeView{ID: m.ID, Name: m.Name, Owner: holderName(w.Holders[cmp.Or(m.OwnerPostID, w.OwnerPostID)]), Due: m.DueOn.Short(), Percent: m.Percent, Light: showLight(tx, light)}
		if m.FirstDueOn != m.DueOn && m.FirstDueOn.Valid() {
			n.First = m.FirstDueOn.Short()
		}
		for _, e := range w.Extensions {
			if e.MilestoneID == m.ID && e.State == project.Waiting {
				n.Asked = e.NewDueOn.Short()
			}
		}
		if m.State != project.Done {
			v.Open++
		}
		n.Forms = milestoneForms(tx, w, m, w.AllowedOn(tx, m))
		v.Nodes = append(v.Nodes, n)
	}
	return nil
}
