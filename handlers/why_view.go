package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/models"
	"luoshi/models/notice"
	"luoshi/views"
)

// whyView is why somebody is told of a thing, or is not, as the API shows it.
type whyView struct {
	Subject  string     `json:"subject"`
	Name     string     `json:"name"`
	Link     string     `json:"link"`
	UserID   int64      `json:"user_id"`
	UserName string     `json:"user_name"`
	Stops    []stopView `json:"stops"`
	Rules    []whyRule  `json:"rules"`
	Told     []whyTold  `json:"told"`
	Silent   []whyQuiet `json:"silent"`

	Own    bool           `json:"-"`
	People []views.Option `json:"-"` // about whom the actor may ask
	More   bool           `json:"-"` // there are more: to be found by name
	Words  string         `json:"-"` // by which they were looked for
}

// stopView is a step at which a reminder ends.
type stopView struct {
	Step  notice.Step `json:"step"`
	Words string      `json:"words"`
}

// whyRule is a rule that has told of the thing, or will.
type whyRule struct {
	Rule  string     `json:"rule"`
	Title string     `json:"rule_title"`
	Basis string     `json:"basis"`
	Stops []stopView `json:"stops"`
	Next  []whyNext  `json:"next"`
}

// whyQuiet is a rule that says nothing about the thing, and why.
type whyQuiet struct {
	Rule  string `json:"rule"`
	Title string `json:"rule_title"`
	stopView
}

// whyNext is a reminder of the days ahead.
type whyNext struct {
	Day    calendar.Date `json:"day"`
	At     string        `json:"at"`
	Title  string        `json:"title"`
	DueOn  calendar.Date `json:"due_on"`
	ToldAs string        `json:"told_as"`
	Copied bool          `json:"copied"`
	Mine   bool          `json:"told"`
	Daily  bool          `json:"daily"` // among what leaders are told in one notice a day
	Muted  bool          `json:"muted"`
	Posts  []string      `json:"posts"` // of everybody who is told

	Words phrase `json:"-"` // the day
}

// whyTold is what the person has been told.
type whyTold struct {
	Rule      string    `json:"rule"`
	RuleTitle string    `json:"rule_title"`
	Title     string    `json:"title"`
	ToldAs    string    `json:"told_as"`
	Copied    bool      `json:"copied"`
	CreatedAt string    `json:"created_at"`
	ReadAt    string    `json:"read_at"`
	Outside   string    `json:"outside"` // why nothing has left the house; "" where something has
	Sent      []whySent `json:"deliveries"`

	When, Read string `json:"-"`
}

// whySent is how it left the house.
type whySent struct {
	Channel string               `json:"channel"`
	State   notice.DeliveryState `json:"state"`
	SentAt  string               `json:"sent_at"`
	Held    string               `json:"held"` // why it still waits
	Error   string               `json:"error"`

	Tone      string `json:"-"`
	StateName word   `json:"-"`
	When      string `json:"-"`
}

func (s *Server) showWhy(tx *models.Tx, w *notice.Why) whyView {
	v := whyView{Subject: w.Subject, Name: tx.Say("%s", w.Name), Link: w.Link, UserID: w.Person.ID, UserName: w.Person.Name, Own: w.Person.ID == tx.Actor.ID,
		Stops: showStops(tx, w.Stops), Rules: []whyRule{}, Told: []whyTold{}, Silent: []whyQuiet{}}
	for _, r := range w.Rules {
		rule := whyRule{Rule: r.Name, Title: s.ruleTitle(tx, r.Name), Basis: tx.Say("%s", r.Basis), Stops: showStops(tx, r.Stops), Next: []whyNext{}}
		for _, a := range r.Next {
			rule.Next = append(rule.Next, showAhead(tx, a))
		}
		v.Rules = append(v.Rules, rule)
	}
	for _, t := range w.Told {
		v.Told = append(v.Told, s.showTold(tx, t, w.Person))
	}
	for _, q := range w.Silent {
		v.Silent = append(v.Silent, whyQuiet{q.Rule.Name, tx.Say("%s", q.Rule.Title), stopView{q.Step, tx.Say("%s", q.Words)}})
	}
	return v
}

// offered is how many people are offered at once to be asked about.
const offered = 100

// offer lists the people the actor may ask about: those whose accounts are in reach,
// where the thing itself is.
func (v *whyView) offer(tx *models.Tx, words string) error {
	kind, _, _ := strings.Cut(v.Subject, "/")
	mine := v.Own && slices.ContainsFunc(v.Stops, func(s stopView) bool { return s.Step == notice.Unseen })
	if matters[kind] == nil || mine || !tx.Sees(models.Accounts) {
		return nil
	}
	list, err := tx.UserList(words, 0, offered+1)
	if v.Words, v.More = words, len(list) > offered || words != ""; len(list) > offered {
		list = list[:offered]
	}
	first := []models.User{*tx.Actor}
	if !v.Own {
		first = append(first, models.User{ID: v.UserID, Name: v.UserName})
	}
	for _, u := range append(first, list...) {
		id := strconv.FormatInt(u.ID, 10)
		if !slices.ContainsFunc(v.People, func(o views.Option) bool { return o.Value == id }) {
			v.People = append(v.People, views.Option{Value: id, Name: typed(u.Name), Chosen: u.ID == v.UserID})
		}
	}
	return err
}

// ruleTitle is what people call a rule, or what a verb has told.
func (s *Server) ruleTitle(tx *models.Tx, name string) string {
	if rule, known := s.rule(name); known {
		return tx.Say("%s", rule.Title)
	}
	return tx.Say("办理情况通知")
}

func showStops(tx *models.Tx, list []notice.Stop) []stopView {
	shown := []stopView{}
	for _, s := range list {
		shown = append(shown, stopView{s.Step, tx.Say("%s", s.Words)})
	}
	return shown
}

func showAhead(tx *models.Tx, a notice.Ahead) whyNext {
	v := whyNext{Day: a.Day, At: a.By.At, Title: tx.Say("%s", a.Title), DueOn: a.DueOn, ToldAs: tx.Say("%s", a.ToldAs), Copied: a.Copy, Mine: a.Mine, Daily: a.Daily, Muted: a.Muted,
		Posts: []string{}, Words: a.Day.WithWeekday()}
	for _, to := range a.To {
		if as := tx.Say("%s", to.As); as != "" {
			v.Posts = append(v.Posts, as)
		}
	}
	return v
}

func (s *Server) showTold(tx *models.Tx, t notice.Told, person *models.User) whyTold {
	n := t.Notice
	v := whyTold{Rule: n.Rule, RuleTitle: s.ruleTitle(tx, n.Rule), Title: tx.Say("%s", n.Title), ToldAs: cmp.Or(tx.Say("%s", t.ToldAs), person.Name), Copied: t.Copied,
		CreatedAt: tx.Local(n.CreatedAt).Format(time.RFC3339), When: when(tx, n.CreatedAt), Outside: tx.Say("%s", t.Outside), Sent: []whySent{}}
	if t.ReadAt != nil {
		v.ReadAt, v.Read = tx.Local(*t.ReadAt).Format(time.RFC3339), when(tx, *t.ReadAt)
	}
	for _, d := range t.Sent {
		sent := whySent{Channel: d.Channel.Name, State: d.State, Held: tx.Say("%s", d.Held(tx)), Error: d.Error, Tone: deliveryStates[d.State][0], StateName: word(deliveryStates[d.State][1])}
		if d.SentAt != nil {
			sent.SentAt, sent.When = tx.Local(*d.SentAt).Format(time.RFC3339), when(tx, *d.SentAt)
		}
		v.Sent = append(v.Sent, sent)
	}
	return v
}
