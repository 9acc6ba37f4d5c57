package handlers

import (
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
)

// ruleView is a reminder rule as the API shows it.
type ruleView struct {
	Name     string        `json:"name"`
	Title    string        `json:"title"`
	At       string        `json:"at"`
	LateDays int           `json:"late_days"`
	Next     string        `json:"next_step"`
	LastDay  calendar.Date `json:"last_day"`
	Notices  int           `json:"last_notices"`
	LastAt   string        `json:"last_at"`
	Expired  int           `json:"expired"`
	NextAt   string        `json:"next_at"`
	PausedAt string        `json:"paused_at"`
	PausedBy string        `json:"paused_by"`
	Note     string        `json:"pause_note"`
	Mutable  bool          `json:"mutable"`

	LastWords phrase `json:"-"`
	NextWords string `json:"-"`
	Paused    string `json:"-"`
	CanPause  bool   `json:"-"`
}

// comingView is a reminder that will go out if nothing changes.
type comingView struct {
	Day       calendar.Date `json:"day"`
	At        string        `json:"at"`
	Rule      string        `json:"rule"`
	RuleTitle string        `json:"rule_title"`
	Subject   string        `json:"subject"`
	Title     string        `json:"title"`
	Link      string        `json:"link"`
	DueOn     calendar.Date `json:"due_on"`
	Copied    bool          `json:"copied"`

	Words phrase `json:"-"` // the day
}

type remindersPage struct {
	Coming []comingView
	Rules  []ruleView
}

// First are the reminders that fit beside a page.
func (p remindersPage) First() []comingView { return p.Coming[:min(6, len(p.Coming))] }

// aheadDays is how many working days a preview looks ahead.
const aheadDays = 10

// listReminders shows the rules and what they will tell the user.
func (s *Server) listReminders(r *Request) (Answer, error) {
	page := remindersPage{}
	err := r.View(func(tx *models.Tx) (err error) {
		if page.Rules, err = s.showRules(tx); err != nil || wantsJSON(r.Context) {
			return err
		}
		page.Coming, err = s.coming(tx)
		return err
	})
	return Answer{Page: "reminders", Title: word("提醒规则"), Section: "reminders", View: page, JSON: List[ruleView]{Items: page.Rules}}, err
}

// upcoming is what the rules will tell the user in the working days ahead.
func (s *Server) upcoming(r *Request) (Answer, error) {
	page := remindersPage{}
	err := r.View(func(tx *models.Tx) (err error) {
		page.Coming, err = s.coming(tx)
		return err
	})
	return Answer{Page: "reminders", Part: "nextup", Title: word("接下来会提醒我什么"), Section: "reminders", View: page, JSON: List[comingView]{Items: page.Coming}}, err
}

func (s *Server) coming(tx *models.Tx) ([]comingView, error) {
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	list, err := notice.Upcoming(tx, s.Rules, tx.Today(), work.Add(tx.Today(), aheadDays))
	coming := []comingView{}
	for _, c := range list {
		coming = append(coming, comingView{Day: c.Day, At: c.By.At, Rule: c.By.Name, RuleTitle: tx.Say("%s", c.By.Title), Subject: c.Subject, Title: tx.Say("%s", c.Title), Link: c.Link,
			DueOn: c.DueOn, Copied: c.Copy, Words: c.Day.WithWeekday()})
	}
	return coming, err
}

func (s *Server) showRules(tx *models.Tx) ([]ruleView, error) {
	statuses, err := notice.RuleStatuses(tx, s.Rules)
	if err != nil {
		return nil, err
	}
	paused, err := notice.PausedRules(tx)
	rules := []ruleView{}
	for _, st := range statuses {
		v := ruleView{Name: st.Rule.Name, Title: tx.Say("%s", st.Rule.Title), At: st.Rule.At, LateDays: st.Rule.Late, Next: tx.Say("%s", st.Rule.Next), LastDay: st.Last.Day,
			Notices: st.Last.Notices, Expired: st.Expired, NextAt: tx.Local(st.NextTime).Format(time.RFC3339), NextWords: when(tx, st.NextTime),
			Mutable: st.Rule.Mutable(), CanPause: st.Rule.Due != nil}
		if p, is := paused[st.Rule.Name]; is {
			v.PausedAt, v.PausedBy, v.Note, v.Paused = tx.Local(p.PausedAt).Format(time.RFC3339), p.PausedBy, p.Note, when(tx, p.PausedAt)
		}
		if st.Last.Day != "" {
			v.LastAt = tx.Local(st.Last.TakenAt).Format(time.RFC3339)
			v.LastWords = st.Last.Day.Short()
			if made := tx.DayOf(st.Last.TakenAt); made != st.Last.Day {
				v.LastWords = phrase{"%s（%s补发）", v.LastWords, made.Short()}
			}
		}
		rules = append(rules, v)
	}
	return rules, err
}
