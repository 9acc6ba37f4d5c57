// Package library keeps the documents that rules, duties and reminders rest on,
// and finds the clauses that a text cites.
package library

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/models"
)

// Document is a regulation, opinion or notice.
type Document struct {
	ID             int64
	Title          string
	ShortTitle     string // as it is cited: "支部工作条例"
	Number         string // 文号
	Issuer         string
	IssuedOn       calendar.Date
	Level          Level
	Summary        bool          // its clauses are in our own words
	EndedOn        calendar.Date // the last day in force; "" while in force
	SupersededByID *int64
	Revision       int

	SupersededBy *Document
}

// Clause is a piece of a document that can be cited.
type Clause struct {
	ID         int64
	DocumentID int64
	Seq        int
	Code       string // "第十二条"
	Text       string
}

// Level is who issued a document.
type Level string

const (
	Central  Level = "central"
	Province Level = "province"
	City     Level = "city"
	OwnOrg   Level = "org"
)

// Levels lists them from the top.
var Levels = []Level{Central, Province, City, OwnOrg}

// LevelNames are the levels as people read them.
var LevelNames = map[Level]string{Central: "中央", Province: "省级", City: "市级", OwnOrg: "本单位"}

func (l Level) String() string { return LevelNames[l] }

// State is whether a document holds.
type State string

const (
	Valid      State = "valid"
	Superseded State = "superseded"
	Repealed   State = "repealed"
)

// States lists them in the order people are offered them.
var States = []State{Valid, Superseded, Repealed}

// StateNames are the states as people read them.
var StateNames = map[State]string{Valid: "现行有效", Superseded: "已被替代", Repealed: "已废止"}

func (s State) String() string { return StateNames[s] }

// StateOn is whether the document holds on a day.
func (d *Document) StateOn(day calendar.Date) State {
	switch {
	case d.EndedOn == "" || d.EndedOn >= day:
		return Valid
	case d.SupersededByID != nil:
		return Superseded
	}
	return Repealed
}

func (d *Document) subject() string { return fmt.Sprintf("documents/%d", d.ID) }

// Link is the document's page.
func (d *Document) Link() string { return "/" + d.subject() }

// Link leads to the clause on its document's page.
func (c *Clause) Link() string { return fmt.Sprintf("/documents/%d#clause-%d", c.DocumentID, c.ID) }

// Search says which documents a list shows; zero values do not narrow it.
type Search struct {
	Words string // part of the title, the number or a clause
	Level Level
	State State
	Limit int

	AfterDay calendar.Date // the last row of the page before
	AfterID  int64
}

// Documents lists the library, the latest first.
func Documents(tx *models.Tx, s Search) ([]Document, error) {
	if err := tx.RequireSight(models.Documents); err != nil {
		return nil, err
	}
	q := models.In[Document](tx).Order("issued_on DESC, id DESC").Limit(s.Limit)
	if s.Words != "" {
		like := models.Containing(s.Words)
		q = q.Where(`(title LIKE ? ESCAPE '!' OR short_title LIKE ? ESCAPE '!' OR number LIKE ? ESCAPE '!'
			OR id IN (SELECT document_id FROM clauses WHERE text LIKE ? ESCAPE '!'))`, like, like, like, like)
	}
	if s.Level != "" {
		q = q.Where("level = ?", s.Level)
	}
	switch today := tx.Today(); s.State {
	case Valid:
		q = q.Where("(ended_on = '' OR ended_on >= ?)", today)
	case Superseded:
		q = q.Where("ended_on <> '' AND ended_on < ? AND superseded_by_id IS NOT NULL", today)
	case Repealed:
		q = q.Where("ended_on <> '' AND ended_on < ? AND superseded_by_id IS NULL", today)
	}
	if s.AfterID != 0 {
		q = q.Where("(issued_on < ? OR issued_on = ? AND id < ?)", s.AfterDay, s.AfterDay, s.AfterID)
	}
	return q.Find(tx.Ctx)
}

// Find finds a document of the library.
func Find(tx *models.Tx, id int64) (*Document, error) {
	if !tx.Sees(models.Documents) {
		return nil, models.Missing
	}
	d, err := models.In[Document](tx).Preload("SupersededBy", nil).Where("id = ?", id).First(tx.Ctx)
	return &d, err
}

// Clauses lists the document's clauses in order.
func (d *Document) Clauses(tx *models.Tx) ([]Clause, error) {
	return models.In[Clause](tx).Where("document_id = ?", d.ID).Order("seq, id").Find(tx.Ctx)
}
