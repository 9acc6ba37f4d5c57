// Package bulletin holds what the work committee issues in writing: the month's
// bulletin 通报, drafted from what is on record, and letters about single problems.
package bulletin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Bulletin tells how an organisation's branches kept organisational life in a month.
// What it says is a copy: the records may change later, an approved bulletin does not.
type Bulletin struct {
	ID    int64
	OrgID int64 // issues it
	Month calendar.Month
	State State

	Issuer    string // the name under which it is issued
	Title     string
	Addressee string
	Opening   string
	Overall   string // what is said beside the figures
	Problems  string // and beside the problems
	Demands   string // Deadline in it stands for DueOn
	DueOn     calendar.Date
	Open      bool    // to all members of those it is addressed to, and not only to who leads them
	Figures   Figures `gorm:"serializer:json"`

	DraftedOn     calendar.Date
	FactsOn       calendar.Date // the day on which the records were read
	SubmittedOn   calendar.Date
	SubmittedBy   int64
	SubmittedName string
	Returned      string // why it was sent back
	ApprovedOn    calendar.Date
	ApprovedBy    int64
	ApprovedName  string
	PublishedOn   calendar.Date
	PublishedName string

	Series     string
	NumberYear int
	Number     int         // 0 until it is approved
	Text       []Paragraph `gorm:"serializer:json" json:"-"` // as approved; empty before
	Revision   int

	Org        *models.Org `json:"-"`
	Rows       []Row       `json:"-"`
	Recipients []Recipient `json:"-"`
}

// Recipient is an organisation to which a bulletin is addressed, with all below it.
type Recipient struct {
	BulletinID int64 `gorm:"primaryKey"`
	OrgID      int64 `gorm:"primaryKey"`

	Org *models.Org
}

// TableName says of what they are recipients.
func (Recipient) TableName() string { return "bulletin_orgs" }

// State is how far a bulletin has come.
type State string

const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Approved  State = "approved" // numbered and frozen
	Published State = "published"
)

// States lists them in the order of the trade.
var States = []State{Draft, Submitted, Approved, Published}

var stateNames = map[State]language.Word{Draft: "草稿", Submitted: "待审批", Approved: "已审批，待印发", Published: "已印发"}

func (s State) String() string { return string(stateNames[s]) }

// moves lists the states a bulletin may go to from each state.
var moves = map[State][]State{
	Draft:     {Submitted},
	Submitted: {Approved, Draft},
	Approved:  {Published},
}

// Subject names the bulletin in notices, the audit trail and addresses.
func (b *Bulletin) Subject() string { return fmt.Sprintf("bulletins/%d", b.ID) }

// Link is the bulletin's page.
func (b *Bulletin) Link() string { return "/" + b.Subject() }

// Find finds a bulletin the actor may see, with all that is in it.
func Find(tx *models.Tx, id int64) (*Bulletin, error) {
	b, err := visible(tx).Preload("Rows", inOrder("seq")).Preload("Recipients.Org", nil).Where("bulletins.id = ?", id).First(tx.Ctx)
	slices.SortFunc(b.Recipients, func(x, y Recipient) int { return strings.Compare(x.Org.Code, y.Org.Code) })
	return &b, err
}

// List lists the bulletins the actor may see in a state ("" for all), the latest
// month first; before is the number to go on from, 0 to begin.
func List(tx *models.Tx, state State, before int64, limit int) ([]Bulletin, error) {
	if err := tx.RequireSight(models.Bulletins); err != nil {
		return nil, err
	}
	q := visible(tx)
	if state != "" {
		q = q.Where("bulletins.state = ?", state)
	}
	if before != 0 {
		q = q.Where("(bulletins.month < (SELECT month FROM bulletins WHERE id = ?) OR bulletins.month = (SELECT month FROM bulletins WHERE id = ?) AND bulletins.id < ?)", before, before, before)
	}
	return q.Order("bulletins.month DESC, bulletins.id DESC").Limit(limit).Find(tx.Ctx)
}

func inOrder(column string) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB { return g.Order(column) }
}

// visible starts a query over the bulletins one writes, and the published ones that are addressed to one.
func visible(tx *models.Tx) models.Query[Bulletin] {
	where, args := tx.Scope(models.Enter, models.Bulletins, "bulletins.org_id")
	seen, more := tx.Scope(models.View, models.Bulletins, "bulletins.org_id")
	told, others := addressed(tx)
	return models.In[Bulletin](tx).LeftJoin("Org").
		Where("("+where+" OR bulletins.state = ? AND ("+seen+" OR "+told+"))", append(append(append(args, Published), more...), others...)...)
}

// addressed is the condition for bulletins to organisations that the actor's posts
// look after, that lie below these or that lead them; of ordinary members, for those
// that are open to everybody.
func addressed(tx *models.Tx) (string, []any) {
	var leads, belongs []string
	for _, p := range tx.Actor.Posts {
		switch models.Cell(models.Bulletins, models.RoleOf(p.Office, p.Kind)) {
		case "vT":
			leads = append(leads, p.Reach...)
		case "vS":
			belongs = append(belongs, p.Path)
		}
	}
	if tx.Actor.BranchPath != "" {
		belongs = append(belongs, tx.Actor.BranchPath)
	}
	led, args := to(leads)
	open, more := to(belongs)
	return led + " OR bulletins.open = ? AND " + open, append(append(args, true), more...)
}

// to is the condition for bulletins to an organisation that lies below one of the
// paths or leads there.
func to(paths []string) (string, []any) {
	below, args := models.Below("r.org_id", paths)
	above := []int64{-1}
	for _, path := range paths {
		for _, part := range strings.Split(strings.Trim(path, "/"), "/") {
			id, _ := strconv.ParseInt(part, 10, 64) // paths are ours
			above = append(above, id)
		}
	}
	return "EXISTS (SELECT 1 FROM bulletin_orgs r WHERE r.bulletin_id = bulletins.id AND (" + below + " OR r.org_id IN ?))", append(args, above)
}

// record writes a line into the bulletin's trail: what it was, and what of it has changed.
func (b *Bulletin) record(tx *models.Tx, verb string, detail language.Phrase, before string, after any) error {
	return tx.Record(models.Entry{Verb: verb, Subject: b.Subject(), Topic: b.Subject(), OrgID: b.OrgID, Detail: detail, Before: before, After: models.JSON(after)})
}
