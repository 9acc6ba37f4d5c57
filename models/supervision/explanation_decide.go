package supervision

import (
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// explainedMonths is the longest for which an explanation is accepted.
const explainedMonths = 12

// decisionVerbs are the decisions as the audit trail names them.
var decisionVerbs = map[ExplanationState]string{Accepted: "采纳说明", Returned: "退回说明"}

// FindExplanation finds an explanation the actor may see.
func FindExplanation(tx *models.Tx, id int64) (*Explanation, error) {
	e, err := explanations(tx).Where("explanations.id = ?", id).First(tx.Ctx)
	return &e, err
}

// Explanations lists the explanations the actor may see in a state ("" for all),
// the latest first; before is the number to go on from, 0 to begin.
func Explanations(tx *models.Tx, state ExplanationState, before int64, limit int) ([]Explanation, error) {
	q := explanations(tx)
	if state != "" {
		q = q.Where("explanations.state = ?", state)
	}
	if before != 0 {
		q = q.Where("explanations.id < ?", before)
	}
	return q.Order("explanations.id DESC").Limit(limit).Find(tx.Ctx)
}

func explanations(tx *models.Tx) models.Query[Explanation] {
	return models.Visible[Explanation](tx, models.Findings, "explanations.org_id").LeftJoin("Org")
}

// Decidable reports whether the actor decides about the explanation: for the
// organisation above, and never about one's own.
func (e *Explanation) Decidable(tx *models.Tx) bool {
	return e.State == Filed && e.mayDecide(tx) == nil
}

func (e *Explanation) mayDecide(tx *models.Tx) error {
	if e.FiledBy == tx.Actor.ID {
		return models.Fail(models.Forbidden, "不能核定自己提交的说明，请由上级党组织的其他同志核定。")
	}
	above, err := e.above(tx)
	if err != nil {
		return err
	}
	return tx.Require(models.Approve, models.Findings, above)
}

// Accept lets the alert rest until a day.
func (e *Explanation) Accept(tx *models.Tx, until calendar.Date, answer string, revision int) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	if last := tx.Today().AddMonths(explainedMonths); !until.Valid() || until < tx.Today() || until > last {
		return models.FailAt(models.Invalid, "until", "有效期写作 2022-06-30，须在今天至%s之间。", last.Long())
	}
	e.Until = until
	return e.decide(tx, Accepted, answer, revision)
}

// Return leaves the alert as it is, with the reason.
func (e *Explanation) Return(tx *models.Tx, answer string, revision int) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	if strings.TrimSpace(answer) == "" {
		return models.FailAt(models.Invalid, "answer", "请写明退回原因。")
	}
	return e.decide(tx, Returned, answer, revision)
}

func (e *Explanation) decide(tx *models.Tx, to ExplanationState, answer string, revision int) error {
	if e.State != Filed {
		return models.Fail(models.Conflict, "这份说明%s，不能再核定。", e.State)
	}
	if answer = strings.TrimSpace(answer); utf8.RuneCountInString(answer) > 500 {
		return models.FailAt(models.Invalid, "answer", "答复不超过500个字。")
	}
	e.State, e.Answer, e.DecidedOn, e.DecidedBy, e.DecidedName = to, answer, tx.Today(), tx.Actor.ID, tx.Actor.Name
	n, err := models.In[Explanation](tx).Where("id = ? AND revision = ?", e.ID, revision).Set(models.Assign("state", to), models.Assign("until", e.Until),
		models.Assign("answer", answer), models.Assign("decided_on", e.DecidedOn), models.Assign("decided_by", e.DecidedBy),
		models.Assign("decided_name", e.DecidedName), models.Assign("closing", e.ID), models.Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	e.Revision = revision + 1
	if err := e.record(tx, decisionVerbs[to], answer); err != nil {
		return err
	}
	return notice.Send(tx, notice.Notice{Key: "explanation-decided/" + e.subject(), Rule: "explanation-decided", Subject: e.subject(), OrgID: e.OrgID,
		Title: language.Phrase{"您提交的预警说明%s", to}, Body: language.Quote(answer), Link: e.Link(), DueOn: e.Until}, e.FiledBy)
}
