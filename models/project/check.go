package project

import (
	"fmt"
	"strings"
	"time"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Check is a look at a stage by somebody other than its owner.
type Check struct {
	ID          int64
	ProjectID   int64
	MilestoneID int64
	OrgID       int64
	Result      Result
	Problems    string // one a line
	Note        string
	CheckedOn   calendar.Date
	ByID        int64
	ByName      string
	CreatedAt   time.Time

	Milestone    *Milestone
	Improvements []Improvement
}

// Result is what a check found.
type Result string

const (
	Met       Result = "met"
	MostlyMet Result = "mostly_met"
	NotMet    Result = "not_met"
)

// Results lists them from the best.
var Results = []Result{Met, MostlyMet, NotMet}

var resultNames = map[Result]string{Met: "达标", MostlyMet: "基本达标", NotMet: "未达标"}

func (r Result) String() string { return resultNames[r] }

// Remedy is what a check asks for, problem by problem.
type Remedy struct {
	Problem     string
	Measure     string
	OwnerPostID int64 // 0: the stage's owner
	DueOn       calendar.Date
}

// StartCheck lets the project wait for a check.
func (p *Project) StartCheck(tx *models.Tx) error {
	if err := p.mayCheck(tx); err != nil {
		return err
	}
	if err := p.allow(UnderCheck, InProgress, Improving); err != nil {
		return err
	}
	if err := p.move(tx, UnderCheck); err != nil {
		return err
	}
	return p.record(tx, "开始检查", p.Subject(), language.Phrase{"项目进入检查"}, nil, nil)
}

// Check writes down what was found about a stage. Not met sends the stage back
// to be improved, and every problem becomes an improvement.
func (m *Milestone) Check(tx *models.Tx, c *Check, remedies []Remedy) error {
	if err := m.Project.mayCheck(tx); err != nil {
		return err
	}
	if m.isOwner(tx) {
		return models.Fail(models.Forbidden, "您是%s的责任人，须由他人检查。", m.Label())
	}
	if err := m.checkable(c); err != nil {
		return err
	}
	if err := c.complete(tx, m, remedies); err != nil {
		return err
	}
	c.ID, c.ProjectID, c.MilestoneID, c.OrgID = 0, m.ProjectID, m.ID, m.OrgID
	c.ByID, c.ByName, c.CreatedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	if err := models.In[Check](tx).Create(tx.Ctx, c); err != nil {
		return err
	}
	if err := m.Project.checked(tx, len(remedies) > 0); err != nil {
		return err
	}
	if c.Result == NotMet {
		if err := m.sendBack(tx); err != nil {
			return err
		}
	}
	for i := range remedies {
		if err := c.demand(tx, m, &remedies[i]); err != nil {
			return err
		}
	}
	return m.Project.record(tx, "检查", m.Subject(), language.Phrase{"检查%s：%s，问题%d个", m.Label(), c.Result, len(remedies)}, nil, c)
}

func (p *Project) mayCheck(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Checks, p.OrgID); err != nil {
		return err
	}
	if tx.Actor.Holds(p.OwnerPostID) {
		return models.Fail(models.Forbidden, "您是项目责任人，须由他人检查。")
	}
	return nil
}

func (m *Milestone) checkable(c *Check) error {
	switch {
	case !m.IsStage():
		return models.Fail(models.Invalid, "检查按阶段进行，请选择节点所在的阶段。")
	case !m.Project.UnderWay() && m.Project.State != PendingAcceptance:
		return models.Fail(models.Conflict, "项目当前为“%s”，不能检查；立项后结项前才能检查。", m.Project.State)
	case m.State == HandedIn && c.Result == NotMet:
		return models.Fail(models.Conflict, "%s正在审核；未达标的，请在审核中退回。", m.Label())
	}
	return nil
}

// complete fills in what may be left out and refuses what does not fit.
func (c *Check) complete(tx *models.Tx, m *Milestone, remedies []Remedy) error {
	wrong := models.FieldErrors{}
	if c.CheckedOn == "" {
		c.CheckedOn = tx.Today()
	}
	switch {
	case !c.CheckedOn.Valid():
		wrong.Add("checked_on", "检查日期无效，请写作 2022-06-15")
	case c.CheckedOn > tx.Today():
		wrong.Add("checked_on", "检查日期不能晚于今天")
	case c.CheckedOn < m.Project.StartOn:
		wrong.Add("checked_on", "检查日期不能早于项目开始日期%s", m.Project.StartOn.Long())
	}
	if resultNames[c.Result] == "" {
		wrong.Add("result", "结论请选择：达标、基本达标、未达标")
	}
	if c.Result == NotMet && len(remedies) == 0 {
		wrong.Add("problems", "未达标的，请列出存在的问题")
	}
	if c.Result == Met && len(remedies) > 0 {
		wrong.Add("result", "存在问题的，结论请选择基本达标或未达标")
	}
	var problems []string
	var owners []naming
	for i := range remedies {
		r := &remedies[i]
		problems = append(problems, r.Problem)
		if r.OwnerPostID == 0 {
			r.OwnerPostID = m.OwnerPostID
		}
		owners = append(owners, naming{fmt.Sprintf("improvements.%d.owner_post_id", i), r.OwnerPostID, asWorker})
		if !r.DueOn.Valid() || r.DueOn < tx.Today() || r.DueOn > tx.Today().AddMonths(12) {
			wrong.Add("due_on", "请填写改进时限，从今天起一年以内，如 2022-07-29")
		}
		if r.Problem == "" || len([]rune(r.Problem)) > 1000 || len([]rune(r.Measure)) > 1000 {
			wrong.Add("problems", "每个问题和措施请写1至1000个字")
		}
	}
	if len([]rune(c.Note)) > 1000 {
		wrong.Add("note", "说明不能超过1000个字")
	}
	c.Problems = strings.Join(problems, "\n")
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	return m.Project.mayName(tx, owners...)
}

// sendBack reopens a stage that was found wanting. If it was done, the time since
// it was handed in has not been its owner's.
func (m *Milestone) sendBack(tx *models.Tx) error {
	if m.State == Done {
		if err := m.pause(tx, m.DoneOn); err != nil {
			return err
		}
	}
	m.Percent, m.DoneOn = min(m.Percent, everything-1), ""
	return m.move(tx, ToImprove, models.Assign("percent", m.Percent), models.Assign("done_on", ""),
		models.Assign("held", m.Held), models.Assign("owed_on", m.OwedOn))
}

// checked moves the project on after a check.
func (p *Project) checked(tx *models.Tx, problems bool) error {
	switch {
	case problems && p.State == Improving, !problems && p.State != UnderCheck:
		return nil
	case problems && p.State == Approved:
		if err := p.move(tx, InProgress); err != nil {
			return err
		}
		return p.move(tx, Improving)
	case problems:
		return p.move(tx, Improving)
	}
	return p.move(tx, InProgress)
}

// Checks lists the project's checks with what they asked for, the newest first.
func (p *Project) Checks(tx *models.Tx) ([]Check, error) {
	return models.In[Check](tx).Preload("Milestone", nil).Preload("Improvements", nil).Where("project_id = ?", p.ID).Order("id DESC").Find(tx.Ctx)
}
