// Package project runs a year of work as projects: what each is for, its stages
// and nodes with their dates, reports, reviews, checks, improvements,
// postponements and the acceptance at the end.
package project

import (
	"fmt"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Project is one task of the year, by its five questions: 干什么 (Objective), 怎么干
// (Measures), 谁来干 (lead, owner, leader, cooperating), 干到什么程度 (Target, Metric), 何时完成.
type Project struct {
	ID             int64
	Year           int
	Code           string // "P03", unique within the year
	Name           string
	Type           Type
	Category       string // the office's own label, such as "规范提升"
	Origin         Origin // "" when none is noted
	ActivityID     *int64 // the meeting that decided on it, if one did
	FindingID      *int64 // the problem it mends, if it was made of one
	CopiedFromID   *int64 // the project of an earlier year that it was copied from
	Objective      string
	Measures       string // one a line
	Target         string
	Metric         Metric `gorm:"embedded;embeddedPrefix:metric_"`
	OrgID          int64  // leads it
	OwnerPostID    int64  // 0 while nobody is named
	ReviewerPostID int64  // 0: whoever approves for the lead
	LeaderPostID   int64  // the supervising leader; 0 for none
	StartOn        calendar.Date
	DueOn          calendar.Date
	FirstDueOn     calendar.Date // as approved
	Extensions     int           // how often the date has moved
	State          State
	ResumeState    State           // what a suspension interrupted
	Reason         language.Phrase // of the last return, suspension or failed acceptance
	SubmittedBy    int64
	SubmittedAt    *time.Time
	ClosedOn       calendar.Date
	CreatedAt      time.Time
	Revision       int

	Org        *models.Org
	Orgs       []ProjectOrg
	Milestones []Milestone
	ParentID   int64     `gorm:"-" json:"-"` // of a part, in lists: the task it is of
	Parts      []portion `gorm:"-" json:"-"` // of a task that was handed down, in lists
}

// Metric is a target in numbers; without a name there is none.
type Metric struct {
	Name     string
	Unit     string
	Baseline float64
	Target   float64
	Current  float64
}

// ProjectOrg is an organisation that works on a project: its lead, or a cooperating one.
type ProjectOrg struct {
	ProjectID int64 `gorm:"primaryKey"`
	OrgID     int64 `gorm:"primaryKey"`
	IsLead    bool

	Org *models.Org
}

// Type is the sort of a project.
type Type string

const (
	Routine       Type = "routine"
	Key           Type = "key"
	Breakthrough  Type = "breakthrough"
	Service       Type = "service"
	Brand         Type = "brand"
	Rectification Type = "rectification"
)

// Types lists the sorts in the order people are offered them.
var Types = []Type{Routine, Key, Breakthrough, Service, Brand, Rectification}

var typeNames = map[Type]string{
	Routine: "常规任务", Key: "重点任务", Breakthrough: "书记突破项目", Service: "优质服务项目", Brand: "品牌创建", Rectification: "整改项目",
}

func (t Type) String() string { return typeNames[t] }

// Subject names the project in notices, the audit trail and addresses.
func (p *Project) Subject() string { return fmt.Sprintf("projects/%d", p.ID) }

// Link is the project's page.
func (p *Project) Link() string { return "/" + p.Subject() }

// Find finds a project the actor may see, with its lead.
func Find(tx *models.Tx, id int64) (*Project, error) {
	p, err := visible[Project](tx, "id").Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &p, err
}

// Stages lists the project's stages in order.
func (p *Project) Stages(tx *models.Tx) ([]Milestone, error) {
	return models.In[Milestone](tx).Where("project_id = ? AND stage_id IS NULL", p.ID).Order("seq, id").Find(tx.Ctx)
}

// All lists the project's stages and nodes by date, stages before their nodes.
func (p *Project) All(tx *models.Tx) ([]Milestone, error) {
	return models.In[Milestone](tx).Where("project_id = ?", p.ID).Order("seq, stage_id IS NOT NULL, due_on, id").Find(tx.Ctx)
}

// Partners lists the organisations that work on the project, the lead first.
func (p *Project) Partners(tx *models.Tx) ([]ProjectOrg, error) {
	return models.In[ProjectOrg](tx).LeftJoin("Org").Where("project_id = ?", p.ID).
		Order("is_lead DESC, org_id").Find(tx.Ctx)
}

// Percent is how far the project is: the sum of its stages by weight.
func Percent(milestones []Milestone) int {
	sum := 0
	for _, m := range milestones {
		if m.IsStage() {
			sum += m.Weight * m.Percent
		}
	}
	return rounded(sum, everything)
}

// mayEnter stops those who neither own the project nor enter for its lead.
func (p *Project) mayEnter(tx *models.Tx) error {
	if tx.Actor.Holds(p.OwnerPostID) {
		return nil
	}
	return tx.Require(models.Enter, models.Projects, p.OrgID)
}
