// Package inspection lets the work committee look at branches in two ways: all of them
// check themselves (自查), confirming or explaining what the records say; and a sample
// drawn by lot is looked at by its inspectors (抽查), who judge what no record tells.
package inspection

import (
	"fmt"
	"slices"
	"strings"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Inspection is one round: what is looked at, where, over which period.
type Inspection struct {
	ID          int64
	Kind        Kind
	Name        string
	OrgID       *int64 // it and all below it; nil for the whole city
	Period      calendar.Period
	Template    string // codes of the points looked at, with commas between
	OpenedOn    calendar.Date
	DueOn       calendar.Date
	Percent     int    // of a spot check: how many of a hundred are drawn
	Avoid       int    // rounds before, those drawn in which are left out
	Avoided     int    // rounds that could be, so that enough were left to draw from
	Seed        int64  // of the lot; printed, so that anyone can draw again
	Frame       string // what was drawn from, as Frame reads it
	DrawnOn     calendar.Date
	CreatedBy   int64
	CreatedName string
	Revision    int

	Org *models.Org
}

// Kind is how it is looked.
type Kind string

const (
	Self Kind = "self"
	Spot Kind = "spot"
)

// Kinds lists them in the order of the trade.
var Kinds = []Kind{Self, Spot}

// KindNames are the kinds as people read them.
var KindNames = map[Kind]string{Self: "普遍自查", Spot: "督导抽查"}

func (k Kind) String() string { return KindNames[k] }

// Points are the codes of what is looked at.
func (n *Inspection) Points() []string { return strings.Split(n.Template, ",") }

// Drawn reports whether the inspection has its rows: a spot check has none before its lot is drawn.
func (n *Inspection) Drawn() bool { return n.Kind == Self || n.DrawnOn != "" }

// Subject names the inspection in notices, the audit trail and addresses.
func (n *Inspection) Subject() string { return fmt.Sprintf("inspections/%d", n.ID) }

// Link is the inspection's page.
func (n *Inspection) Link() string { return "/" + n.Subject() }

// Find finds an inspection the actor may see.
func Find(tx *models.Tx, id int64) (*Inspection, error) {
	n, err := visible(tx).Where("inspections.id = ?", id).First(tx.Ctx)
	return &n, err
}

// List lists the inspections the actor may see, the latest first; before is the
// number to go on from, 0 to begin.
func List(tx *models.Tx, before int64, limit int) ([]Inspection, error) {
	q := visible(tx)
	if before != 0 {
		q = q.Where("inspections.id < ?", before)
	}
	return q.Order("inspections.id DESC").Limit(limit).Find(tx.Ctx)
}

// visible starts a query over the inspections of which a row is in reach; who
// inspects sees those without any, too.
func visible(tx *models.Tx) models.Query[Inspection] {
	q := models.In[Inspection](tx).LeftJoin("Org")
	if Inspects(tx) {
		return q
	}
	where, args := tx.Scope(models.View, models.Findings, "r.org_id")
	return q.Where("inspections.id IN (SELECT r.inspection_id FROM inspection_rows r WHERE "+where+")", args...)
}

// Inspects reports whether the actor inspects for the work committee.
func Inspects(tx *models.Tx) bool { return tx.Can(models.Enter, models.Findings, 0) }

// SeesAll reports whether nothing of an inspection is hidden from the actor.
func SeesAll(tx *models.Tx) bool { return tx.Can(models.View, models.Findings, 0) }

// answers reports whether the actor speaks for a branch: enters for it from a post
// there or above it, and not from one of those who inspect.
func answers(tx *models.Tx, org *models.Org) bool {
	return slices.ContainsFunc(tx.Actor.Posts, func(p models.HeldPost) bool {
		cell := models.Cell(models.Findings, models.RoleOf(p.Office, p.Kind))
		return strings.HasPrefix(cell, "eT") && slices.ContainsFunc(p.Reach, func(path string) bool { return strings.HasPrefix(org.Path, path) })
	})
}

// record writes a line into the inspection's trail.
func (n *Inspection) record(tx *models.Tx, verb string, orgID int64, detail language.Phrase, after any) error {
	return tx.Record(models.Entry{Verb: verb, Subject: n.Subject(), Topic: n.Subject(), OrgID: orgID, Detail: detail, After: models.JSON(after)})
}
