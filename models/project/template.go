package project

import (
	"fmt"
	"strings"
	"time"

	"luoshi/language"
	"luoshi/models"
)

// Template is a project kept as a pattern for others: what is done and in which
// steps, with days counted from the beginning instead of dates and without people.
type Template struct {
	ID        int64
	OrgID     int64 // whose it is: it and all below it draw on it, on the work committee's the whole city
	Name      string
	Plan      Plan `gorm:"serializer:json"`
	MadeName  string
	CreatedAt time.Time
	Revision  int

	Org *models.Org
}

// TableName tells these from templates of other things.
func (Template) TableName() string { return "project_templates" }

// Plan is the work of a template.
type Plan struct {
	Type      Type       `json:"type"`
	Category  string     `json:"category"`
	Objective string     `json:"objective"`
	Measures  string     `json:"measures"`
	Target    string     `json:"target"`
	Metric    PlanMetric `json:"metric"`
	Days      int        `json:"days"` // from the beginning to the deadline
	Stages    []PlanStep `json:"stages"`
}

// PlanMetric is the target in numbers.
type PlanMetric struct {
	Name     string  `json:"name"`
	Unit     string  `json:"unit"`
	Baseline float64 `json:"baseline"`
	Target   float64 `json:"target"`
	Current  float64 `json:"current"`
}

// PlanStep is a stage of a template, or a node of one.
type PlanStep struct {
	Name     string     `json:"name"`
	Goal     string     `json:"goal"`
	Measures string     `json:"measures"`
	Standard string     `json:"standard"`
	Weight   int        `json:"weight"`
	Start    int        `json:"start"` // days after the beginning of the whole
	Due      int        `json:"due"`
	After    []int      `json:"after"` // stages that come first, by place
	Nodes    []PlanStep `json:"nodes"`
}

// Subject names the template in the audit trail.
func (t *Template) Subject() string { return fmt.Sprintf("templates/%d", t.ID) }

// Templates lists the templates the actor may draw on, those from above first.
func Templates(tx *models.Tx) ([]Template, error) {
	if err := mayDraw(tx); err != nil {
		return nil, err
	}
	return drawn(tx).LeftJoin("Org").Order("LENGTH(Org.path), project_templates.name, project_templates.id").Find(tx.Ctx)
}

// FindTemplate finds a template the actor may draw on.
func FindTemplate(tx *models.Tx, id int64) (*Template, error) {
	if mayDraw(tx) != nil {
		return nil, models.Missing
	}
	t, err := drawn(tx).LeftJoin("Org").Where("project_templates.id = ?", id).First(tx.Ctx)
	return &t, err
}

// mayDraw stops those who set no projects up.
func mayDraw(tx *models.Tx) error {
	if tx.Reaches(models.Enter, models.Projects) {
		return nil
	}
	return tx.Require(models.Enter, models.Projects, 0)
}

// drawn are the templates of the organisations the actor enters projects for, and of
// those that lead these.
func drawn(tx *models.Tx) models.Query[Template] {
	below, args := tx.Scope(models.Enter, models.Projects, "project_templates.org_id")
	return models.In[Template](tx).Where("(project_templates.org_id IN ? OR "+below+")", append([]any{tx.Actor.Above()}, args...)...)
}

// KeepAs keeps the work of the project as a template of an organisation.
func (p *Project) KeepAs(tx *models.Tx, name string, orgID int64) (*Template, error) {
	if err := tx.Require(models.Enter, models.Projects, orgID); err != nil {
		return nil, err
	}
	o, err := p.outline(tx)
	if err != nil {
		return nil, err
	}
	if !p.StartOn.Valid() || !p.DueOn.Valid() {
		return nil, models.Fail(models.Conflict, "项目还没有开始日期或完成时限，各阶段无从推算；请补上后再存为模板。")
	}
	t := Template{OrgID: orgID, Name: name, Plan: o.plan(), MadeName: tx.Actor.Name, CreatedAt: tx.Now}
	if err := t.check(); err != nil {
		return nil, err
	}
	if err := models.In[Template](tx).Omit("Org").Create(tx.Ctx, &t); err != nil {
		return nil, t.taken(err)
	}
	return &t, t.record(tx, "存为模板", language.Phrase{"《%s》存为模板“%s”", p.Name, t.Name})
}

// Rename gives the template another name, as it was at the revision.
func (t *Template) Rename(tx *models.Tx, name string, revision int) error {
	if err := tx.Require(models.Enter, models.Projects, t.OrgID); err != nil {
		return err
	}
	was := t.Name
	t.Name = name
	if err := t.check(); err != nil {
		return err
	}
	n, err := models.In[Template](tx).Where("id = ? AND revision = ?", t.ID, revision).
		Set(models.Assign("name", t.Name), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return t.taken(err)
	}
	if n == 0 {
		return models.Stale
	}
	t.Revision = revision + 1
	return t.record(tx, "修改模板", language.Phrase{"模板“%s”改名为“%s”", was, t.Name})
}

// Delete forgets the template; projects made from it stay.
func (t *Template) Delete(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Projects, t.OrgID); err != nil {
		return err
	}
	if n, err := models.In[Template](tx).Where("id = ?", t.ID).Delete(tx.Ctx); err != nil || n == 0 {
		return errOr(err, models.Missing)
	}
	return t.record(tx, "删除模板", language.Phrase{"删除模板“%s”", t.Name})
}

// MayChange reports whether the actor keeps the template.
func (t *Template) MayChange(tx *models.Tx) bool {
	return tx.CanBelow(models.Enter, models.Projects, t.Org)
}

func (t *Template) check() error {
	wrong := models.FieldErrors{}
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" || len([]rune(t.Name)) > 100 {
		wrong.Add("name", "模板名称须为1至100个字")
	}
	return wrong.Err("%s", wrong)
}

func (t *Template) taken(err error) error {
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "name", "已有名为“%s”的模板，请换一个名称。", t.Name)
	}
	return err
}

func (t *Template) record(tx *models.Tx, verb string, detail language.Phrase) error {
	return tx.Record(models.Entry{Verb: verb, Subject: t.Subject(), Topic: t.Subject(), OrgID: t.OrgID, Detail: detail, After: models.JSON(t)})
}
