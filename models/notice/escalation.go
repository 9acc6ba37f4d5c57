package notice

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Escalation is a notice that has climbed to a leader, who is told of all such in
// one notice a working day.
type Escalation struct {
	ID       int64
	NoticeID int64
	UserID   int64
	ToldAs   language.Phrase
	ToldOn   calendar.Date // the day of the notice that told it; "" while it waits

	Notice *Notice
}

// LeadersRule is the rule under which leaders are told.
const LeadersRule = "leaders-overdue"

// Escalate tells each leader in one notice of all that has climbed to that one and
// waits, a page at a time; nothing on days off, and nothing for a day that is over.
// What climbs too late for a day waits for the next.
func Escalate(r *Reading, day calendar.Date) error {
	work, err := r.Workdays()
	if err != nil || !work.Is(day) || day != r.Today() {
		return err
	}
	return Stretch(r, "leaders", func(after int64, room int) (int64, int, bool, error) {
		through, more, err := readers(r.Tx, "escalations WHERE told_on = ''", after, room)
		if err != nil || through == after {
			return after, 0, false, err
		}
		reached, err := models.In[Escalation](r.Tx).Preload("Notice", nil).Where("told_on = '' AND user_id > ? AND user_id <= ?", after, through).
			Order("user_id, id").Find(r.Ctx)
		if err != nil {
			return after, 0, false, err
		}
		var list []Reminder
		for rest := reached; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].UserID == rest[0].UserID {
				n++
			}
			list, rest = append(list, forLeader(rest[:n], day)), rest[n:]
		}
		if err := SendAll(r.Tx, list); err != nil {
			return after, 0, false, err
		}
		return through, len(reached), more, escalated(r.Tx, reached, day)
	})
}

// forLeader is the notice of a day that tells one leader of these.
func forLeader(all []Escalation, day calendar.Date) Reminder {
	var titles []language.Phrase
	for _, e := range all[:min(shown, len(all))] {
		titles = append(titles, e.Notice.Title)
	}
	body := language.Join("；", titles)
	if len(all) > shown {
		body = language.Phrase{"%s……等共%d件", body, len(all)}
	}
	n := Notice{Key: fmt.Sprintf("%s/%s/users/%d", LeadersRule, day, all[0].UserID), Rule: LeadersRule, Subject: fmt.Sprintf("%s/%s", LeadersRule, day),
		Title: language.Phrase{"逾期事项%d件，请关注", len(all)}, Body: body, Basis: all[0].Notice.Basis}
	if len(all) == 1 {
		n.Link = all[0].Notice.Link
	}
	return Reminder{Notice: n, To: []To{{UserID: all[0].UserID, As: all[0].ToldAs, Copy: true}}}
}

// escalated notes that these have been told.
func escalated(tx *models.Tx, all []Escalation, day calendar.Date) error {
	for some := range slices.Chunk(all, batch) {
		ids := make([]int64, len(some))
		for i, e := range some {
			ids[i] = e.ID
		}
		slices.Sort(ids)
		if _, err := models.In[Escalation](tx).Where("id IN ?", ids).Update(tx.Ctx, "told_on", day); err != nil {
			return err
		}
	}
	return nil
}

// Escalated lists what a notice to a leader tells of; none for any other notice.
func (r *Receipt) Escalated(tx *models.Tx) ([]Escalation, error) {
	if r.Notice.Rule != LeadersRule {
		return nil, nil
	}
	_, day, _ := strings.Cut(r.Notice.Subject, "/")
	return models.In[Escalation](tx).Preload("Notice", nil).Where("user_id = ? AND told_on = ?", r.UserID, day).Order("id").Find(tx.Ctx)
}
