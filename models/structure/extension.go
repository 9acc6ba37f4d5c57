package structure

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Extension lets a term run on past its end, as the superior has approved.
type Extension struct {
	ID           int64
	OrgID        int64
	TermEndsOn   calendar.Date // the end that was put off
	Until        calendar.Date
	Reason       string
	Document     string // the number of the approval
	ApprovedOn   calendar.Date
	ApprovedBy   int64
	ApprovedName string
}

// TableName keeps it apart from the extensions of projects.
func (Extension) TableName() string { return "term_extensions" }

// Extend puts an approved extension of the organisation's term on record.
func Extend(tx *models.Tx, o *models.Org, e Extension) (*Extension, error) {
	if err := tx.Require(models.Approve, models.Orgs, o.ID); err != nil {
		return nil, err
	}
	if o.TermEndsOn == "" {
		return nil, models.Fail(models.Conflict, "%s没有登记届满日期，请先登记，再办理延期。", o.Name)
	}
	if e.ApprovedOn == "" {
		e.ApprovedOn = tx.Today()
	}
	if err := e.check(tx, o); err != nil {
		return nil, err
	}
	e.OrgID, e.TermEndsOn, e.ApprovedBy, e.ApprovedName = o.ID, o.TermEndsOn, tx.Actor.ID, tx.Actor.Name
	if err := models.In[Extension](tx).Create(tx.Ctx, &e); err != nil {
		if models.IsDuplicate(err) {
			return nil, models.FailAt(models.Conflict, "until", "延期至%s已经登记过。", e.Until.Long())
		}
		return nil, err
	}
	topic := fmt.Sprintf("orgs/%d", o.ID)
	return &e, tx.Record(models.Entry{Verb: "批准延期换届", Subject: topic, Topic: topic, OrgID: o.ID,
		Detail: language.Phrase{"%s延期至%s：%s", o.TermEndsOn.Long(), e.Until.Long(), e.Reason}, After: models.JSON(e)})
}

func (e *Extension) check(tx *models.Tx, o *models.Org) error {
	rule, _, err := models.RuleFor[termRule](tx, models.RuleTerms, tx.Today(), o)
	if err != nil {
		return err
	}
	wrong := models.FieldErrors{}
	last := o.TermEndsOn.AddMonths(rule.ExtensionMonths)
	switch {
	case !e.Until.Valid():
		wrong.Add("until", "延期至的日期写作 2022-06-15")
	case e.Until <= o.TermEndsOn:
		wrong.Add("until", "延期须晚于届满日期%s", o.TermEndsOn.Long())
	case e.Until > last:
		wrong.Add("until", "延期不超过%[1]d个月，最迟至%[2]s", rule.ExtensionMonths, last.Long())
	}
	if e.Reason = strings.TrimSpace(e.Reason); e.Reason == "" || utf8.RuneCountInString(e.Reason) > 500 {
		wrong.Add("reason", "请写明延期原因，不超过500个字")
	}
	if e.Document = strings.TrimSpace(e.Document); e.Document == "" || utf8.RuneCountInString(e.Document) > 100 {
		wrong.Add("document", "请填写批准文号，不超过100个字")
	}
	if !e.ApprovedOn.Valid() || e.ApprovedOn > tx.Today() {
		wrong.Add("approved_on", "批准日期写作 2022-06-15，不能晚于今天")
	}
	return wrong.Err("延期信息需要修改：%s", wrong)
}

// Extensions lists the extensions an organisation has had, the latest first.
func Extensions(tx *models.Tx, orgID int64) ([]Extension, error) {
	return models.Visible[Extension](tx, models.Orgs, "org_id").Where("org_id = ?", orgID).Order("until DESC").Find(tx.Ctx)
}
