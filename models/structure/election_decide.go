package structure

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// Approve lets the election be held, with the document that says so.
func (e *Election) Approve(tx *models.Tx, document string, revision int) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	document, err := numbered(document)
	if err != nil {
		return err
	}
	if e.State != Asked {
		return models.Fail(models.Conflict, "这次选举%s，不能再办理这一步。", e.State)
	}
	if err := e.move(tx, Approved, revision, models.Assign("document", document), models.Assign("approved_on", tx.Today()), models.Assign("approved_name", tx.Actor.Name)); err != nil {
		return err
	}
	return e.tellAsker(tx, language.Phrase{"%[1]s%[2]s的请示已批复，请按期召开党员大会", e.Org.Name, language.Word(e.Kind.String())}, document)
}

// Return sends back the request, or a result that is to be held or written down again.
func (e *Election) Return(tx *models.Tx, reason string, revision int) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 500 {
		return models.FailAt(models.Invalid, "reason", "请写明退回原因，不超过500个字。")
	}
	to := ElectionSent
	if e.State == Elected {
		to = Approved
	}
	if err := e.move(tx, to, revision, models.Assign("reason", reason)); err != nil {
		return err
	}
	return e.tellAsker(tx, language.Phrase{"%[1]s%[2]s已退回", e.Org.Name, language.Word(e.Kind.String())}, reason)
}

// Outcome is what came of the general meeting: how many came of those entitled, and
// the votes for each candidate by number.
type Outcome struct {
	HeldOn            calendar.Date
	Entitled, Present int
	Yes               map[int64]int
}

// Report writes down the meeting. An election to which too few came is none, and of
// two with as many votes for a chair neither is elected: TERM-07, TERM-08.
func (e *Election) Report(tx *models.Tx, o Outcome, revision int) error {
	if err := tx.Require(models.Enter, models.Elections, e.OrgID); err != nil {
		return err
	}
	if e.State != Approved {
		return models.Fail(models.Conflict, "这次选举%s，不能再办理这一步。", e.State)
	}
	won, err := e.count(tx, o)
	if err != nil {
		return err
	}
	if err := e.move(tx, Elected, revision, models.Assign("held_on", o.HeldOn), models.Assign("entitled", o.Entitled), models.Assign("present", o.Present), models.Assign("reason", "")); err != nil {
		return err
	}
	for _, c := range e.Candidates {
		if _, err := models.In[Candidate](tx).Where("id = ?", c.ID).Set(models.Assign("yes", o.Yes[c.ID]), models.Assign("elected", won[c.PostID] == c.ID)).Update(tx.Ctx); err != nil {
			return err
		}
	}
	return e.tellAbove(tx, language.Phrase{"%[1]s报告%[2]s结果，请确认", e.Org.Name, language.Word(e.Kind.String())})
}

// count is who is elected for each chair.
func (e *Election) count(tx *models.Tx, o Outcome) (won map[int64]int64, err error) {
	wrong := models.FieldErrors{}
	if !o.HeldOn.Valid() || o.HeldOn > tx.Today() || o.HeldOn < e.ApprovedOn {
		wrong.Add("held_on", "选举日期写作 2022-07-15，在批复之后，不晚于今天")
	}
	members, err := Eligible(tx, e.Org)
	if err != nil {
		return nil, err
	}
	if o.Entitled > len(members) {
		wrong.Add("entitled", "有选举权的党员不超过正式党员%d名", len(members))
	}
	most, tied := map[int64]int{}, map[int64]bool{}
	won = map[int64]int64{}
	for _, c := range e.Candidates {
		yes := o.Yes[c.ID]
		result, err := Ballot{Kind: ElectionVote, Entitled: o.Entitled, Present: o.Present, Yes: yes}.Count()
		if err != nil {
			return nil, err
		}
		switch {
		case !result.Valid:
			wrong.Add("present", "到会%[1]d人，不足%[2]d人，选举无效，请改期重新召开", o.Present, result.NeedPresent)
		case result.Passed && yes > most[c.PostID]:
			most[c.PostID], tied[c.PostID], won[c.PostID] = yes, false, c.ID
		case result.Passed && yes == most[c.PostID]:
			tied[c.PostID] = true
		}
	}
	for _, c := range e.Candidates {
		if tied[c.PostID] {
			wrong.Add(fmt.Sprintf("yes_%d", c.ID), "%s有两名候选人票数相同，请再次投票后填写", c.Post.Name)
		}
	}
	return won, wrong.Err("选举结果需要修改：%s", wrong)
}

// termLength is how many years a term has: TERM-01, TERM-02.
type termLength map[models.OrgKind]int

// Confirm confirms the result: those elected take their chairs from the day of the
// election, and with a new term begins its time.
func (e *Election) Confirm(tx *models.Tx, document string, revision int) error {
	if err := e.mayDecide(tx); err != nil {
		return err
	}
	document, err := numbered(document)
	if err != nil {
		return err
	}
	if err := e.move(tx, Confirmed, revision, models.Assign("result_document", document), models.Assign("confirmed_on", tx.Today()), models.Assign("confirmed_name", tx.Actor.Name)); err != nil {
		return err
	}
	if err := e.seat(tx); err != nil {
		return err
	}
	if e.Kind == NewTerm {
		if err := e.begin(tx); err != nil {
			return err
		}
	}
	return e.tellAsker(tx, language.Phrase{"%[1]s%[2]s结果已确认", e.Org.Name, language.Word(e.Kind.String())}, document)
}

// seat lets those elected take their chairs; of a new term whoever was not elected leaves.
func (e *Election) seat(tx *models.Tx) error {
	sitting, err := Seats(tx, e.Org, NewTerm)
	if err != nil {
		return err
	}
	elected := map[int64]int64{}
	for _, c := range e.Candidates {
		if c.Elected {
			elected[c.PostID] = c.MemberID
		}
	}
	for _, h := range sitting {
		p := &models.Post{ID: h.PostID, OrgID: h.OrgID, Office: h.Office, Name: h.PostName}
		winner, chosen := elected[h.PostID]
		switch {
		case chosen && winner == h.MemberID:
		case chosen:
			err = p.Appoint(tx, &models.Tenure{MemberID: winner, StartOn: e.HeldOn, FullTime: h.FullTime, Document: e.Document})
		case e.Kind == NewTerm && h.MemberID != 0:
			err = p.Vacate(tx, max(e.HeldOn.Add(-1), h.StartOn))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// begin writes the new term down.
func (e *Election) begin(tx *models.Tx) error {
	length, _, err := models.RuleFor[termLength](tx, models.RuleTermLength, e.HeldOn, e.Org)
	if err != nil {
		return err
	}
	o, err := models.In[models.Org](tx).Where("id = ?", e.OrgID).First(tx.Ctx)
	if err != nil {
		return err
	}
	ends := e.HeldOn.AddMonths(12 * length[o.Kind])
	return o.Change(tx, models.OrgChange{ElectedOn: &e.HeldOn, TermEndsOn: &ends}, o.Revision)
}

// numbered tidies the number of a document.
func numbered(document string) (string, error) {
	if document = strings.TrimSpace(document); document == "" || utf8.RuneCountInString(document) > 100 {
		return "", models.FailAt(models.Invalid, "document", "请填写文号，不超过100个字。")
	}
	return document, nil
}
