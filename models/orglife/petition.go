package orglife

import (
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Petition asks the level above for leave to change a planned activity, to make up
// for a duty that was missed, or to be freed of one. Until it is granted
// everything stays as it was.
type Petition struct {
	ID          int64
	Kind        PetitionKind
	OrgID       int64
	BranchID    int64 // the level above it decides: of a group its branch, else the organisation itself
	Code        Type
	Period      calendar.Period
	Through     calendar.Date // of an exemption: periods that begin by this day are freed too
	ActivityID  int64         // of a change, and of a make-up meeting that was put on the calendar; else 0
	DutyID      int64         // of a make-up meeting or exemption; else 0
	Old         Setting       `gorm:"embedded;embeddedPrefix:old_"`
	New         Setting       `gorm:"embedded;embeddedPrefix:new_"`
	ReasonCode  ReasonCode
	Reason      string
	Document    string // the superior's document that orders it
	State       PetitionState
	WaitsFor    *string // what is asked about while it waits: only one petition may
	AskedBy     int64
	AskedName   string
	AskedAt     time.Time
	AnswerBy    calendar.Date // when it is to be decided on
	DecidedBy   int64
	DecidedName string
	DecidedAt   *time.Time
	Answer      string
	Revision    int

	Org *models.Org `gorm:"foreignKey:OrgID" json:"-"`
}

// Setting is when and where an activity is held, and what it is about.
type Setting struct {
	On    calendar.Date
	At    string
	Place string
	Topic string
}

// PetitionKind is what is asked for.
type PetitionKind string

const (
	ChangeActivity PetitionKind = "change"
	MakeUp         PetitionKind = "make-up"
	Exemption      PetitionKind = "exemption"
)

// PetitionKinds lists them in the order of pages.
var PetitionKinds = []PetitionKind{ChangeActivity, MakeUp, Exemption}

var petitionKindNames = map[PetitionKind]language.Word{ChangeActivity: "活动变更", MakeUp: "补开", Exemption: "免除"}

func (k PetitionKind) String() string { return string(petitionKindNames[k]) }

// PetitionState is what has become of a petition.
type PetitionState string

const (
	PetitionWaiting   PetitionState = "waiting"
	PetitionApproved  PetitionState = "approved"
	PetitionReturned  PetitionState = "returned"
	PetitionWithdrawn PetitionState = "withdrawn"
	PetitionLapsed    PetitionState = "lapsed" // what it asked about was held or taken away
)

// PetitionStates lists them in the order of pages.
var PetitionStates = []PetitionState{PetitionWaiting, PetitionApproved, PetitionReturned, PetitionWithdrawn, PetitionLapsed}

var petitionStateNames = map[PetitionState]language.Word{PetitionWaiting: "待审批", PetitionApproved: "已同意", PetitionReturned: "未同意",
	PetitionWithdrawn: "已撤回", PetitionLapsed: "已失效"}

func (s PetitionState) String() string { return string(petitionStateNames[s]) }

// ReasonCode is why an activity is changed. That people are busy is none: A44.
type ReasonCode string

const (
	HolidayReason   ReasonCode = "holiday"
	SuperiorReason  ReasonCode = "superior"
	EmergencyReason ReasonCode = "emergency"
	OtherReason     ReasonCode = "other"
)

// ReasonCodes lists them in the order of pages.
var ReasonCodes = []ReasonCode{HolidayReason, SuperiorReason, EmergencyReason, OtherReason}

var reasonNames = map[ReasonCode]language.Word{HolidayReason: "法定节假日", SuperiorReason: "上级统一安排", EmergencyReason: "疫情防控、应急", OtherReason: "其他"}

func (c ReasonCode) String() string { return string(reasonNames[c]) }

// Changing is the dated rule about changes of activities: A44.
type Changing struct {
	WithinDays int `json:"within_days"` // from the day that was set
	Often      int `json:"often"`       // changes a year from which on it is pointed out
}

func changing(tx *models.Tx, day calendar.Date, org *models.Org) (Changing, error) {
	rule, _, err := models.RuleFor[Changing](tx, models.RuleChanges, day, org)
	return rule, err
}

// Subject names the petition in notices and the audit trail.
func (p *Petition) Subject() string { return fmt.Sprintf("petitions/%d", p.ID) }

// Title is what is asked, such as "6月15日主题党日改为6月20日".
func (p *Petition) Title() language.Phrase {
	name := language.Word(TypeNames[p.Code])
	switch {
	case p.Kind == MakeUp:
		return language.Phrase{"补开%[1]s%[2]s", p.Period.Long(), name}
	case p.Kind == Exemption && p.Through > p.Period.Last():
		return language.Phrase{"%[1]d年内免除%[2]s，自%[3]s起", p.Through.Year(), name, p.Period.Long()}
	case p.Kind == Exemption:
		return language.Phrase{"免除%[1]s%[2]s", p.Period.Long(), name}
	case p.New.On != p.Old.On:
		return language.Phrase{"%[1]s%[2]s改为%[3]s", p.Old.On.Short(), name, p.New.On.Short()}
	}
	return language.Phrase{"%[1]s%[2]s变更", p.Old.On.Short(), name}
}

// FindPetition finds a petition the actor may see.
func FindPetition(tx *models.Tx, id int64) (*Petition, error) {
	where, args := reach(tx, models.View, models.Changes, "org_id")
	p, err := models.In[Petition](tx).Preload("Org", nil).Where("id = ?", id).Where(where, args...).First(tx.Ctx)
	return &p, err
}

// PetitionSearch says which petitions a list shows.
type PetitionSearch struct {
	Kind       PetitionKind
	State      PetitionState
	OrgID      int64
	ActivityID int64
	Before     int64 // the last of the page before, 0 for the first page
	Limit      int
}

// Petitions lists those the actor may see, the newest first.
func Petitions(tx *models.Tx, s PetitionSearch) ([]Petition, error) {
	where, args := reach(tx, models.View, models.Changes, "org_id")
	q := models.In[Petition](tx).Preload("Org", nil).Where(where, args...)
	if s.Kind != "" {
		q = q.Where("kind = ?", s.Kind)
	}
	if s.State != "" {
		q = q.Where("state = ?", s.State)
	}
	if s.OrgID != 0 {
		q = q.Where("org_id = ?", s.OrgID)
	}
	if s.ActivityID != 0 {
		q = q.Where("activity_id = ?", s.ActivityID)
	}
	if s.Before != 0 {
		q = q.Where("id < ?", s.Before)
	}
	return q.Order("id DESC").Limit(s.Limit).Find(tx.Ctx)
}

// WaitingPetitions lists those on which the actor is asked to decide, the longest waiting first.
func WaitingPetitions(tx *models.Tx) ([]Petition, error) {
	if !tx.Reaches(models.Approve, models.Changes) {
		return nil, nil
	}
	where, args := asked(tx, models.Changes, "branch_id")
	return models.In[Petition](tx).Preload("Org", nil).Where("state = ? AND asked_by <> ?", PetitionWaiting, tx.Actor.ID).Where(where, args...).
		Order("asked_at, id").Limit(200).Find(tx.Ctx)
}

// PetitionsToAnswer lists petitions to which an answer is due by a day, a page after a row.
func PetitionsToAnswer(tx *models.Tx, by, afterDay calendar.Date, afterID int64, limit int) ([]Petition, error) {
	return models.In[Petition](tx).Preload("Org", nil).Where("state = ? AND answer_by <= ? AND (answer_by > ? OR answer_by = ? AND id > ?)", PetitionWaiting, by, afterDay, afterDay, afterID).
		Order("answer_by, id").Limit(limit).Find(tx.Ctx)
}
