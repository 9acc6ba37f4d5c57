package project

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"luoshi/language"
	"luoshi/models"
)

// BusinessTask is the piece of a department's business that a project goes with.
type BusinessTask struct {
	ProjectID  int64 `gorm:"primaryKey"`
	Name       string
	Unit       string     // the department
	ApprovedAt *time.Time // when both were taken on together; nil when the task was named later
	ApprovedBy string
}

// Business is what places a project beside the business: the task it goes with,
// and its tags. An empty name takes the task away.
type Business struct {
	Name string
	Unit string
	Tags []int64
}

// Place puts the project beside the business, as it was at the revision; unlike its
// dates that may change as long as it is not closed.
func (p *Project) Place(tx *models.Tx, b Business, revision int) error {
	if err := p.reach(tx, revision); err != nil {
		return err
	}
	return p.writeBusiness(tx, b)
}

// reach takes the project in hand for a change of what stands beside it.
func (p *Project) reach(tx *models.Tx, revision int) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	if p.State == Closed {
		return models.Fail(models.Conflict, "项目已结项，业务关联和标签不能再改。")
	}
	n, err := models.In[Project](tx).Where("id = ? AND revision = ?", p.ID, revision).Set(models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	p.Revision = revision + 1
	return nil
}

// Describe is Place for a project that has just been made or edited in the same piece of work.
func (p *Project) Describe(tx *models.Tx, b Business) error {
	if err := p.mayEnter(tx); err != nil {
		return err
	}
	return p.writeBusiness(tx, b)
}

func (p *Project) writeBusiness(tx *models.Tx, b Business) error {
	b.Name, b.Unit = strings.TrimSpace(b.Name), strings.TrimSpace(b.Unit)
	wrong := models.FieldErrors{}
	if b.Name == "" && b.Unit != "" {
		wrong.Add("business_name", "请填写关联的业务工作，或清空业务部门")
	}
	if b.Name != "" && b.Unit == "" {
		wrong.Add("business_unit", "请填写业务部门")
	}
	if len([]rune(b.Name)) > 200 {
		wrong.Add("business_name", "业务工作不能超过200个字")
	}
	if len([]rune(b.Unit)) > 100 {
		wrong.Add("business_unit", "业务部门不能超过100个字")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	was, err := models.In[BusinessTask](tx).Where("project_id = ?", p.ID).First(tx.Ctx)
	if err != nil && models.KindOf(err) != models.NotFound {
		return err
	}
	if err := p.putTask(tx, was, b); err != nil {
		return err
	}
	names, err := p.retag(tx, b.Tags)
	if err != nil {
		return err
	}
	detail := language.Phrase{"未关联业务工作"}
	if b.Name != "" {
		detail = language.Phrase{"关联业务工作：%s（%s）", b.Name, b.Unit}
	}
	if len(names) > 0 {
		detail = language.Phrase{"%s；标签：%s", detail, language.Join("、", names)}
	}
	return p.record(tx, "关联业务工作", p.Subject(), detail, was, b)
}

// putTask writes the task; a task of another name was not taken on with the project.
func (p *Project) putTask(tx *models.Tx, was BusinessTask, b Business) error {
	if was.Name == b.Name && was.Unit == b.Unit {
		return nil
	}
	if was.Name == b.Name && b.Name != "" {
		_, err := models.In[BusinessTask](tx).Where("project_id = ?", p.ID).Set(models.Assign("unit", b.Unit)).Update(tx.Ctx)
		return err
	}
	if _, err := models.In[BusinessTask](tx).Where("project_id = ?", p.ID).Delete(tx.Ctx); err != nil || b.Name == "" {
		return err
	}
	return models.In[BusinessTask](tx).Create(tx.Ctx, &BusinessTask{ProjectID: p.ID, Name: b.Name, Unit: b.Unit})
}

// takeOnBusiness notes that the task has been taken on together with the project.
func (p *Project) takeOnBusiness(tx *models.Tx) error {
	_, err := models.In[BusinessTask](tx).Where("project_id = ? AND approved_at IS NULL", p.ID).
		Set(models.Assign("approved_at", gorm.Expr("?", tx.Now)), models.Assign("approved_by", tx.Actor.Name)).Update(tx.Ctx)
	return err
}
