package project

import (
	"math"
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// Acceptance is the judgement on a finished project.
type Acceptance struct {
	ID           int64
	ProjectID    int64
	Outcome      string // what came of it, measured against the target
	Evidence     string
	Satisfaction Satisfaction `gorm:"embedded;embeddedPrefix:satisfaction_"`
	Conclusion   Conclusion
	Reason       string // why it was not accepted
	Experience   string // what others can use
	ByID         int64
	ByName       string
	CreatedAt    time.Time
}

// Satisfaction is what those served think.
type Satisfaction struct {
	Source  string
	Sample  int
	Percent float64
}

// Conclusion is the verdict of an acceptance.
type Conclusion string

const (
	Excellent Conclusion = "excellent"
	Qualified Conclusion = "qualified"
	Failed    Conclusion = "failed"
)

// Conclusions lists them from the best.
var Conclusions = []Conclusion{Excellent, Qualified, Failed}

var conclusionNames = map[Conclusion]string{Excellent: "优秀", Qualified: "合格", Failed: "不合格"}

func (c Conclusion) String() string { return conclusionNames[c] }

// RequestAcceptance says the work is done, and asks for the judgement.
func (p *Project) RequestAcceptance(tx *models.Tx) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if err := p.allow(PendingAcceptance); err != nil {
		return err
	}
	if err := p.finished(tx); err != nil {
		return err
	}
	if err := p.move(tx, PendingAcceptance, models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_at", tx.Now)); err != nil {
		return err
	}
	p.SubmittedBy, p.SubmittedAt = tx.Actor.ID, &tx.Now
	if err := p.tellApprovers(tx, "finished", language.Phrase{"《%s》申请验收，请您办理", p.Name}, language.Phrase{"请对照目标核实成效，给出验收结论。"}); err != nil {
		return err
	}
	if err := p.sendUp(tx, Finish, p.OwnerPostID, nil, language.Quote(clip(p.Target, 1000)), p.Link()); err != nil {
		return err
	}
	return p.record(tx, "申请验收", p.Subject(), language.Phrase{"申请验收%s %s", p.Code, p.Name}, nil, nil)
}

// Accept closes the project, or sends it back to be improved with the reason.
func (p *Project) Accept(tx *models.Tx, a *Acceptance) error {
	if err := p.mayDecide(tx); err != nil {
		return err
	}
	if p.State != PendingAcceptance {
		return models.Fail(models.Conflict, "项目当前为“%s”，还没有申请验收，不能验收结项。", p.State)
	}
	if err := a.check(p); err != nil {
		return err
	}
	a.ID, a.ProjectID, a.ByID, a.ByName, a.CreatedAt = 0, p.ID, tx.Actor.ID, tx.Actor.Name, tx.Now
	if err := models.In[Acceptance](tx).Create(tx.Ctx, a); err != nil {
		return err
	}
	if a.Conclusion == Failed {
		if err := p.move(tx, Improving, models.Assign("reason", language.Quote(a.Reason))); err != nil {
			return err
		}
		p.Reason = language.Quote(a.Reason)
		if err := p.tellOwner(tx, "not-accepted", language.Phrase{"《%s》验收不合格，请改进", p.Name}, language.Phrase{"原因：%s", a.Reason}); err != nil {
			return err
		}
		return p.record(tx, "验收不合格", p.Subject(), language.Quote(a.Reason), nil, a)
	}
	if err := p.close(tx); err != nil {
		return err
	}
	if err := p.tellOwner(tx, "closed", language.Phrase{"《%s》验收%s，已结项", p.Name, a.Conclusion}, language.Phrase{"成效：%s", a.Outcome}); err != nil {
		return err
	}
	return p.record(tx, "验收结项", p.Subject(), language.Phrase{"验收%s", a.Conclusion}, nil, a)
}

func (p *Project) close(tx *models.Tx) error {
	if err := p.finished(tx); err != nil {
		return err
	}
	if err := p.move(tx, Closed, models.Assign("closed_on", tx.Today()), models.Assign("reason", "")); err != nil {
		return err
	}
	p.ClosedOn = tx.Today()
	if err := lapse(tx, "project_id = ?", p.ID); err != nil {
		return err
	}
	return p.stopClocks(tx)
}

func (a *Acceptance) check(p *Project) error {
	wrong := models.FieldErrors{}
	if a.Outcome = strings.TrimSpace(a.Outcome); a.Outcome == "" {
		wrong.Add("outcome", "请填写成效，并与目标对照")
	}
	if conclusionNames[a.Conclusion] == "" {
		wrong.Add("conclusion", "结论请选择：优秀、合格、不合格")
	}
	if a.Reason = strings.TrimSpace(a.Reason); a.Conclusion == Failed && a.Reason == "" {
		wrong.Add("reason", "不合格的，请写明原因和改进要求")
	}
	s := a.Satisfaction
	if p.Type == Service && (s.Source == "" || s.Sample < 1) {
		wrong.Add("satisfaction", "优质服务项目请填写满意度的来源、样本数和百分比")
	}
	if !(s.Percent >= 0 && s.Percent <= everything) || s.Sample < 0 || s.Sample > math.MaxInt32 { // NaN is not within either
		wrong.Add("satisfaction", "满意度须为0至100，样本数不小于0")
	}
	for field, text := range map[string]string{"outcome": a.Outcome, "evidence": a.Evidence, "experience": a.Experience} {
		if len([]rune(text)) > 5000 {
			wrong.Add(field, "内容不能超过5000个字，请精简")
		}
	}
	if len([]rune(a.Reason)) > 1000 {
		wrong.Add("reason", "原因不能超过1000个字，请精简")
	}
	if len([]rune(s.Source)) > 200 {
		wrong.Add("satisfaction", "满意度来源不能超过200个字")
	}
	return wrong.Err("%s", wrong)
}

// finished refuses a project with work left, naming it.
func (p *Project) finished(tx *models.Tx) error {
	stages, err := models.In[Milestone](tx).Where("project_id = ? AND stage_id IS NULL AND state <> ?", p.ID, Done).Order("seq").Find(tx.Ctx)
	if err != nil {
		return err
	}
	if len(stages) > 0 {
		return models.Fail(models.Conflict, "还有阶段没有完成：%s；完成后再办理。", labels(stages))
	}
	open, err := p.openImprovements(tx)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		var names []language.Phrase
		for _, i := range open {
			names = append(names, language.Phrase{"“%s”", i.Problem})
		}
		return models.Fail(models.Conflict, "还有改进事项没有销号：%s；核验后再办理。", language.Join("、", names))
	}
	if err := p.partsClosed(tx); err != nil {
		return err
	}
	checks, err := models.In[Check](tx).Where("project_id = ?", p.ID).Count(tx.Ctx, "id")
	if err == nil && checks == 0 {
		return models.Fail(models.Conflict, "项目还没有检查记录；请先请工委或上级党组织检查，再办理验收。")
	}
	return err
}

func (p *Project) openImprovements(tx *models.Tx) ([]Improvement, error) {
	return models.In[Improvement](tx).Where("project_id = ? AND state <> ?", p.ID, Verified).Order("id").Find(tx.Ctx)
}

// settle ends the improving once nothing is left to improve.
func (p *Project) settle(tx *models.Tx) error {
	if p.State != Improving {
		return nil
	}
	open, err := p.openImprovements(tx)
	if err != nil || len(open) > 0 {
		return err
	}
	stages, err := models.In[Milestone](tx).Where("project_id = ? AND stage_id IS NULL AND state = ?", p.ID, ToImprove).Count(tx.Ctx, "id")
	if err != nil || stages > 0 {
		return err
	}
	return p.move(tx, InProgress)
}

// Acceptances lists the judgements on the project, the newest first.
func (p *Project) Acceptances(tx *models.Tx) ([]Acceptance, error) {
	return models.In[Acceptance](tx).Where("project_id = ?", p.ID).Order("id DESC").Find(tx.Ctx)
}
