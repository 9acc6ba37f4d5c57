package project

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Milestone is a dated step: a stage of a project, or a node inside a stage.
type Milestone struct {
	ID             int64
	ProjectID      int64
	StageID        *int64 // the stage a node belongs to; nil for a stage
	OrgID          int64  // the project's lead
	Seq            int    // of the stage; a node has its stage's
	Name           string
	Goal           string
	Measures       string
	Standard       string // when it counts as done
	OwnerPostID    int64  // 0 before approval: the project's
	ReviewerPostID int64  // 0: the project's
	StartOn        calendar.Date
	DueOn          calendar.Date
	FirstDueOn     calendar.Date
	OwedOn         calendar.Date // DueOn plus the working days reviewers held it
	Held           int           // working days reviewers have held it
	Extensions     int
	Weight         int // per cent of the project; 0 for a node
	Percent        int
	State          MilestoneState
	Running        bool // the owner's clock runs: the project is under way, and nobody else holds it
	SubmittedBy    int64
	SubmittedAt    *time.Time
	DoneOn         calendar.Date // the day it was handed in for the round that was accepted
	EnteredOn      calendar.Date
	Revision       int

	ProjectName string `gorm:"-"` // in lists, which do without the project

	Needs   []int64 `gorm:"-"` // stages that come before it, see NeedsOf
	After   []int   `gorm:"-"` // the same by place, 1 the first, when stages are handed in together
	Project *Project
	Nodes   []Milestone `gorm:"foreignKey:StageID"`
}

// Need is "this stage needs that one first".
type Need struct {
	MilestoneID int64 `gorm:"primaryKey"`
	NeedsID     int64 `gorm:"primaryKey"`
	ProjectID   int64
}

// TableName says whose needs they are.
func (Need) TableName() string { return "milestone_needs" }

// MilestoneState is where a stage or node stands.
type MilestoneState string

const (
	Planned   MilestoneState = "planned"
	Active    MilestoneState = "active"
	HandedIn  MilestoneState = "submitted"
	ToImprove MilestoneState = "improving"
	Done      MilestoneState = "done"
)

// MilestoneStates lists them in the order of the trade.
var MilestoneStates = []MilestoneState{Planned, Active, HandedIn, ToImprove, Done}

const everything = 100 // per cent

var milestoneStateNames = map[MilestoneState]string{
	Planned: "未开始", Active: "进行中", HandedIn: "已报", ToImprove: "需改进", Done: "完成",
}

func (s MilestoneState) String() string { return milestoneStateNames[s] }

// milestoneMoves lists the states a milestone may go to from each state; from
// handed in, back to where it was is a withdrawal.
var milestoneMoves = map[MilestoneState][]MilestoneState{
	Planned:   {Active, HandedIn, ToImprove},
	Active:    {HandedIn, ToImprove},
	HandedIn:  {Done, ToImprove, Planned, Active},
	ToImprove: {HandedIn, ToImprove},
	Done:      {ToImprove},
}

// inHand are the states in which the owner has the milestone to work on.
var inHand = []MilestoneState{Planned, Active, ToImprove}

// IsStage reports whether it is a stage, not a node inside one.
func (m *Milestone) IsStage() bool { return m.StageID == nil }

// Subject names the milestone in notices and the audit trail.
func (m *Milestone) Subject() string { return fmt.Sprintf("milestones/%d", m.ID) }

// Label is how people call it: 第2阶段“补缺换届”, or 节点“B0302补缺”.
func (m *Milestone) Label() language.Phrase {
	if m.IsStage() {
		return language.Phrase{"第%d阶段“%s”", m.Seq, m.Name}
	}
	return language.Phrase{"节点“%s”", m.Name}
}

// NeedsOf reads what each stage of a project needs first, by the stage's id.
func (p *Project) NeedsOf(tx *models.Tx) (map[int64][]int64, error) {
	list, err := models.In[Need](tx).Where("project_id = ?", p.ID).Order("milestone_id, needs_id").Find(tx.Ctx)
	needs := map[int64][]int64{}
	for _, n := range list {
		needs[n.MilestoneID] = append(needs[n.MilestoneID], n.NeedsID)
	}
	return needs, err
}

// mayEnter stops those who neither own the milestone or its project nor enter for the lead.
func (m *Milestone) mayEnter(tx *models.Tx) error {
	if tx.Actor.Holds(m.OwnerPostID) {
		return nil
	}
	return m.Project.mayEnter(tx)
}

// move changes the state, unless the milestone has changed since it was read.
func (m *Milestone) move(tx *models.Tx, to MilestoneState, also ...clause.Assigner) error {
	if !slices.Contains(milestoneMoves[m.State], to) {
		return models.Fail(models.Conflict, "%s当前为“%s”，不能变为“%s”。", m.Label(), m.State, to)
	}
	m.Running = slices.Contains(inHand, to) && m.Project.UnderWay()
	n, err := models.In[Milestone](tx).Where("id = ? AND revision = ?", m.ID, m.Revision).
		Set(append(also, models.Assign("state", to), models.Assign("running", m.Running), models.Assign("revision", m.Revision+1))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	m.State, m.Revision = to, m.Revision+1
	return nil
}

// isOwner reports whether the actor answers for the milestone.
func (m *Milestone) isOwner(tx *models.Tx) bool { return tx.Actor.Holds(m.OwnerPostID) }

// reviewer is the post that reviews the milestone, 0 for whoever approves for the lead.
func (m *Milestone) reviewer() int64 {
	if m.ReviewerPostID != 0 {
		return m.ReviewerPostID
	}
	return m.Project.ReviewerPostID
}

// owe works out the day the owner owes it: the due date, and the working days others held it.
func (m *Milestone) owe(tx *models.Tx) error {
	m.OwedOn = m.DueOn
	if m.Held == 0 {
		return nil
	}
	work, err := tx.Workdays()
	if err == nil {
		m.OwedOn = work.Add(m.DueOn, m.Held)
	}
	return err
}

// pause adds the working days since others have held it to the owner's time.
func (m *Milestone) pause(tx *models.Tx, since calendar.Date) error {
	work, err := tx.Workdays()
	if err != nil {
		return err
	}
	m.Held += max(0, work.Between(since, tx.Today()))
	return m.owe(tx)
}
