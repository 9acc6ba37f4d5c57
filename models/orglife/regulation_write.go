package orglife

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
)

const regulationLength = 5000 // characters of a text

// keeper finds the checklist of a branch that the actor keeps, for one at a time.
func keeper(tx *models.Tx, orgID int64) (*Checklist, error) {
	if _, err := models.In[models.Org](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", orgID).First(tx.Ctx); err != nil {
		return nil, err
	}
	c, err := FindChecklist(tx, orgID)
	if err != nil {
		return nil, err
	}
	return c, tx.Require(models.Enter, models.Plans, orgID)
}

// AdoptTemplates adopts the city's templates for all that the branch lacks, and
// says how many those were; who comes second finds nothing lacking.
func AdoptTemplates(tx *models.Tx, orgID int64) (n int, err error) {
	c, err := keeper(tx, orgID)
	if err != nil {
		return 0, err
	}
	var rows []Regulation
	var names []language.Word
	for _, i := range c.Items {
		if i.State() == RegulationLacking && i.Latest > 0 {
			rows = append(rows, Regulation{OrgID: c.ID, Name: i.Name, Version: i.Latest, AdoptedOn: tx.Today(), Revision: 1})
			names = append(names, language.Word(i.Name))
		}
	}
	if len(rows) == 0 {
		return 0, nil
	}
	if err := models.In[Regulation](tx).CreateInBatches(tx.Ctx, &rows, 100); err != nil {
		return 0, err
	}
	return len(rows), tx.Record(models.Entry{Verb: "采用市级制度范本", Subject: fmt.Sprintf("orgs/%d", c.ID), Topic: fmt.Sprintf("orgs/%d", c.ID), OrgID: c.ID,
		Detail: language.Phrase{"%s", language.Join("、", names)}, After: models.JSON(rows)})
}

// SetRegulation adopts one document, or adopts it anew: with the newest template, or
// with a text of the branch's own. Its revision is the one that was read, 0 for none.
func SetRegulation(tx *models.Tx, next Regulation) error {
	c, err := keeper(tx, next.OrgID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(c.Items, func(i RegulationItem) bool { return i.Name == next.Name })
	if at < 0 {
		return models.FailAt(models.Invalid, "name", "本支部应制定的制度中没有“%s”，请从清单中选择。", next.Name)
	}
	item := c.Items[at]
	if next.AdoptedOn == "" {
		next.AdoptedOn = tx.Today()
	}
	next.Text = strings.TrimSpace(next.Text)
	wrong := models.FieldErrors{}
	switch n := utf8.RuneCountInString(next.Text); {
	case n == 0 && item.Latest == 0:
		wrong.Add("text", "这项制度没有市级范本，请填写本支部的文本")
	case n > regulationLength:
		wrong.Add("text", "制度文本不能超过%d个字", regulationLength)
	}
	if !next.AdoptedOn.Valid() || next.AdoptedOn > tx.Today() {
		wrong.Add("adopted_on", "制定日期须是不晚于今天的日期，如 2022-06-15")
	}
	if err := wrong.Err("制度还需修改，请按提示改好后再保存。"); err != nil {
		return err
	}
	if next.Revision != item.Revision {
		return models.Stale
	}
	next.ID, next.Version, next.Revision = item.ID, item.Latest, item.Revision+1
	verb, before := "制定制度", ""
	if item.ID == 0 {
		err = models.In[Regulation](tx).Create(tx.Ctx, &next)
	} else {
		verb, before = "修改制度", models.JSON(item.Regulation)
		_, err = models.In[Regulation](tx).Where("id = ? AND revision = ?", item.ID, item.Revision).Set(models.Assign("version", next.Version),
			models.Assign("adopted_on", next.AdoptedOn), models.Assign("text", next.Text), models.Assign("revision", next.Revision)).Update(tx.Ctx)
	}
	if err != nil {
		return err
	}
	return tx.Record(models.Entry{Verb: verb, Subject: fmt.Sprintf("orgs/%d", c.ID), Topic: fmt.Sprintf("orgs/%d", c.ID), OrgID: c.ID,
		Detail: language.Phrase{"%s", language.Word(next.Name)}, Before: before, After: models.JSON(next)})
}

// Create issues the template's next version; its Version is the newest that was
// read, 0 for none.
func (t *RegulationTemplate) Create(tx *models.Tx) error {
	if err := tx.Require(models.Enter, models.Calendars, 0); err != nil {
		return err
	}
	names, err := required(tx, nil)
	if err != nil {
		return err
	}
	last, err := models.In[RegulationTemplate](tx).Where("name = ?", t.Name).Order("version DESC").Limit(1).Find(tx.Ctx)
	if err != nil {
		return err
	}
	newest := RegulationTemplate{}
	if len(last) > 0 {
		newest = last[0]
	}
	if t.ValidFrom == "" {
		t.ValidFrom = tx.Today()
	}
	t.Text = strings.TrimSpace(t.Text)
	wrong := models.FieldErrors{}
	if !slices.Contains(names, t.Name) {
		wrong.Add("name", "应制定的制度中没有“%s”，请先在评判规则中增加", t.Name)
	}
	if n := utf8.RuneCountInString(t.Text); n == 0 || n > regulationLength {
		wrong.Add("text", "请填写范本文本，不超过%d个字", regulationLength)
	}
	if !t.ValidFrom.Valid() || t.ValidFrom < max(tx.Today(), newest.ValidFrom) {
		wrong.Add("valid_from", "起用日期须不早于今天，也不早于上一版本的起用日期")
	}
	if err := wrong.Err("范本还需修改，请按提示改好后再保存。"); err != nil {
		return err
	}
	if t.Version != newest.Version {
		return models.Stale
	}
	t.ID, t.Version = 0, newest.Version+1
	err = models.In[RegulationTemplate](tx).Create(tx.Ctx, t)
	if models.IsDuplicate(err) { // somebody else has just issued that version
		return models.Stale
	}
	if err != nil {
		return err
	}
	t.Current = t.ValidFrom <= tx.Today()
	return tx.Record(models.Entry{Verb: "修改制度范本", Subject: "regulations/templates", Topic: "regulations/templates",
		Detail: language.Phrase{"%[1]s，第%[2]d版", language.Word(t.Name), t.Version}, Before: models.JSON(newest), After: models.JSON(t)})
}
