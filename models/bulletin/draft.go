package bulletin

import (
	"cmp"
	"fmt"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// bulletinRule is when a month is drafted, and what numbers of documents begin with.
type bulletinRule struct {
	WorkingDay int    `json:"working_day"` // of the month after
	Issuer     string `json:"issuer"`      // the name in full; "" for the organisation's
	Series     string `json:"series"`      // of bulletins
	Letters    string `json:"letters"`     // of letters about single problems
}

func ruleOn(tx *models.Tx, day calendar.Date, org *models.Org) (bulletinRule, error) {
	rule, _, err := models.RuleFor[bulletinRule](tx, models.RuleBulletins, day, org)
	return rule, err
}

// mending is how many working days there are to mend what is named.
type mending struct{ Days int }

// DraftDue drafts the bulletins of the month before on the day the rule names, and
// tells who goes on with them. Where nothing was asked of anybody there is none.
func DraftDue(tx *models.Tx, day calendar.Date) error {
	orgs, err := models.In[models.Org](tx).Where("kind = ? AND closed_on = ''", models.WorkCommittee).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	work, err := tx.Workdays()
	for i := range orgs {
		if err != nil {
			return err
		}
		o, month := &orgs[i], day.Month().Add(-1)
		var rule bulletinRule
		if rule, err = ruleOn(tx, day, o); err != nil || work.Nth(day.Month(), rule.WorkingDay) != day {
			continue
		}
		var n int64
		if n, err = models.In[Bulletin](tx).Where("org_id = ? AND month = ?", o.ID, month).Count(tx.Ctx, "id"); err != nil || n > 0 {
			continue
		}
		err = draftAndTell(tx, o, month)
	}
	return err
}

func draftAndTell(tx *models.Tx, o *models.Org, month calendar.Month) error {
	f, rows, err := facts(tx, o, month)
	if err != nil || f.Committee.Owed+f.ThemeDays.Owed == 0 {
		return err
	}
	b, err := draft(tx, o, month, f, rows)
	if err != nil {
		return err
	}
	return b.tell(tx, "drafted", language.Phrase{"%s的通报草稿已按记录生成，请核对后报送审核", month.Long()}, models.Inspector)
}

// Issuer is the organisation in whose name the actor writes bulletins: the one with
// this number, or the work committee for 0.
func Issuer(tx *models.Tx, id int64) (*models.Org, error) {
	q := models.Visible[models.Org](tx, models.Orgs, "id").Where("kind = ? AND closed_on = ''", models.WorkCommittee)
	if id != 0 {
		q = q.Where("id = ?", id)
	}
	o, err := q.Order("id").First(tx.Ctx)
	return &o, err
}

// Create drafts the bulletin of a month that is over.
func Create(tx *models.Tx, org *models.Org, month calendar.Month) (*Bulletin, error) {
	if err := tx.Require(models.Enter, models.Bulletins, org.ID); err != nil {
		return nil, err
	}
	if !calendar.Period(month).Valid() || calendar.Period(month).Span() != calendar.Monthly {
		return nil, models.FailAt(models.Invalid, "month", "月份写作 2022-06，不晚于上月。")
	}
	if month.Last() >= tx.Today() {
		return nil, models.FailAt(models.Invalid, "month", "%s还没有过完，次月1日起可以起草通报。", month.Long())
	}
	f, rows, err := facts(tx, org, month)
	if err != nil {
		return nil, err
	}
	return draft(tx, org, month, f, rows)
}

func draft(tx *models.Tx, org *models.Org, month calendar.Month, f Figures, rows []Row) (*Bulletin, error) {
	due, err := dueOn(tx, org)
	if err != nil {
		return nil, err
	}
	rule, err := ruleOn(tx, tx.Today(), org)
	if err != nil {
		return nil, err
	}
	b := &Bulletin{OrgID: org.ID, Month: month, State: Draft, DueOn: due, Figures: f, DraftedOn: tx.Today(), FactsOn: tx.Today(), Issuer: cmp.Or(rule.Issuer, org.Name), Series: rule.Series,
		NumberYear: tx.Today().Year(), Text: []Paragraph{}, Org: org}
	b.usualWords()
	err = models.In[Bulletin](tx).Omit("Org", "Rows", "Recipients").Create(tx.Ctx, b)
	if models.IsDuplicate(err) {
		return nil, models.FailAt(models.Conflict, "month", "%s的通报已经起草，请在原稿上修改。", month.Long())
	}
	if err != nil {
		return nil, err
	}
	if err := b.keepRows(tx, rows); err != nil {
		return nil, err
	}
	below, err := b.Reach(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(below))
	for i, o := range below {
		ids[i] = o.ID
	}
	if err := b.address(tx, ids); err != nil {
		return nil, err
	}
	return b, b.record(tx, "起草通报", language.Phrase{"%s，列出%d个问题", month.Long(), len(rows)}, "", b)
}

// Reach lists the organisations to which the bulletin may be addressed: those that its
// issuer leads directly, by code.
func (b *Bulletin) Reach(tx *models.Tx) ([]models.Org, error) {
	return models.In[models.Org](tx).Where("parent_id = ? AND closed_on = '' AND kind IN ?", b.OrgID,
		[]models.OrgKind{models.OrganCommittee, models.GeneralBranch, models.Branch, models.JointBranch}).Order("code").Find(tx.Ctx)
}

// dueOn is by when what is named today is to be mended.
func dueOn(tx *models.Tx, org *models.Org) (calendar.Date, error) {
	rule, _, err := models.RuleFor[mending](tx, models.RuleMending, tx.Today(), org)
	if err != nil {
		return "", err
	}
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(tx.Today(), rule.Days), nil
}

// keepRows puts other rows in the place of those there are.
func (b *Bulletin) keepRows(tx *models.Tx, rows []Row) error {
	if _, err := models.In[Row](tx).Where("bulletin_id = ?", b.ID).Delete(tx.Ctx); err != nil {
		return err
	}
	for i := range rows {
		rows[i].ID, rows[i].BulletinID = 0, b.ID
	}
	if b.Rows = rows; len(rows) == 0 {
		return nil
	}
	return models.In[Row](tx).CreateInBatches(tx.Ctx, &b.Rows, 100)
}

// Refresh reads the records again, as they are now; what was left out of the draft by
// hand stays out.
func (b *Bulletin) Refresh(tx *models.Tx, revision int) error {
	if err := b.editable(tx); err != nil {
		return err
	}
	f, rows, err := facts(tx, b.Org, b.Month)
	if err != nil {
		return err
	}
	type problem struct {
		kind Kind
		org  int64
		text string
	}
	chosen := map[problem]bool{}
	for _, r := range b.Rows {
		chosen[problem{r.Kind, r.OrgID, r.Text}] = r.Listed
	}
	for i, r := range rows {
		if listed, known := chosen[problem{r.Kind, r.OrgID, r.Text}]; known {
			rows[i].Listed = listed
		}
	}
	before := models.JSON(b)
	b.Figures, b.FactsOn = f, tx.Today()
	if b.DueOn < b.FactsOn {
		if b.DueOn, err = dueOn(tx, b.Org); err != nil {
			return err
		}
	}
	if err := b.update(tx, revision, models.Assign("figures", models.JSON(f)), models.Assign("facts_on", b.FactsOn), models.Assign("due_on", b.DueOn)); err != nil {
		return err
	}
	if err := b.keepRows(tx, rows); err != nil {
		return err
	}
	return b.record(tx, "按现有记录更新通报", language.Phrase{"%s，列出%d个问题", b.Month.Long(), len(rows)}, before, b)
}

// tell tells those who hold an office in the organisation that issues the bulletin.
func (b *Bulletin) tell(tx *models.Tx, what string, title language.Phrase, offices ...models.Office) error {
	holders, err := tx.Holders(b.OrgID, offices...)
	if err != nil {
		return err
	}
	r := notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("bulletin-%s/%s/%d", what, b.Subject(), b.Revision), Rule: "bulletin-" + what, Subject: b.Subject(), OrgID: b.OrgID,
		Title: title, Body: language.Quote(b.plainTitle()), Link: b.Link(), Basis: language.Phrase{"市直机关工委要求：每月对落实组织生活制度情况进行督导检查"}}}
	for _, h := range holders {
		if h.UserID != tx.Actor.ID {
			r.To = append(r.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{r})
}
