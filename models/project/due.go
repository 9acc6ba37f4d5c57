package project

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// leadDays is how many working days ahead owners are reminded.
type leadDays struct{ Days []int }

// leads lists the lead times in force, the shortest first; on the day itself always counts.
func leads(tx *models.Tx, day calendar.Date) ([]int, error) {
	rule, _, err := models.RuleFor[leadDays](tx, models.RuleLeadDays, day, nil)
	list := append([]int{0}, rule.Days...)
	slices.Sort(list)
	return slices.Compact(list), err
}

// DueNotice is what the milestone's owner is to be told on a day about its coming
// due, if anything. Its key is that of the lead time it falls into, so that one
// entered late is still told of, once. It needs the Project, and names the Nodes loaded.
func DueNotice(tx *models.Tx, m *Milestone, day calendar.Date) (n notice.Notice, due bool, err error) {
	if !m.Running || !m.OwedOn.Valid() || m.OwedOn < day {
		return n, false, nil
	}
	list, err := leads(tx, day)
	if err != nil {
		return n, false, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return n, false, err
	}
	for _, lead := range list {
		if m.OwedOn <= work.Add(day, lead) {
			key := fmt.Sprintf("milestone-due/%d@%s/%s", lead, m.OwedOn, m.Subject())
			text := language.Phrase{"%s将于%s到期，当前%d%%%s。", m.title(), m.OwedOn.Short(), m.Percent, m.unfinished()}
			return m.notice(key, "milestone-due", text, language.Phrase{"请按时推进，完成后提交审核；确需调整时限的，请提前申请延期。"}), true, nil
		}
	}
	return n, false, nil
}

// OverdueNotice is what is said of a milestone so many working days overdue; owner
// is who holds the post that owes it.
func OverdueNotice(m *Milestone, after int, owner string) notice.Notice {
	key := fmt.Sprintf("milestone-overdue/%d@%s/%s", after, m.OwedOn, m.Subject())
	text := language.Phrase{"%s应于%s完成，尚未提交，当前%d%%%s%s。", m.title(), m.OwedOn.Short(), m.Percent, m.unfinished(), Responsible(owner)}
	return m.notice(key, "milestone-overdue", text, language.Phrase{"请填报原因和新的推进措施；时限调整须经审批同意。"})
}

// Responsible names who holds the post that owes something, at the end of a sentence about it.
func Responsible(owner string) language.Phrase {
	if owner == "" {
		return nil
	}
	return language.Phrase{"，责任人%s", owner}
}

// unfinished names the nodes still open: "，还有B0302补缺、B0702换届 2项未完成".
func (m *Milestone) unfinished() language.Phrase {
	const named = 5
	var names []string
	open := 0
	for _, n := range m.Nodes {
		if n.State != Done {
			if open++; open <= named {
				names = append(names, n.Name)
			}
		}
	}
	if open == 0 {
		return nil
	}
	if open > named {
		return language.Phrase{"，还有%s等 %d项未完成", language.Join("、", names), open}
	}
	return language.Phrase{"，还有%s %d项未完成", language.Join("、", names), open}
}

// tellDue tells owners at once what comes due within a lead time that has begun.
func (p *Project) tellDue(tx *models.Tx) error {
	list, err := models.In[Milestone](tx).Preload("Nodes", nil).Where("project_id = ?", p.ID).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	var posts []int64
	for _, m := range list {
		posts = append(posts, m.OwnerPostID)
	}
	holders, err := tx.PostHolders(posts)
	if err != nil {
		return err
	}
	for i := range list {
		m := &list[i]
		m.Project = p
		if err := m.tellDue(tx, holders[m.OwnerPostID].UserID); err != nil {
			return err
		}
	}
	return nil
}

func (m *Milestone) tellDue(tx *models.Tx, owner int64) error {
	n, due, err := DueNotice(tx, m, tx.Today())
	if err != nil || !due {
		return err
	}
	return notice.Send(tx, n, owner)
}

// tellDueAgain is tellDue after the date has moved.
func (m *Milestone) tellDueAgain(tx *models.Tx) (err error) {
	if m.Nodes, err = models.In[Milestone](tx).Where("stage_id = ?", m.ID).Order("due_on, id").Find(tx.Ctx); err != nil {
		return err
	}
	owner, err := holder(tx, m.OwnerPostID)
	if err != nil {
		return err
	}
	return m.tellDue(tx, owner)
}
