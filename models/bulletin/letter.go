package bulletin

import (
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/supervision"
)

// Letter is a document about a single problem: numbered, and kept as it was issued.
type Letter struct {
	ID         int64
	FindingID  int64
	OrgID      int64 // issues it
	Kind       LetterKind
	Series     string
	NumberYear int
	Number     int
	Text       []Paragraph `gorm:"serializer:json"`
	IssuedOn   calendar.Date
	IssuedBy   int64
	IssuedName string
}

// LetterKind is what a letter is for.
type LetterKind string

const (
	Order LetterKind = "order" // 整改通知书
	Urge  LetterKind = "urge"  // 督办单, of what is overdue
)

// LetterKinds lists them in the order in which they are issued.
var LetterKinds = []LetterKind{Order, Urge}

var letterNames = map[LetterKind]language.Word{Order: "整改通知书", Urge: "督办单"}

func (k LetterKind) String() string { return string(letterNames[k]) }

// DocumentNumber is the letter's number.
func (l *Letter) DocumentNumber() string { return documentNumber(l.Series, l.NumberYear, l.Number) }

// LettersAbout lists the letters about a problem.
func LettersAbout(tx *models.Tx, f *supervision.Finding) ([]Letter, error) {
	return models.In[Letter](tx).Where("finding_id = ?", f.ID).Order("id").Find(tx.Ctx)
}

// FindLetter finds a letter about a problem that the actor may see.
func FindLetter(tx *models.Tx, id int64) (*Letter, error) {
	l, err := models.In[Letter](tx).Where("id = ?", id).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	_, err = supervision.Find(tx, l.FindingID)
	return &l, err
}

// Due reports whether a letter of a kind may be written about the problem as it stands.
func Due(tx *models.Tx, f *supervision.Finding, kind LetterKind) error {
	switch {
	case letterNames[kind] == "":
		return models.FailAt(models.Invalid, "kind", "请选择整改通知书或督办单。")
	case f.State() == supervision.Closed:
		return models.Fail(models.Conflict, "这个问题已经销号，不再印发%s。", kind)
	case kind == Urge && !f.Overdue(tx):
		return models.Fail(models.Conflict, "整改时限是%s，逾期后才印发督办单。", f.DueOn.Long())
	}
	return nil
}

// Issue writes a letter about the problem, once of a kind, and tells whoever owes the mending.
func Issue(tx *models.Tx, f *supervision.Finding, kind LetterKind) (*Letter, error) {
	if err := f.MayInspect(tx); err != nil {
		return nil, err
	}
	if err := Due(tx, f, kind); err != nil {
		return nil, err
	}
	org, err := models.In[models.Org](tx).Where("id = ?", f.InspectingOrg()).First(tx.Ctx)
	if err != nil {
		return nil, err
	}
	rule, err := ruleOn(tx, tx.Today(), &org)
	if err != nil {
		return nil, err
	}
	l := &Letter{FindingID: f.ID, OrgID: org.ID, Kind: kind, Series: rule.Letters, NumberYear: tx.Today().Year(), IssuedOn: tx.Today(), IssuedBy: tx.Actor.ID, IssuedName: tx.Actor.Name}
	if org.Kind != models.WorkCommittee { // each issues numbers of its own
		l.Series = ownSeries(&org)
	}
	n, err := models.In[Letter](tx).Where("finding_id = ? AND kind = ?", f.ID, kind).Count(tx.Ctx, "id")
	if err != nil {
		return nil, err
	}
	if n > 0 {
		return nil, issuedBefore(kind)
	}
	if l.Number, err = nextNumber(tx, l.Series, l.NumberYear); err != nil {
		return nil, err
	}
	if l.Text, err = l.write(tx, f, issuerOf(rule, &org)); err != nil {
		return nil, err
	}
	if err := models.In[Letter](tx).Create(tx.Ctx, l); err != nil {
		if models.IsDuplicate(err) {
			return nil, issuedBefore(kind)
		}
		return nil, err
	}
	if err := tx.Record(models.Entry{Verb: "印发" + kind.String(), Subject: f.Subject(), Topic: fmt.Sprintf("orgs/%d", f.OrgID), OrgID: f.OrgID,
		Detail: language.Quote(l.DocumentNumber()), After: models.JSON(l)}); err != nil {
		return nil, err
	}
	return l, f.TellOwners(tx, "letter-"+string(kind), language.Phrase{"已向%[1]s印发%[2]s，整改时限%[3]s", f.Org.Name, letterNames[kind], f.DueOn.Long()}, language.Quote(l.DocumentNumber()))
}

func issuedBefore(kind LetterKind) error {
	return models.Fail(models.Conflict, "这个问题的%s已经印发过。", kind)
}
