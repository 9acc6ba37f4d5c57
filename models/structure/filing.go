package structure

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm/clause"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
	"luoshi/models/notice"
)

// Filing is an appointment that is to be filed with the work committee within days
// of its beginning: reported by who appointed, confirmed by the work committee (A68).
type Filing struct {
	ID          int64 // of the tenure
	PostID      int64
	OrgID       int64
	OrgCode     string
	Path        string
	OrgName     string
	PostName    string
	Holder      string
	FullTime    bool
	Rank        string
	StartOn     calendar.Date
	Document    string
	SubmittedOn calendar.Date
	SubmittedBy int64
	FiledOn     calendar.Date
	DueOn       calendar.Date `gorm:"-"`
}

// FilingState is how far a filing has come; it follows from its days.
type FilingState string

const (
	Unfiled   FilingState = "unfiled"
	Submitted FilingState = "submitted"
	InFiles   FilingState = "filed"
)

// FilingStates lists them in the order of the trade.
var FilingStates = []FilingState{Unfiled, Submitted, InFiles}

var filingNames = map[FilingState]language.Word{Unfiled: "未备案", Submitted: "已报", InFiles: "已备案"}

func (s FilingState) String() string { return string(filingNames[s]) }

// filingConditions are the states as the database sees them.
var filingConditions = map[FilingState]string{
	Unfiled: "t.filed_on = '' AND t.submitted_on = ''", Submitted: "t.filed_on = '' AND t.submitted_on <> ''", InFiles: "t.filed_on <> ''",
}

// State is how far the filing has come.
func (f *Filing) State() FilingState {
	switch {
	case f.FiledOn != "":
		return InFiles
	case f.SubmittedOn != "":
		return Submitted
	}
	return Unfiled
}

// Overdue reports whether the days to report it are over on a day.
func (f *Filing) Overdue(day calendar.Date) bool { return f.State() == Unfiled && f.DueOn < day }

const filings = `SELECT t.id, t.post_id, p.org_id, o.code AS org_code, o.path, o.name AS org_name, p.name AS post_name, m.name AS holder, t.full_time, t.rank,
	t.start_on, t.document, t.submitted_on, t.submitted_by, t.filed_on
	FROM tenures t JOIN posts p ON p.id = t.post_id JOIN orgs o ON o.id = p.org_id JOIN members m ON m.id = t.member_id
	WHERE t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?) AND p.office IN ? AND o.kind IN ? AND o.closed_on = '' AND `

// Filings lists those in offices that are filed, as far as the actor may see, by
// organisation: in a state ("" for all), of an organisation and all below (nil for all).
func Filings(tx *models.Tx, state FilingState, org *models.Org) ([]Filing, error) {
	where, args := tx.Scope(models.View, models.Orgs, "p.org_id")
	if state != "" {
		where += " AND " + filingConditions[state]
	}
	if org != nil {
		below, path := models.Below("p.org_id", []string{org.Path})
		where, args = where+" AND "+below, append(args, path...)
	}
	return readFilings(tx, where+" ORDER BY o.code, t.id", args...)
}

// FindFiling finds the filing of a present tenure that the actor may see.
func FindFiling(tx *models.Tx, id int64) (*Filing, error) {
	where, args := tx.Scope(models.View, models.Orgs, "p.org_id")
	return models.Only(readFilings(tx, where+" AND t.id = ?", append(args, id)...))
}

func readFilings(tx *models.Tx, where string, args ...any) ([]Filing, error) {
	day := tx.Today()
	var list []Filing
	if err := tx.Raw(&list, filings+where, append([]any{day, day, filed, screened}, args...)...); err != nil {
		return nil, err
	}
	work, err := tx.Workdays()
	if err != nil {
		return nil, err
	}
	for i := range list {
		rule, _, err := models.RuleFor[filingRule](tx, models.RuleFiling, day, &models.Org{ID: list[i].OrgID, Path: list[i].Path})
		if err != nil {
			return nil, err
		}
		list[i].DueOn = work.Next(list[i].StartOn.Add(rule.Days))
	}
	return list, nil
}

// Submit reports the appointment to the work committee with the document by which it was made.
func (f *Filing) Submit(tx *models.Tx, document string) error {
	if err := tx.Require(models.Enter, models.Orgs, f.OrgID); err != nil {
		return err
	}
	if document = strings.TrimSpace(document); document == "" || utf8.RuneCountInString(document) > 100 {
		return models.FailAt(models.Invalid, "document", "请填写任职文件的文号，不超过100个字。")
	}
	if err := f.move(tx, Unfiled, "报送备案", models.Assign("document", document), models.Assign("submitted_on", tx.Today()),
		models.Assign("submitted_by", tx.Actor.ID), models.Assign("submitted_name", tx.Actor.Name)); err != nil {
		return err
	}
	officers, err := workOfficers(tx)
	if err != nil {
		return err
	}
	n := f.notice(tx, "filing-submitted", language.Phrase{"%[1]s报来%[2]s的任职，请确认备案", f.OrgName, f.Holder})
	for _, h := range officers {
		if h.UserID != tx.Actor.ID {
			n.To = append(n.To, notice.To{UserID: h.UserID, As: language.Quote(h.Title())})
		}
	}
	return notice.SendAll(tx, []notice.Reminder{n})
}

// Confirm files the appointment, as the work committee.
func (f *Filing) Confirm(tx *models.Tx) error {
	if err := f.mayDecide(tx); err != nil {
		return err
	}
	if err := f.move(tx, Submitted, "确认备案", models.Assign("filed_on", tx.Today())); err != nil {
		return err
	}
	return notice.Send(tx, f.notice(tx, "filing-confirmed", language.Phrase{"%[1]s任%[2]s已备案", f.Holder, language.Word(f.PostName)}).Notice, f.SubmittedBy)
}

// Return sends it back to who reported it, with the reason.
func (f *Filing) Return(tx *models.Tx, reason string) error {
	if err := f.mayDecide(tx); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 500 {
		return models.FailAt(models.Invalid, "reason", "请写明退回原因，不超过500个字。")
	}
	if err := f.move(tx, Submitted, "退回备案", models.Assign("submitted_on", "")); err != nil {
		return err
	}
	n := f.notice(tx, "filing-returned", language.Phrase{"%[1]s任%[2]s的备案已退回", f.Holder, language.Word(f.PostName)}).Notice
	n.Body = language.Quote(reason)
	return notice.Send(tx, n, f.SubmittedBy)
}

// Decidable reports whether the actor confirms or returns it.
func (f *Filing) Decidable(tx *models.Tx) bool {
	return f.State() == Submitted && f.mayDecide(tx) == nil
}

func (f *Filing) mayDecide(tx *models.Tx) error {
	if f.SubmittedBy == tx.Actor.ID && f.State() == Submitted {
		return models.Fail(models.Forbidden, "不能确认自己报送的备案，请由工委其他同志办理。")
	}
	return tx.Require(models.Approve, models.Orgs, f.OrgID)
}

// move changes the filing if it stands in a state, and puts it on record.
func (f *Filing) move(tx *models.Tx, from FilingState, verb string, values ...clause.Assigner) error {
	if f.State() != from {
		return models.Fail(models.Conflict, "这项任职备案%s，不能再办理这一步。", f.State())
	}
	n, err := models.In[models.Tenure](tx).Where("id = ? AND "+strings.ReplaceAll(filingConditions[from], "t.", ""), f.ID).Set(values...).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return models.Stale
	}
	return tx.Record(models.Entry{Verb: verb, Subject: fmt.Sprintf("posts/%d", f.PostID), Topic: fmt.Sprintf("orgs/%d", f.OrgID), OrgID: f.OrgID,
		Detail: language.Phrase{"%[1]s任%[2]s", f.Holder, language.Word(f.PostName)}, Before: models.JSON(f)})
}

// notice is what is said of a step now; each happens at another moment.
func (f *Filing) notice(tx *models.Tx, rule string, title language.Phrase) notice.Reminder {
	subject := fmt.Sprintf("posts/%d", f.PostID)
	return notice.Reminder{Notice: notice.Notice{Key: fmt.Sprintf("%s/tenures/%d/%d", rule, f.ID, tx.Now.UnixMilli()), Rule: rule, Subject: subject,
		OrgID: f.OrgID, Title: title, Link: "/filings?org=" + fmt.Sprint(f.OrgID), DueOn: f.DueOn}}
}

// workOfficers are who decides for the work committee.
func workOfficers(tx *models.Tx) ([]models.Holder, error) {
	top, err := models.In[models.Org](tx).Where("kind = ?", models.WorkCommittee).Order("id").First(tx.Ctx)
	if models.KindOf(err) == models.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return tx.Holders(top.ID, models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer)
}
