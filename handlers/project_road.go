package handlers

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/project"
)

// road shows the stages with their nodes.
func road(tx *models.Tx, w *project.Whole) (list []stageView, note string, err error) {
	weights := 0
	current := true
	for i := range w.Milestones {
		m := &w.Milestones[i]
		light, err := m.Light(tx)
		if err != nil {
			return nil, "", err
		}
		if !m.IsStage() {
			continue
		}
		weights += m.Weight
		v := stageView{ID: m.ID, Name: m.Name, Mark: strconv.Itoa(m.Seq), Weight: "权重 " + strconv.Itoa(m.Weight), From: dayOr(m.StartOn.Short().String(), "未定"),
			Due: dayOr(m.DueOn.Short().String(), "未定"), Light: showLight(light), Goal: m.Goal, Measures: inLines(m.Measures), Standard: m.Standard,
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
			v.FirstDue = m.FirstDueOn.Short().String()
		}
		if v.Left, err = left(tx, m); err != nil {
			return nil, "", err
		}
		v.After, v.Rounds = forerunners(w, m), countRounds(w, m)
		if err := v.addNodes(tx, w, m); err != nil {
			return nil, "", err
		}
		v.Forms = milestoneForms(w, m, w.AllowedOn(tx, m))
		list = append(list, v)
	}
	return list, fmt.Sprintf("%d 个阶段 · 权重合计 %d", len(list), weights), nil
}

// left is how long the owner still has.
func left(tx *models.Tx, m *project.Milestone) (string, error) {
	if !m.Running || !m.OwedOn.Valid() || m.OwedOn < tx.Today() || m.StartOn > tx.Today() {
		return "", nil
	}
	return remaining(tx, m.OwedOn)
}

// remaining is "还剩 7 个工作日", or that it is today.
func remaining(tx *models.Tx, day calendar.Date) (string, error) {
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	if day == tx.Today() {
		return "今天到期", nil
	}
	return fmt.Sprintf("还剩 %d 个工作日", work.Between(tx.Today(), day)), nil
}

func forerunners(w *project.Whole, m *project.Milestone) string {
	var first []string
	for _, id := range w.Needs[m.ID] {
		if n := w.Milestone(id); n != nil {
			first = append(first, circled(n.Seq))
		}
	}
	if len(first) == 0 {
		return ""
	}
	return "接 " + strings.Join(first, "")
}

func countRounds(w *project.Whole, m *project.Milestone) string {
	n := 0
	for _, r := range w.Rounds {
		if r.MilestoneID == m.ID {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d 轮审核", n)
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
		n := nodeView{ID: m.ID, Name: m.Name, Owner: holderName(w.Holders[cmp.Or(m.OwnerPostID, w.OwnerPostID)]), Due: m.DueOn.Short().String(), Percent: m.Percent, Light: showLight(light)}
		if m.FirstDueOn != m.DueOn && m.FirstDueOn.Valid() {
			n.First = m.FirstDueOn.Short().String()
		}
		for _, e := range w.Extensions {
			if e.MilestoneID == m.ID && e.State == project.Waiting {
				n.Asked = e.NewDueOn.Short().String()
			}
		}
		if m.State != project.Done {
			v.Open++
		}
		n.Forms = milestoneForms(w, m, w.AllowedOn(tx, m))
		v.Nodes = append(v.Nodes, n)
	}
	return nil
}
