package notice

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Matter is a thing that people are told of.
type Matter struct {
	Subject string // such as "milestones/7"
	Name    language.Phrase
	Link    string
	Rests   language.Phrase // why its owner is not reminded at present; zero while that one is
	Owner   int64           // the post that answers for it, 0 for none
	Unseen  bool            // the person may not see it
}

// Why is what one person was told of a matter and will be, rule by rule, and what stops it.
type Why struct {
	Matter
	Person *models.User
	Told   []Told // the newest first
	Rules  []RuleWhy
	Stops  []Stop // whatever the rule
	Silent []Silence
}

// Told is a notice that the person has, and how it left the house.
type Told struct {
	Receipt
	Sent    []Delivery
	Outside language.Phrase // why nothing has left; zero when Sent says it
}

// RuleWhy is a rule that has told of the matter, or will.
type RuleWhy struct {
	Name  string
	Basis language.Phrase
	Next  []Ahead
	Stops []Stop
}

// Ahead is a reminder of the days ahead.
type Ahead struct {
	Coming
	ToldAs language.Phrase
	To     []To
	Mine   bool // the person asked about is told
	Daily  bool // among what leaders are told in one notice a day
	Muted  bool
}

// aheadDays is how many days a why looks ahead.
const aheadDays = 30

// most is how many notices it goes back.
const most = 50

// Explain works out why a person is told of a matter, or is not; outlets are the
// channels that messages may leave by, as is the person's own Tx, nil for an
// account that is disabled.
func Explain(tx, as *models.Tx, rules []Rule, outlets []Channel, m Matter, person *models.User) (*Why, error) {
	w := &Why{Matter: m, Person: person}
	if err := w.tell(tx); err != nil {
		return nil, err
	}
	if err := w.foresee(as, rules); err != nil {
		return nil, err
	}
	for _, t := range w.Told {
		w.rule(t.Notice.Rule, t.Notice.Basis)
	}
	paused, err := PausedRules(tx)
	if err != nil {
		return nil, err
	}
	err = w.stop(tx, outlets, paused)
	w.hush(tx, rules, paused)
	return w, err
}

// ToldOf lists what a person has been told of a subject, by itself or among what
// leaders are told in one, the newest first.
func ToldOf(tx *models.Tx, subject string, userID int64) ([]Receipt, error) {
	return models.In[Receipt](tx).Preload("Notice", nil).Where(`user_id = ? AND notice_id IN (SELECT id FROM (SELECT id FROM notices WHERE subject = ? UNION ALL
		SELECT told.id FROM escalations e JOIN notices n ON n.id = e.notice_id JOIN notices told ON told.notice_key = CONCAT(?, '/', e.told_on, '/users/', e.user_id)
		WHERE e.user_id = ? AND n.subject = ?) about)`, userID, subject, LeadersRule, userID, subject).Order("id DESC").Limit(most).Find(tx.Ctx)
}

// rule finds a rule of the why, or adds it.
func (w *Why) rule(name string, basis language.Phrase) *RuleWhy {
	i := slices.IndexFunc(w.Rules, func(r RuleWhy) bool { return r.Name == name })
	if i < 0 {
		i = len(w.Rules)
		w.Rules = append(w.Rules, RuleWhy{Name: name, Basis: basis})
	}
	return &w.Rules[i]
}

// tell reads what the person has been told, and what has left the house for it.
func (w *Why) tell(tx *models.Tx) error {
	list, err := ToldOf(tx, w.Subject, w.Person.ID)
	if err != nil || len(list) == 0 {
		return err
	}
	channels, err := models.In[Channel](tx).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	var keys []string
	for _, r := range list {
		for _, c := range channels {
			for _, occasion := range r.occasions() {
				keys = append(keys, fmt.Sprintf("%s/%d/%d", occasion, w.Person.ID, c.ID))
			}
		}
	}
	sent, err := models.In[Delivery](tx).Preload("Channel", nil).Where("delivery_key IN ?", keys).Order("id").Find(tx.Ctx)
	for _, r := range list {
		w.Told = append(w.Told, Told{Receipt: r, Sent: r.among(sent, w.Person.Language)})
	}
	return err
}

// occasions are what the deliveries that tell of the receipt begin their keys with.
func (r *Receipt) occasions() []string {
	return []string{fmt.Sprintf("notice/%d", r.ID), fmt.Sprintf("digest/%s", r.DigestOn)}
}

// among picks the deliveries that tell of the receipt: its own, and of the digests
// of its day, which leave out what had been opened, those that spell it out or
// are too long to.
func (r *Receipt) among(sent []Delivery, l language.Language) (own []Delivery) {
	for _, d := range sent {
		of := slices.IndexFunc(r.occasions(), func(occasion string) bool { return strings.HasPrefix(d.Key, occasion+"/") })
		opened := r.ReadAt != nil && r.ReadAt.Before(d.CreatedAt)
		if of == 0 || of == 1 && !opened && (strings.Contains(d.Body, r.Notice.Title.In(l)) || strings.Count(d.Body, "\n") >= shown) {
			own = append(own, d)
		}
	}
	return own
}

// foresee carries the rules ahead as the person would see it.
func (w *Why) foresee(as *models.Tx, rules []Rule) error {
	if as == nil {
		return nil
	}
	from := as.Today()
	return carryAhead(as, rules, from, from.Add(aheadDays), func(r *Reading, rule Rule, day calendar.Date, due []Reminder) error {
		due = slices.DeleteFunc(slices.Clone(due), func(n Reminder) bool { return n.Subject != w.Subject })
		heard, err := audible(r, due, day)
		for _, n := range due {
			a := Ahead{Coming: Coming{By: rule, Day: day, Notice: n.Notice}, To: people(slices.Clone(n.To))}
			if i := n.at(w.Person.ID); i >= 0 {
				a.Mine, a.ToldAs, a.Copy, a.Daily = true, n.To[i].As, n.To[i].Copy, n.To[i].Daily
			}
			a.Muted = !slices.ContainsFunc(heard, func(h Reminder) bool { return h.Key == n.Key })
			of := w.rule(rule.Name, n.Basis)
			of.Next = append(of.Next, a)
		}
		return err
	})
}
