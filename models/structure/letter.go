package structure

import (
	"fmt"
	"slices"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Letter reminds an organisation in writing that its term is about to end: 换届提醒函.
type Letter struct {
	ID           int64
	OrgID        int64
	EndsOn       calendar.Date // the end of the term it speaks of
	SentOn       calendar.Date
	SentName     string // "" for the program, on the day
	ReceivedOn   calendar.Date
	ReceivedName string
}

func (Letter) TableName() string { return "term_letters" }

// SendLetters sends the letters that are due on a day and have not been sent.
func SendLetters(tx *models.Tx, day calendar.Date) error {
	list, err := facts(tx, day, 0)
	for _, f := range list {
		if f.TermEndsOn != "" && f.Letter == nil && f.Ends().AddMonths(-f.norms.terms.is.NoticeMonths) <= day && day <= f.Ends() {
			if _, err := f.send(tx, ""); err != nil {
				return err
			}
		}
	}
	return err
}

// Send sends the letter about the present term by hand.
func Send(tx *models.Tx, o *models.Org) (*Letter, error) {
	if err := tx.Require(models.Enter, models.Orgs, o.ID); err != nil {
		return nil, err
	}
	list, err := facts(tx, tx.Today(), o.ID)
	if err != nil {
		return nil, err
	}
	switch {
	case len(list) == 0 || o.TermEndsOn == "":
		return nil, models.Fail(models.Conflict, "%s没有登记届满日期，不能发换届提醒函。", o.Name)
	case list[0].Letter != nil:
		return nil, models.Fail(models.Conflict, "本届的换届提醒函%s已经发出。", list[0].Letter.SentOn.Long())
	}
	return list[0].send(tx, tx.Actor.Name)
}

func (f *Facts) send(tx *models.Tx, by string) (*Letter, error) {
	l := &Letter{OrgID: f.ID, EndsOn: f.Ends(), SentOn: tx.Today(), SentName: by}
	if err := models.In[Letter](tx).Create(tx.Ctx, l); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.Stale
		}
		return nil, err
	}
	topic := fmt.Sprintf("orgs/%d", f.ID)
	if err := tx.Record(models.Entry{Verb: "发换届提醒函", Subject: topic, Topic: topic, OrgID: f.ID, Detail: language.Phrase{"%s届满", l.EndsOn.Long()}, After: models.JSON(l)}); err != nil {
		return nil, err
	}
	heads, err := tx.Holders(f.ID, heads...)
	if err != nil {
		return nil, err
	}
	n := notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("term-due/%s/orgs/%d", l.EndsOn, f.ID), Rule: "term-due", Subject: topic, OrgID: f.ID,
		Title: language.Phrase{"%s将于%s届满，请做好换届准备", f.Name, l.EndsOn.Long()},
		Body:  language.Phrase{"请签收换届提醒函，届满前1个月将请示报上级党组织。确需延期或提前的，按程序报批，期限一般不超过一年。"},
		Link:  fmt.Sprintf("/orgs/%d/health", f.ID), Basis: language.Phrase{string(f.norms.terms.source)}, DueOn: l.EndsOn}}
	for _, h := range heads {
		n.To = append(n.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
	}
	return l, notice.SendAll(tx, []notice.Reminder{n})
}

// heads are who signs for a letter to an organisation.
var heads = []models.Office{models.BranchSecretary, models.CommitteeSecretary, models.DeputySecretary}

// Heads reports whether the actor signs for letters to an organisation.
func Heads(tx *models.Tx, o *models.Org) bool {
	return slices.ContainsFunc(tx.Actor.Posts, func(p models.HeldPost) bool { return p.OrgID == o.ID && slices.Contains(heads, p.Office) })
}

// Sign notes that the organisation's head has received the letter.
func Sign(tx *models.Tx, o *models.Org) error {
	if !Heads(tx, o) {
		return models.Fail(models.Forbidden, "换届提醒函由%s的书记、副书记签收。", o.Name)
	}
	list, err := facts(tx, tx.Today(), o.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 || list[0].Letter == nil {
		return models.Fail(models.Conflict, "本届的换届提醒函尚未发出。")
	}
	l := list[0].Letter
	n, err := models.In[Letter](tx).Where("id = ? AND received_on = ''", l.ID).
		Set(models.Assign("received_on", tx.Today()), models.Assign("received_name", tx.Actor.Name)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Fail(models.Conflict, "换届提醒函%s已由%s签收。", l.ReceivedOn.Long(), l.ReceivedName)
	}
	topic := fmt.Sprintf("orgs/%d", o.ID)
	return tx.Record(models.Entry{Verb: "签收换届提醒函", Subject: topic, Topic: topic, OrgID: o.ID, Detail: language.Phrase{"%s届满", l.EndsOn.Long()}})
}
