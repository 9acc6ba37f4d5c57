package project

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"luoshi/language"
	"luoshi/models"
)

// ProgressReport is a short word on how far a milestone is.
type ProgressReport struct {
	ID            int64
	ProjectID     int64
	MilestoneID   int64
	OrgID         int64
	Text          string
	Percent       int
	MetricCurrent *float64 // of the project's metric, where it was given
	ByID          int64
	ByName        string
	CreatedAt     time.Time

	Milestone *Milestone
	Upon      *int `gorm:"-"` // the milestone's revision it was written upon; nil for whatever stands
}

// reportLength is how many characters a report may have.
const reportLength = 300

// Report notes how far the milestone is; only an accepted round makes it whole.
func (m *Milestone) Report(tx *models.Tx, r *ProgressReport) error {
	if err := m.mayEnter(tx); err != nil {
		return err
	}
	if err := m.mayWork(); err != nil {
		return err
	}
	if err := m.checkReport(r); err != nil {
		return err
	}
	if err := m.Project.begin(tx); err != nil {
		return err
	}
	if m.State == Planned {
		m.State = Active
	}
	running := models.In[Milestone](tx).Where("id = ? AND running = ?", m.ID, true)
	if r.Upon != nil {
		running = running.Where("revision = ?", *r.Upon)
	}
	n, err := running.Set(models.Assign("percent", r.Percent), models.Assign("state", m.State), models.Assign("revision", gorm.Expr("revision + 1"))).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	m.Percent, m.Revision = r.Percent, m.Revision+1
	if r.MetricCurrent != nil {
		if _, err := models.In[Project](tx).Where("id = ?", m.ProjectID).Set(models.Assign("metric_current", *r.MetricCurrent)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	r.ID, r.ProjectID, r.MilestoneID, r.OrgID = 0, m.ProjectID, m.ID, m.OrgID
	r.ByID, r.ByName, r.CreatedAt = tx.Actor.ID, tx.Actor.Name, tx.Now
	if err := models.In[ProgressReport](tx).Create(tx.Ctx, r); err != nil {
		return err
	}
	if err := m.Project.sendUp(tx, Progress, m.OwnerPostID, m.Label(), language.Phrase{"完成%d%%：%s", r.Percent, r.Text}, m.Link()); err != nil {
		return err
	}
	return m.Project.record(tx, "填报进展", m.Subject(), language.Phrase{"%s 完成%d%%：%s", m.Label(), r.Percent, r.Text}, nil, nil)
}

func (m *Milestone) checkReport(r *ProgressReport) error {
	wrong := models.FieldErrors{}
	r.Text = strings.TrimSpace(r.Text)
	switch n := len([]rune(r.Text)); {
	case n == 0:
		wrong.Add("text", "请填写进展")
	case n > reportLength:
		wrong.Add("text", "进展不能超过%d个字，现有%d个字，请精简", reportLength, n)
	}
	switch {
	case r.Percent == everything:
		wrong.Add("percent", "100%%须经审核通过；请填写0至99，或提交审核")
	case r.Percent < 0 || r.Percent > everything:
		wrong.Add("percent", "完成比例须为0至99的整数")
	}
	switch {
	case r.MetricCurrent == nil:
	case m.Project.Metric.Name == "":
		wrong.Add("metric_current", "本项目没有设定指标，请不要填写指标现值")
	case !sensible(*r.MetricCurrent):
		wrong.Add("metric_current", "指标现值须为数字，不超过一万亿")
	}
	return wrong.Err("%s", wrong)
}

// mayWork stops work on what is not the owner's to work on now, in words.
func (m *Milestone) mayWork() error {
	switch {
	case !m.Project.UnderWay():
		return models.Fail(models.Conflict, "项目当前为“%s”，不能办理；立项并实施后再办理。", m.Project.State)
	case m.State == HandedIn:
		return models.Fail(models.Conflict, "%s已报，正在审核；需要修改的，请先撤回。", m.Label())
	case m.State == Done:
		return models.Fail(models.Conflict, "%s已完成，不能再改。", m.Label())
	}
	return nil
}

// Reports lists what was reported on the milestone, and when by whom, the newest first.
func (m *Milestone) Reports(tx *models.Tx, limit int) ([]ProgressReport, error) {
	return models.Read[ProgressReport](tx, `SELECT id, text, percent, metric_current, by_name, created_at FROM progress_reports
		WHERE milestone_id = ? ORDER BY id DESC LIMIT ?`, m.ID, limit)
}

// Reports lists the project's reports, the newest first.
func (p *Project) Reports(tx *models.Tx, limit int) ([]ProgressReport, error) {
	return models.In[ProgressReport](tx).Where("project_id = ?", p.ID).Order("id DESC").Limit(limit).Find(tx.Ctx)
}
