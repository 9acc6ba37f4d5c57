package bulletin

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// approvers sign for what an organisation issues.
var approvers = []models.Office{models.CommitteeSecretary, models.DeputySecretary}

// Allowed is what the actor may do about the bulletin now.
type Allowed struct{ Change, Submit, Withdraw, Approve, Return, Publish, Order bool }

// Allowed works out what the actor may do.
func (b *Bulletin) Allowed(tx *models.Tx) Allowed {
	writes, decides := tx.Can(models.Enter, models.Bulletins, b.OrgID), b.mayDecide(tx) == nil
	return Allowed{
		Change: writes && b.State == Draft, Submit: writes && b.State == Draft,
		Withdraw: b.State == Submitted && b.SubmittedBy == tx.Actor.ID,
		Approve:  decides && b.State == Submitted, Return: decides && b.State == Submitted,
		Publish: b.State == Approved && tx.Can(models.Approve, models.Bulletins, b.OrgID),
		Order:   writes && b.State == Published && slices.ContainsFunc(b.Rows, func(r Row) bool { return r.Listed && !r.Ordered }),
	}
}

// Submit hands the draft to those who sign.
func (b *Bulletin) Submit(tx *models.Tx, revision int) error {
	if err := tx.Require(models.Enter, models.Bulletins, b.OrgID); err != nil {
		return err
	}
	if err := b.move(tx, Submitted, revision, "报送通报", b.plainTitle(), models.Assign("submitted_on", tx.Today()), models.Assign("submitted_by", tx.Actor.ID),
		models.Assign("submitted_name", tx.Actor.Name), models.Assign("returned", "")); err != nil {
		return err
	}
	return b.tell(tx, "submitted", language.Phrase{"%s的通报请您审核", b.Month.Long()}, approvers...)
}

// Withdraw takes back what one has handed in oneself.
func (b *Bulletin) Withdraw(tx *models.Tx, revision int) error {
	if b.SubmittedBy != tx.Actor.ID {
		return models.Fail(models.Forbidden, "通报由报送人撤回。")
	}
	return b.move(tx, Draft, revision, "撤回通报", b.plainTitle())
}

// mayDecide stops those who may not sign, and whoever handed the bulletin in.
func (b *Bulletin) mayDecide(tx *models.Tx) error {
	if err := tx.Require(models.Approve, models.Bulletins, b.OrgID); err != nil {
		return err
	}
	if b.SubmittedBy == tx.Actor.ID {
		return models.Fail(models.Forbidden, "不能审批自己报送的通报，请由其他同志审批。")
	}
	return nil
}

// Return sends the bulletin back with what is to be changed.
func (b *Bulletin) Return(tx *models.Tx, reason string, revision int) error {
	if err := b.mayDecide(tx); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 500 {
		return models.FailAt(models.Invalid, "reason", "请写明退回原因，不超过500个字。")
	}
	if err := b.move(tx, Draft, revision, "退回通报", reason, models.Assign("returned", reason)); err != nil {
		return err
	}
	return notice.Send(tx, notice.Notice{Key: fmt.Sprintf("bulletin-returned/%s/%d", b.Subject(), b.Revision), Rule: "bulletin-returned", Subject: b.Subject(), OrgID: b.OrgID,
		Title: language.Phrase{"%s的通报退回修改", b.Month.Long()}, Body: language.Quote(reason), Link: b.Link()}, b.SubmittedBy)
}

// Approve signs the bulletin: it takes its number, and what it says is kept as it stands.
func (b *Bulletin) Approve(tx *models.Tx, revision int) error {
	if err := b.mayDecide(tx); err != nil {
		return err
	}
	if err := b.may(Approved); err != nil {
		return err
	}
	if b.Revision != revision {
		return models.Stale
	}
	rule, err := ruleOn(tx, tx.Today(), b.Org)
	if err != nil {
		return err
	}
	b.Series, b.NumberYear, b.ApprovedOn = rule.Series, tx.Today().Year(), tx.Today()
	if b.Number, err = nextNumber(tx, b.Series, b.NumberYear); err != nil {
		return err
	}
	b.Text = b.Paragraphs()
	return b.move(tx, Approved, revision, "审批通报", b.DocumentNumber(), models.Assign("series", b.Series), models.Assign("number_year", b.NumberYear), models.Assign("number", b.Number),
		models.Assign("text", models.JSON(b.Text)), models.Assign("approved_on", tx.Today()), models.Assign("approved_by", tx.Actor.ID), models.Assign("approved_name", tx.Actor.Name))
}

// Publish lets those it is addressed to see the bulletin, and tells each of them once.
func (b *Bulletin) Publish(tx *models.Tx, revision int) error {
	if err := tx.Require(models.Approve, models.Bulletins, b.OrgID); err != nil {
		return err
	}
	if err := b.move(tx, Published, revision, "印发通报", b.DocumentNumber(), models.Assign("published_on", tx.Today()), models.Assign("published_name", tx.Actor.Name)); err != nil {
		return err
	}
	var list []notice.Reminder
	for _, r := range b.Recipients {
		holders, err := tx.Holders(r.OrgID, models.CommitteeSecretary, models.DeputySecretary, models.BranchSecretary)
		if err != nil {
			return err
		}
		one := notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("bulletin-published/%s/orgs/%d", b.Subject(), r.OrgID), Rule: "bulletin-published", Subject: b.Subject(), OrgID: r.OrgID,
			Title: language.Phrase{"%[1]s印发了通报：%[2]s", b.Issuer, b.plainTitle()}, Body: language.Quote(b.DocumentNumber()), Link: b.Link(), DueOn: b.DueOn}}
		for _, h := range holders {
			one.To = append(one.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
		list = append(list, one)
	}
	return notice.SendAll(tx, list)
}

// may stops a move that the bulletin's state does not allow.
func (b *Bulletin) may(to State) error {
	if !slices.Contains(moves[b.State], to) {
		return models.Fail(models.Conflict, "通报当前为“%s”，不能办理这一步；请刷新后再看。", stateNames[b.State])
	}
	return nil
}

// move brings the bulletin to another state.
func (b *Bulletin) move(tx *models.Tx, to State, revision int, verb, detail string, columns ...clause.Assigner) error {
	if err := b.may(to); err != nil {
		return err
	}
	before := models.JSON(b)
	if err := b.update(tx, revision, append(columns, models.Assign("state", to))...); err != nil {
		return err
	}
	b.State = to
	return b.record(tx, verb, language.Quote(detail), before, b)
}
