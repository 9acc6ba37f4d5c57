package project

import (
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Improvement is what a check's problem asks somebody to put right.
type Improvement struct {
	ID            int64
	ProjectID     int64
	MilestoneID   int64
	CheckID       int64
	OrgID         int64
	Problem       string
	Measure       string
	OwnerPostID   int64
	DueOn         calendar.Date
	State         ImprovementState
	Note          string // what the owner handed in
	Reason        string // of the last return
	CheckerID     int64
	SubmittedBy   int64
	SubmittedName string
	SubmittedAt   *time.Time
	VerifiedBy    int64
	VerifiedName  string
	VerifiedAt    *time.Time
	Revision      int

	Project   *Project
	Milestone *Milestone
}

// ImprovementState is where an improvement stands.
type ImprovementState string

const (
	ToDo     ImprovementState = "open"
	ToVerify ImprovementState = "handed_in"
	Verified ImprovementState = "verified"
	Rejected ImprovementState = "returned"
)

var improvementStateNames = map[ImprovementState]string{ToDo: "改进中", ToVerify: "待核验", Verified: "已核验", Rejected: "退回改进"}

func (s ImprovementState) String() string { return improvementStateNames[s] }

// owing are the states in which the owner has to act.
var owing = []ImprovementState{ToDo, Rejected}

// Overdue reports whether the owner should have handed it in before today.
func (i *Improvement) Overdue(today calendar.Date) bool {
	return (i.State == ToDo || i.State == Rejected) && i.DueOn < today
}

// demand makes a problem of the check somebody's improvement.
func (c *Check) demand(tx *models.Tx, m *Milestone, r *Remedy) error {
	i := Improvement{ProjectID: c.ProjectID, MilestoneID: c.MilestoneID, CheckID: c.ID, OrgID: c.OrgID, Problem: r.Problem, Measure: r.Measure,
		OwnerPostID: r.OwnerPostID, DueOn: r.DueOn, State: ToDo, CheckerID: c.ByID, Project: m.Project}
	if err := models.In[Improvement](tx).Omit("Project").Create(tx.Ctx, &i); err != nil {
		return err
	}
	c.Improvements = append(c.Improvements, i)
	owner, err := holder(tx, i.OwnerPostID)
	if err != nil {
		return err
	}
	return notice.Send(tx, i.notice("opened", language.Phrase{"请改进：%s", i.Problem},
		language.Phrase{"检查发现以上问题，请于%s前完成改进并提交核验。", i.DueOn.Short()}), owner)
}

// FindImprovement finds an improvement of a project the actor may see.
func FindImprovement(tx *models.Tx, id int64) (*Improvement, error) {
	i, err := visible[Improvement](tx, "project_id").Preload("Project", nil).Preload("Milestone", nil).Where("id = ?", id).First(tx.Ctx)
	return &i, err
}

// Submit hands the improvement in to be verified.
func (i *Improvement) Submit(tx *models.Tx, note string) error {
	if !tx.Actor.Holds(i.OwnerPostID) {
		if err := i.Project.mayEnter(tx); err != nil {
			return err
		}
	}
	if err := i.halted(); err != nil {
		return err
	}
	if i.State != ToDo && i.State != Rejected {
		return models.Fail(models.Conflict, "改进事项当前为“%s”，不能提交。", i.State)
	}
	if err := need("note", "改进情况", note); err != nil {
		return err
	}
	if err := i.move(tx, ToVerify, models.Assign("note", strings.TrimSpace(note)), models.Assign("submitted_by", tx.Actor.ID),
		models.Assign("submitted_name", tx.Actor.Name), models.Assign("submitted_at", tx.Now)); err != nil {
		return err
	}
	if err := notice.Send(tx, i.notice("submitted", language.Phrase{"改进事项待核验：%s", i.Problem}, language.Phrase{"改进情况：%s", note}), others(tx, i.CheckerID)...); err != nil {
		return err
	}
	return i.Project.record(tx, "提交改进", i.Subject(), language.Phrase{"%s：%s", i.Problem, note}, nil, nil)
}

// Verify confirms that the problem has been put right.
func (i *Improvement) Verify(tx *models.Tx, note string) error {
	if err := i.mayVerify(tx); err != nil {
		return err
	}
	if err := atMost("note", "意见", note, 1000); err != nil {
		return err
	}
	if err := i.move(tx, Verified, models.Assign("verified_by", tx.Actor.ID), models.Assign("verified_name", tx.Actor.Name),
		models.Assign("verified_at", tx.Now)); err != nil {
		return err
	}
	if err := i.Project.settle(tx); err != nil {
		return err
	}
	if err := i.tellOwner(tx, "verified", language.Phrase{"改进事项已核验：%s", i.Problem}, opinion(language.Phrase{"改进到位，予以销号。"}, note)); err != nil {
		return err
	}
	return i.Project.record(tx, "核验改进", i.Subject(), opinion(language.Phrase{"%s，核验通过。", i.Problem}, note), nil, nil)
}

// Return hands the improvement back with the reason.
func (i *Improvement) Return(tx *models.Tx, reason string) error {
	if err := i.mayVerify(tx); err != nil {
		return err
	}
	if err := need("reason", "退回理由", reason); err != nil {
		return err
	}
	if err := i.move(tx, Rejected, models.Assign("reason", reason)); err != nil {
		return err
	}
	if err := i.tellOwner(tx, "returned", language.Phrase{"改进事项被退回：%s", i.Problem}, language.Phrase{"退回理由：%s", reason}); err != nil {
		return err
	}
	return i.Project.record(tx, "退回改进", i.Subject(), language.Phrase{"%s：%s", i.Problem, reason}, nil, nil)
}

// mayVerify stops those who may not verify, and those who would verify their own work.
func (i *Improvement) mayVerify(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Improvements, i.OrgID); err != nil {
		return err
	}
	if tx.Actor.Holds(i.OwnerPostID) || i.SubmittedBy == tx.Actor.ID && !tx.Actor.System {
		return models.Fail(models.Forbidden, "改进事项由您负责或提交，须由他人核验。")
	}
	if i.State != ToVerify {
		return models.Fail(models.Conflict, "改进事项当前为“%s”，没有待核验的提交。", i.State)
	}
	return i.halted()
}

// halted stops work on an improvement while its project is suspended.
func (i *Improvement) halted() error {
	if i.Project.State == Suspended {
		return models.Fail(models.Conflict, "项目当前为“%s”，不能办理改进；恢复后再办理。", Suspended)
	}
	return nil
}

func (i *Improvement) move(tx *models.Tx, to ImprovementState, also ...clause.Assigner) error {
	n, err := models.In[Improvement](tx).Where("id = ? AND revision = ?", i.ID, i.Revision).
		Set(append(also, models.Assign("state", to), models.Assign("revision", i.Revision+1))...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	i.State, i.Revision = to, i.Revision+1
	return nil
}

func (i *Improvement) tellOwner(tx *models.Tx, what string, title, body language.Phrase) error {
	owner, err := holder(tx, i.OwnerPostID)
	if err != nil {
		return err
	}
	return notice.Send(tx, i.notice(what, title, body), others(tx, owner, i.SubmittedBy)...)
}

// Subject names the improvement in notices and the audit trail.
func (i *Improvement) Subject() string { return fmt.Sprintf("improvements/%d", i.ID) }

func (i *Improvement) notice(what string, title, body language.Phrase) notice.Notice {
	return notice.Notice{Key: fmt.Sprintf("improvement/%s-%d/%s", what, i.Revision, i.Subject()), Rule: "improvement-" + what, Subject: i.Subject(),
		OrgID: i.OrgID, Title: language.Phrase{"《%s》%s", i.Project.Name, title}, Body: body, Link: fmt.Sprintf("/projects/%d#improvement-%d", i.ProjectID, i.ID),
		Basis: language.Phrase{basis}, DueOn: i.DueOn}
}
