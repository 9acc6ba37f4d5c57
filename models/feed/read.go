package feed

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/orglife"
	"luoshi/models/project"
)

// How far a calendar reaches, in days, and how many activities it shows at most.
const (
	behind     = 60
	ahead      = 400
	activities = 1000
)

// Calendar is what a feed shows to whoever has its address.
type Calendar struct {
	Name     string
	Language language.Language
	Events   []Event
}

// Read finds the feed of a secret and what its holder may see now. There is
// nothing under a wrong secret, nor under that of an account that is closed.
func Read(tx *models.Tx, secret string) (*Calendar, error) {
	f, err := models.In[Feed](tx).Where("secret_hash = ?", models.HashSecret(secret)).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	own, err := tx.As(f.UserID)
	if err != nil {
		return nil, err
	}
	if err := tx.TakeReading(f.ID); err != nil { // also lets readers in one by one
		return nil, err
	}
	if _, err := models.In[Feed](tx).Where("id = ?", f.ID).Set(models.Assign("read_at", tx.Now)).Update(tx.Ctx); err != nil {
		return nil, err
	}
	c := &Calendar{Language: own.Actor.Language, Name: own.Say("落实：%s", own.Actor.Name)}
	paths := own.Actor.Branches()
	if f.OrgID != 0 {
		branch, err := orglife.Branch(own, f.OrgID)
		if err != nil {
			return nil, err
		}
		paths, c.Name = []string{branch.Path}, own.Say("落实：%s", branch.Name)
	}
	first := own.Today().Add(-behind)
	if c.Events, err = lifeOf(own, paths, first); err != nil {
		return nil, err
	}
	if f.OrgID == 0 {
		work, err := workOf(own)
		if err != nil {
			return nil, err
		}
		c.Events = append(c.Events, work...)
	}
	c.Events, err = f.follow(own, within(c.Events, first), first)
	return c, err
}

// within leaves out what lies too far back.
func within(events []Event, first calendar.Date) []Event {
	kept := events[:0]
	for _, e := range events {
		if e.Day >= first {
			kept = append(kept, e)
		}
	}
	return kept
}

// lifeOf is the organisational life of the organisations at some paths: what is
// planned and held, and by when what is still owed is due.
func lifeOf(tx *models.Tx, paths []string, first calendar.Date) (events []Event, err error) {
	if len(paths) == 0 {
		return nil, nil
	}
	held, err := orglife.Activities(tx, orglife.Search{Below: paths, From: first, To: tx.Today().Add(ahead), Limit: activities})
	if err != nil {
		return nil, err
	}
	for _, a := range held {
		e := Event{Subject: fmt.Sprintf("activities/%d", a.ID), Title: tx.Say(orglife.TypeNames[a.Type]), Day: a.HeldOn, Clock: a.StartsAt, Place: a.Place, Note: a.OrgName}
		e.Link = "/" + e.Subject
		if a.Topic != "" {
			e.Title = tx.Say("%s：%s", language.Word(orglife.TypeNames[a.Type]), a.Topic)
		}
		events = append(events, e)
	}
	owed, err := orglife.OpenBelow(tx, paths)
	for _, d := range owed {
		e := Event{Subject: fmt.Sprintf("duties/%d", d.ID), Title: tx.Say("到期：%[1]s%[2]s", d.Period.Long(), language.Word(orglife.TypeNames[d.Code])), Day: d.DueOn, Note: d.OrgName}
		e.Link = "/" + e.Subject
		events = append(events, e)
	}
	return events, err
}

// workOf is by when the actor's posts owe stages, nodes and improvements.
func workOf(tx *models.Tx) (events []Event, err error) {
	desk, err := project.DeskOf(tx)
	for _, t := range desk.Work {
		if t.Due == "" {
			continue
		}
		events = append(events, Event{Subject: fmt.Sprintf("%ss/%d", t.Kind, t.ID), Title: tx.Say("到期：%[1]s %[2]s", t.Code, t.Place()), Day: t.Due, Note: t.Project, Link: t.Link()})
	}
	return events, err
}
