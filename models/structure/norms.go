package structure

import (
	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// against is a dated rule that something is held against.
type against struct {
	code   string
	source language.Word
}

// norm is a dated rule in force for an organisation, with its parameters.
type norm[T any] struct {
	against
	is T
}

// norms are the rules that an organisation is held against.
type norms struct {
	size      norm[sizeRule]
	committee norm[committeeRule]
	above     norm[aboveRule]
	terms     norm[termRule]
	staffing  norm[staffRule]
	filing    norm[filingRule]
	probation norm[probationRule]
}

// sizeRule bounds how many members a branch has: B.1.
type sizeRule struct {
	Most       int `json:"most"` // all members; one more is too many
	Near       int `json:"near"` // from here on one is told
	LeastFull  int `json:"least_full"`
	JointUnits int `json:"joint_units"` // units of a joint branch
	MendDays   int `json:"mend_days"`
}

// committeeRule is what a branch committee is to look like: B.2.
type committeeRule struct {
	FromFull int `json:"from_full"` // full members from which there is to be one
	Min      int `json:"min"`
	Usual    int `json:"usual"` // more than these are allowed, and unusual
	Max      int `json:"max"`
	FillDays int `json:"fill_days"` // to fill a vacancy
}

// aboveRule is how many sit on the committees above branches: COM-05, COM-06.
type aboveRule map[models.OrgKind]struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// termRule is when the letter before an election is due, and how long one may be put off: B.8.
type termRule struct {
	NoticeMonths    int `json:"notice_months"`
	ExtensionMonths int `json:"extension_months"`
}

// staffRule is how many full-time staff a branch has at least: B.9.
type staffRule struct {
	BranchStaff int `json:"branch_staff"`
}

// filingRule is how many days there are to report an appointment.
type filingRule struct {
	Days int `json:"days"`
}

// probationRule is how long a new member is on probation, and how long before its end one is told.
type probationRule struct {
	Months   int `json:"months"`
	LeadDays int `json:"lead_days"`
}

// normsFor finds the rules in force for an organisation on a day.
func normsFor(tx *models.Tx, o *models.Org, day calendar.Date) (n norms, err error) {
	for _, read := range []func() error{
		func() error { return find(tx, models.RuleBranchSize, day, o, &n.size) },
		func() error { return find(tx, models.RuleCommitteeForm, day, o, &n.committee) },
		func() error { return find(tx, models.RuleAbove, day, o, &n.above) },
		func() error { return find(tx, models.RuleTerms, day, o, &n.terms) },
		func() error { return find(tx, models.RuleStaffing, day, o, &n.staffing) },
		func() error { return find(tx, models.RuleFiling, day, o, &n.filing) },
		func() error { return find(tx, models.RuleProbation, day, o, &n.probation) },
	} {
		if err := read(); err != nil {
			return n, err
		}
	}
	return n, nil
}

func find[T any](tx *models.Tx, code string, day calendar.Date, o *models.Org, into *norm[T]) error {
	params, rule, err := models.RuleFor[T](tx, code, day, o)
	*into = norm[T]{against{code, language.Word(rule.Source)}, params}
	return err
}
