package supervision

import (
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
	"luoshi/models"
)

// LookBack notes what the re-check of a closed problem found: 回头看. One that
// holds stays closed; one that failed is open again until a new day, "" for the rule's.
func (f *Finding) LookBack(tx *models.Tx, found Lookback, note string, dueOn calendar.Date, revision int) error {
	if err := f.MayInspect(tx); err != nil {
		return err
	}
	if f.State() != Closed || f.LookbackOn == "" {
		return models.Fail(models.Conflict, "问题%s当前没有待办的回头看。", f.about())
	}
	wrong := models.FieldErrors{}
	if !slices.Contains(Lookbacks, found) {
		wrong.Add("lookback", "请选择回头看结果")
	}
	if note = strings.TrimSpace(note); note == "" || utf8.RuneCountInString(note) > 1000 {
		wrong.Add("note", "请写明回头看情况，不超过1000个字")
	}
	if dueOn != "" && (!dueOn.Valid() || dueOn < tx.Today()) {
		wrong.Add("due_on", "新的整改时限写作 2022-10-14，不能早于今天")
	}
	if err := wrong.Err("%s", wrong); err != nil {
		return err
	}
	r, err := f.looked(tx, found, note)
	if err != nil {
		return err
	}
	if found == Failed {
		return f.reopen(tx, r, note, dueOn, revision)
	}
	if err := f.move(tx, revision, models.Assign("lookback_on", "")); err != nil {
		return err
	}
	f.LookbackOn = ""
	return f.record(tx, "回头看：整改巩固", note, "")
}

// looked writes into the attempt that was closed what the re-check found.
func (f *Finding) looked(tx *models.Tx, found Lookback, note string) (*Round, error) {
	list, err := f.Rounds(tx)
	if err != nil {
		return nil, err
	}
	r := &list[len(list)-1]
	return r, r.change(tx, models.Assign("lookback", found), models.Assign("lookback_note", note), models.Assign("looked_on", tx.Today()),
		models.Assign("looked_by", tx.Actor.ID), models.Assign("looked_name", tx.Actor.Name))
}

// reopen puts the problem back on the list; the second time those at the head are told.
func (f *Finding) reopen(tx *models.Tx, last *Round, note string, dueOn calendar.Date, revision int) (err error) {
	if dueOn == "" {
		if dueOn, err = dueBy(tx, tx.Today(), f.Org); err != nil {
			return err
		}
	}
	if err := f.move(tx, revision, models.Assign("closed_on", ""), models.Assign("closed_by", 0), models.Assign("closed_name", ""), models.Assign("result", ""),
		models.Assign("lookback_on", ""), models.Assign("due_on", dueOn), models.Assign("project_id", nil), models.Assign("reopens", f.Reopens+1)); err != nil {
		return err
	}
	f.ClosedOn, f.ClosedBy, f.ClosedName, f.Result, f.LookbackOn, f.DueOn, f.ProjectID, f.Project, f.Reopens = "", 0, "", "", "", dueOn, nil, nil, f.Reopens+1
	if err := f.again(tx, last, nil); err != nil {
		return err
	}
	title, body := language.Phrase{"回头看发现问题反弹，请重新整改，时限%s", dueOn.Long()}, language.Phrase{"问题：%[1]s。回头看：%[2]s", f.Text, note}
	if err := f.tellMending(tx, last, "reopened", title, body); err != nil {
		return err
	}
	if f.Reopens > 1 {
		heads, err := f.heads(tx)
		if err != nil {
			return err
		}
		if err := f.tell(tx, "rebounded", language.Phrase{"%[1]s的一个问题第%[2]d次反弹", f.Org.Name, f.Reopens}, body, heads...); err != nil {
			return err
		}
	}
	return f.record(tx, "回头看：问题反弹", note, "")
}

// heads are the first responsible persons and the work committee's officers: D.4.
func (f *Finding) heads(tx *models.Tx) ([]int64, error) {
	c, err := tx.ChartAround([]int64{f.OrgID}, nil)
	if err != nil {
		return nil, err
	}
	var accounts []int64
	for _, h := range slices.Concat(c.Held(c.Group(f.OrgID), models.GroupSecretary), c.Held(c.Nearest(f.OrgID, models.WorkCommittee).ID, models.WorkOfficer)) {
		accounts = append(accounts, h.UserID)
	}
	return accounts, nil
}
