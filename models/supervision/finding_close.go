package supervision

import (
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// lookRule is how many months after a problem was closed it is looked at again,
// unless who closes it says another day.
type lookRule struct{ Months int }

// longestLook is how many months ahead a re-check is set at most.
const longestLook = 12

// Inspecting are the offices that inspect for an organisation.
var Inspecting = []models.Office{models.CommitteeSecretary, models.DeputySecretary, models.WorkOfficer, models.Inspector}

// inspects reports whether the actor stands on the side that found the problem:
// its finder, unless the organisation found it itself, or who approves for it.
func (f *Finding) inspects(tx *models.Tx) bool {
	return tx.Actor.ID == f.FoundBy && f.FoundOrgID != f.OrgID || tx.Can(models.Approve, models.Findings, f.InspectingOrg())
}

// MayInspect refuses whoever does not stand on the side that found the problem, and
// whoever owes its mending.
func (f *Finding) MayInspect(tx *models.Tx) error {
	if f.owes(tx) {
		return models.Fail(models.Forbidden, "您是这个问题的责任人，不能自己销号；请由发现问题的同志或其上级核实后销号。")
	}
	if f.inspects(tx) {
		return nil
	}
	return tx.Require(models.Approve, models.Findings, f.InspectingOrg())
}

// inspectors are the accounts of who reviews the problem.
func (f *Finding) inspectors(tx *models.Tx) ([]int64, error) {
	holders, err := tx.Holders(f.InspectingOrg(), Inspecting...)
	var accounts []int64
	for _, h := range f.Inspectors(holders) {
		accounts = append(accounts, h.UserID)
	}
	return accounts, err
}

// InspectingOrg is the organisation that inspects: in whose name the problem was
// found, or above one that found it itself.
func (f *Finding) InspectingOrg() int64 {
	if f.FoundOrgID == f.OrgID && f.Org.ParentID != nil {
		return *f.Org.ParentID
	}
	return f.FoundOrgID
}

// Inspectors are those of the inspecting organisation's holders who are asked: the
// finder while he is one of them, or else all.
func (f *Finding) Inspectors(holders []models.Holder) []models.Holder {
	holders = slices.DeleteFunc(slices.Clone(holders), func(h models.Holder) bool { return h.UserID == 0 || !slices.Contains(Inspecting, h.Office) })
	if at := slices.IndexFunc(holders, func(h models.Holder) bool { return h.UserID == f.FoundBy }); at >= 0 {
		return holders[at : at+1]
	}
	return holders
}

// Close takes a mended problem off the list: 销号. Its finder does it, or who
// approves for the finder's organisation; never who owed the mending or handed it
// in. A day is set on which it is looked at again; "" for the rule's.
func (f *Finding) Close(tx *models.Tx, result string, lookOn calendar.Date, revision int) error {
	if err := f.MayInspect(tx); err != nil {
		return err
	}
	if err := f.allow(Closed); err != nil {
		return err
	}
	if f.State() == Tasked && !f.Mended() {
		if f.Project == nil {
			return models.Fail(models.Conflict, "责任单位正在整改，提交整改情况后才能销号。")
		}
		return models.Fail(models.Conflict, "整改项目《%s》当前为“%s”，结项后才能销号。", f.Project.Name, f.Project.State)
	}
	if result = strings.TrimSpace(result); result == "" || utf8.RuneCountInString(result) > 1000 {
		return models.FailAt(models.Invalid, "result", "请写明整改结果，不超过1000个字。")
	}
	lookOn, err := f.lookDay(tx, lookOn)
	if err != nil {
		return err
	}
	if err := f.move(tx, revision, models.Assign("closed_on", tx.Today()), models.Assign("closed_by", tx.Actor.ID),
		models.Assign("closed_name", tx.Actor.Name), models.Assign("result", result), models.Assign("progress", ""), models.Assign("lookback_on", lookOn)); err != nil {
		return err
	}
	f.ClosedOn, f.ClosedBy, f.ClosedName, f.Result, f.Progress, f.LookbackOn = tx.Today(), tx.Actor.ID, tx.Actor.Name, result, "", lookOn
	r, err := f.decide(tx, Accepts, result, lookOn)
	if err != nil {
		return err
	}
	if err := f.tellMending(tx, r, "closed", language.Phrase{"问题已销号，%s回头看", lookOn.Long()}, language.Quote(result)); err != nil {
		return err
	}
	return f.record(tx, "销号", result, "")
}

// lookDay is the day of the re-check: as said, or by the rule a working day.
func (f *Finding) lookDay(tx *models.Tx, day calendar.Date) (calendar.Date, error) {
	if day == "" {
		rule, _, err := models.RuleFor[lookRule](tx, models.RuleLookback, tx.Today(), f.Org)
		if err != nil {
			return "", err
		}
		work, err := tx.Workdays()
		if err != nil {
			return "", err
		}
		return work.Next(tx.Today().AddMonths(rule.Months)), nil
	}
	if last := tx.Today().AddMonths(longestLook); !day.Valid() || day <= tx.Today() || day > last {
		return "", models.FailAt(models.Invalid, "lookback_on", "回头看日期写作 2022-09-30，须在今天以后、%s以前。", last.Long())
	}
	return day, nil
}

// decide writes into the attempt under way what the inspector said.
func (f *Finding) decide(tx *models.Tx, v Verdict, opinion string, lookOn calendar.Date) (*Round, error) {
	r, err := f.round(tx)
	if err != nil {
		return nil, err
	}
	if r.SubmittedBy == tx.Actor.ID && !tx.Actor.System {
		return nil, models.Fail(models.Forbidden, "整改情况由您提交，须由他人复核。")
	}
	return r, r.change(tx, models.Assign("verdict", v), models.Assign("due_on", f.DueOn), models.Assign("opinion", opinion), models.Assign("decided_on", tx.Today()),
		models.Assign("decided_by", tx.Actor.ID), models.Assign("decided_name", tx.Actor.Name), models.Assign("lookback_on", lookOn), models.Assign("project_id", f.ProjectID))
}
