package notice

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Acknowledgement is 已知悉，我来处理: somebody who was told that a thing is overdue
// takes it in hand, and those further up the ladder are told later, or not for
// this due date.
type Acknowledgement struct {
	ID        int64
	Rule      string
	Subject   string
	SubjectID int64
	DueOn     calendar.Date
	UserID    int64
	Name      string
	Note      string // a word of how, "" for none
	Days      int    // working days the later steps wait; 0 until the next due date
	At        time.Time
}

// holding is the dated rule of how long the ladder waits for who has it in hand.
type holding struct{ Days int }

// climbing are the rules whose steps an acknowledgement holds back.
var climbing = []string{"milestone-overdue", "project-overdue", "improvement-overdue", "finding-overdue"}

// Acknowledgeable reports whether whoever was told may take it in hand.
func (n *Notice) Acknowledgeable() bool { return slices.Contains(climbing, n.Rule) }

// Acknowledge notes that the actor, who was told, takes it in hand: once for each due
// date. Item is one of the notices that a leader's tells of, 0 for any other.
func (r *Receipt) Acknowledge(tx *models.Tx, item int64, note string) error {
	if item == 0 {
		return r.Notice.takeInHand(tx, note)
	}
	items, err := r.Escalated(tx)
	if err != nil {
		return err
	}
	for _, e := range items {
		if e.NoticeID == item {
			return e.Notice.takeInHand(tx, note)
		}
	}
	return models.Missing
}

func (n *Notice) takeInHand(tx *models.Tx, note string) error {
	if !n.Acknowledgeable() {
		return models.Fail(models.Conflict, "只有逾期提醒可以点“已知悉，我来处理”。")
	}
	note = strings.TrimSpace(note)
	wrong := models.FieldErrors{}
	if len([]rune(note)) > 200 {
		wrong.Add("note", "说明不能超过200字")
	}
	if err := wrong.Err("说明不能超过200字。"); err != nil {
		return err
	}
	hold, _, err := models.RuleFor[holding](tx, models.RuleHolding, tx.Today(), nil)
	if err != nil {
		return err
	}
	_, number, _ := strings.Cut(n.Subject, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return err
	}
	a := Acknowledgement{Rule: n.Rule, Subject: n.Subject, SubjectID: id, DueOn: n.DueOn, UserID: tx.Actor.ID, Name: tx.Actor.Name, Note: note, Days: hold.Days, At: tx.Now}
	if err := models.In[Acknowledgement](tx).Create(tx.Ctx, &a); err != nil {
		if models.IsDuplicate(err) {
			return models.Fail(models.Conflict, "您已经点过“已知悉，我来处理”，每个时限只能点一次。")
		}
		return err
	}
	return tx.Record(models.Entry{Verb: "知悉逾期", Subject: n.Subject, Topic: n.Subject, OrgID: n.OrgID, Detail: language.Quote(note), After: models.JSON(a)})
}

// Acknowledgements lists who has taken in hand what a notice is about, in order.
func (n *Notice) Acknowledgements(tx *models.Tx) ([]Acknowledgement, error) {
	if !n.Acknowledgeable() {
		return nil, nil
	}
	return models.In[Acknowledgement](tx).Where("rule = ? AND subject = ? AND due_on = ?", n.Rule, n.Subject, n.DueOn).Order("id").Find(tx.Ctx)
}

// HandsOf lists who has taken in hand what some notices are about, in order.
func HandsOf(tx *models.Tx, items []Escalation) ([]Acknowledgement, error) {
	subjects := []string{""}
	for _, e := range items {
		subjects = append(subjects, e.Notice.Subject)
	}
	return models.In[Acknowledgement](tx).Where("subject IN ?", subjects).Order("id").Find(tx.Ctx)
}

// Of reports whether it is about what a notice tells.
func (a *Acknowledgement) Of(n *Notice) bool {
	return a.Rule == n.Rule && a.Subject == n.Subject && a.DueOn == n.DueOn
}

// InHand lists who has taken in hand, under a rule, what a notice tells.
func InHand(r *Reading, rule string, n Notice) ([]Acknowledgement, error) {
	type thing struct {
		subject string
		due     calendar.Date
	}
	all, err := Keep(r, "in hand/"+rule, func() (map[thing][]Acknowledgement, error) {
		list, err := models.In[Acknowledgement](r.Tx).Where("rule = ?", rule).Order("id").Find(r.Ctx)
		by := map[thing][]Acknowledgement{}
		for _, a := range list {
			by[thing{a.Subject, a.DueOn}] = append(by[thing{a.Subject, a.DueOn}], a)
		}
		return by, err
	})
	return all[thing{n.Subject, n.DueOn}], err
}
