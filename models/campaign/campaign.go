// Package campaign is 模范机关创建: what a model department is measured by is read
// from its projects and duties, and nobody enters it a second time.
package campaign

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"luoshi/language"
	"luoshi/models"
)

// Campaign is a year's creating of model departments.
type Campaign struct {
	ID       int64
	Year     int
	Name     string
	Note     string
	Revision int

	Criteria []Criterion
}

// Criterion is one thing a model department is measured by.
type Criterion struct {
	ID         int64
	CampaignID int64
	Seq        int
	Name       string

	Links []Link
}

// TableName keeps the plural right.
func (Criterion) TableName() string { return "campaign_criteria" }

// Link names the work that shows whether a criterion is met.
type Link struct {
	ID          int64
	CriterionID int64
	Kind        Kind
	Value       string // the project's id, the label, the type or the code
}

// TableName says what the links are for.
func (Link) TableName() string { return "campaign_links" }

// Kind is what a link names.
type Kind string

const (
	Project Kind = "project" // one project
	Tag     Kind = "tag"     // the unit's projects with a label
	Type    Kind = "type"    // the unit's projects of a type
	Duty    Kind = "duty"    // the duties of the unit's branches
)

// List lists the campaigns, the latest year first.
func List(tx *models.Tx) ([]Campaign, error) {
	if err := tx.RequireSight(models.Campaigns); err != nil {
		return nil, err
	}
	return models.In[Campaign](tx).Order("year DESC").Limit(100).Find(tx.Ctx)
}

// Find finds a campaign with its criteria, for whoever may see any of it.
func Find(tx *models.Tx, id int64) (*Campaign, error) {
	if !tx.Sees(models.Campaigns) {
		return nil, models.Missing
	}
	c, err := models.In[Campaign](tx).Preload("Criteria", inOrder("seq")).Preload("Criteria.Links", inOrder("id")).Where("id = ?", id).First(tx.Ctx)
	return &c, err
}

func inOrder(column string) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB { return g.Order(column) }
}

// Create sets up the campaign of a year.
func Create(tx *models.Tx, c *Campaign) error {
	if err := tx.Require(models.Enter, models.Campaigns, 0); err != nil {
		return err
	}
	if c.Year == 0 {
		c.Year = tx.Today().Year()
	}
	if err := c.check(); err != nil {
		return err
	}
	criteria := c.Criteria
	err := models.In[Campaign](tx).Omit("Criteria").Create(tx.Ctx, c)
	if models.IsDuplicate(err) {
		return models.FailAt(models.Conflict, "year", "%d年度的创建工作已经建立，请在原有的上面修改。", c.Year)
	}
	if err != nil {
		return err
	}
	if err := c.measure(tx, criteria); err != nil {
		return err
	}
	return c.record(tx, "建立模范机关创建", c.Name, "")
}

// Change corrects the campaign as it was at the revision; criteria nil leaves them.
func (c *Campaign) Change(tx *models.Tx, change Campaign, criteria []Criterion, revision int) error {
	if err := tx.Require(models.Enter, models.Campaigns, 0); err != nil {
		return err
	}
	if change.Criteria = criteria; criteria == nil {
		change.Criteria = c.Criteria
	}
	if err := change.check(); err != nil {
		return err
	}
	n, err := models.In[Campaign](tx).Where("id = ? AND revision = ?", c.ID, revision).Set(models.Assign("name", change.Name),
		models.Assign("note", change.Note), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	if criteria != nil {
		if err := c.measure(tx, criteria); err != nil {
			return err
		}
	}
	return c.record(tx, "修改模范机关创建", change.Name, models.JSON(c))
}

// measure puts other criteria in the place of those there are.
func (c *Campaign) measure(tx *models.Tx, criteria []Criterion) error {
	list, err := models.In[Criterion](tx).Select("id").Where("campaign_id = ?", c.ID).Find(tx.Ctx)
	if err != nil {
		return err
	}
	ids := []int64{-1}
	for _, o := range list {
		ids = append(ids, o.ID)
	}
	if _, err := models.In[Link](tx).Where("criterion_id IN ?", ids).Delete(tx.Ctx); err != nil {
		return err
	}
	if _, err := models.In[Criterion](tx).Where("id IN ?", ids).Delete(tx.Ctx); err != nil {
		return err
	}
	for i := range criteria {
		one := &criteria[i]
		one.ID, one.CampaignID, one.Seq = 0, c.ID, i+1
		if err := models.In[Criterion](tx).Omit("Links").Create(tx.Ctx, one); err != nil {
			return err
		}
		for k := range one.Links {
			one.Links[k].ID, one.Links[k].CriterionID = 0, one.ID
		}
		if err := models.In[Link](tx).CreateInBatches(tx.Ctx, &one.Links, 100); err != nil {
			return err
		}
	}
	c.Criteria = criteria
	return nil
}

func (c *Campaign) check() error {
	wrong := models.FieldErrors{}
	c.Name, c.Note = strings.TrimSpace(c.Name), strings.TrimSpace(c.Note)
	if c.Year < 2000 || c.Year > 2100 {
		wrong.Add("year", "年度请写作 2022")
	}
	if c.Name == "" || utf8.RuneCountInString(c.Name) > 200 {
		wrong.Add("name", "请填写名称，不超过200个字")
	}
	if utf8.RuneCountInString(c.Note) > 1000 {
		wrong.Add("note", "说明不能超过1000个字")
	}
	const most = 30
	if len(c.Criteria) == 0 || len(c.Criteria) > most {
		wrong.Add("criteria", "请设1至%d项创建指标", most)
	}
	for i := range c.Criteria {
		one := &c.Criteria[i]
		one.Name = strings.TrimSpace(one.Name)
		switch field := fmt.Sprintf("criteria.%d.", i); {
		case one.Name == "" || utf8.RuneCountInString(one.Name) > 200:
			wrong.Add(field+"name", "请写明第%d项指标，不超过200个字", i+1)
		case len(one.Links) == 0:
			wrong.Add(field+"links", "第%d项指标还没有对应的项目或应办事项；不对应已有工作的指标会成为另一张表", i+1)
		}
		for _, l := range one.Links {
			if err := l.check(); err != nil {
				wrong.Add(fmt.Sprintf("criteria.%d.links", i), "第%d项指标：%s", i+1, err)
			}
		}
	}
	return wrong.Err("%s", wrong)
}

func (c *Campaign) record(tx *models.Tx, verb, name, before string) error {
	subject := fmt.Sprintf("campaigns/%d", c.ID)
	return tx.Record(models.Entry{Verb: verb, Subject: subject, Topic: subject, Detail: language.Quote(name), Before: before, After: models.JSON(c)})
}
