package models

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// CreateOrg adds an organisation below its parent.
func (tx *Tx) CreateOrg(o *Org) error {
	if err := tx.Require(Enter, Orgs, 0); err != nil {
		return err
	}
	parent, err := o.check(tx)
	if err != nil {
		return err
	}
	if err := In[Org](tx).Create(tx.Ctx, o); err != nil {
		if IsDuplicate(err) {
			return FailAt(Conflict, "code", "已有代码为%s的组织，请换一个代码。", o.Code)
		}
		return err
	}
	above := "/"
	if parent != nil {
		above = parent.Path
	}
	o.Path = fmt.Sprintf("%s%d/", above, o.ID)
	if _, err := In[Org](tx).Where("id = ?", o.ID).Set(Assign("path", o.Path)).Update(tx.Ctx); err != nil {
		return err
	}
	if err := o.index(tx); err != nil {
		return err
	}
	return o.record(tx, "登记组织", "")
}

// OrgChange is what of an organisation can be changed; nil leaves it as it is.
type OrgChange struct {
	Name, FixedDay                       *string
	CommitteeSeats                       *int
	EstablishedOn, ElectedOn, TermEndsOn *calendar.Date
}

// Change alters the organisation as it was at the revision.
func (o *Org) Change(tx *Tx, c OrgChange, revision int) error {
	if err := tx.Require(Enter, Orgs, o.ID); err != nil {
		return err
	}
	before := JSON(o)
	take(&o.Name, c.Name)
	take(&o.FixedDay, c.FixedDay)
	take(&o.CommitteeSeats, c.CommitteeSeats)
	take(&o.EstablishedOn, c.EstablishedOn)
	take(&o.ElectedOn, c.ElectedOn)
	take(&o.TermEndsOn, c.TermEndsOn)
	if _, err := o.check(tx); err != nil {
		return err
	}
	n, err := In[Org](tx).Where("id = ? AND revision = ?", o.ID, revision).Set(
		Assign("name", o.Name), Assign("fixed_day", o.FixedDay), Assign("committee_seats", o.CommitteeSeats),
		Assign("kind", o.Kind), Assign("unit_name", o.UnitName), Assign("unit_kind", o.UnitKind),
		Assign("parent_id", o.ParentID), Assign("guided_by_id", o.GuidedByID),
		Assign("established_on", o.EstablishedOn), Assign("elected_on", o.ElectedOn), Assign("term_ends_on", o.TermEndsOn),
		Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	o.Revision = revision + 1
	if err := o.index(tx); err != nil {
		return err
	}
	return o.record(tx, "修改组织", before)
}

// index makes the organisation found by its name and code.
func (o *Org) index(tx *Tx) error {
	return tx.Index(SearchOrgs, Findable{o.ID, []string{o.Name, o.Code}})
}

// moveBelow puts the organisation, with all below it, under another parent.
func (o *Org) moveBelow(tx *Tx, parent *Org) error {
	above := "/"
	if parent != nil {
		above = parent.Path
	}
	old, path := o.Path, fmt.Sprintf("%s%d/", above, o.ID)
	if path == old {
		return nil
	}
	where, args := scope{below: []string{old}}.sql("id")
	below, err := In[Org](tx).Where(where, args...).Find(tx.Ctx)
	if err != nil {
		return err
	}
	for _, b := range below {
		if _, err := In[Org](tx).Where("id = ?", b.ID).Set(Assign("path", path+strings.TrimPrefix(b.Path, old))).Update(tx.Ctx); err != nil {
			return err
		}
	}
	o.Path = path
	return nil
}

func take[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func (o *Org) record(tx *Tx, verb, before string) error {
	topic := fmt.Sprintf("orgs/%d", o.ID)
	return tx.Record(Entry{Verb: verb, Subject: topic, Topic: topic, OrgID: o.ID, Detail: language.Quote(o.Name), Before: before, After: JSON(o)})
}

// check tidies the organisation and says what is wrong with it; it returns the one that leads it.
func (o *Org) check(tx *Tx) (parent *Org, err error) {
	wrong := FieldErrors{}
	o.Code, o.Name, o.FixedDay = strings.TrimSpace(o.Code), strings.TrimSpace(o.Name), strings.TrimSpace(o.FixedDay)
	if o.Code == "" || utf8.RuneCountInString(o.Code) > 40 || strings.ContainsAny(o.Code, " \t\n") {
		wrong.Add("code", "代码须为1至40个字，中间没有空格，如 B1001")
	}
	if o.Name == "" || utf8.RuneCountInString(o.Name) > 200 {
		wrong.Add("name", "名称须为1至200个字")
	}
	if _, known := OrgKindNames[o.Kind]; !known {
		wrong.Add("kind", "请选择组织类别")
	}
	if parent, err = o.checkLines(tx, wrong); err != nil {
		return nil, err
	}
	o.checkBranch(wrong)
	return parent, wrong.Err("组织信息需要修改：%s", wrong)
}

// checkLines looks at the two upward lines: who leads and who guides.
func (o *Org) checkLines(tx *Tx, wrong FieldErrors) (parent *Org, err error) {
	if o.ParentID == nil && o.Kind != CityCommittee {
		wrong.Add("parent_id", "请选择领导它的上级党组织")
	}
	if o.ParentID != nil {
		p, err := In[Org](tx).Where("id = ?", *o.ParentID).First(tx.Ctx)
		switch {
		case KindOf(err) == NotFound:
			wrong.Add("parent_id", "没有这个上级党组织，请重新选择")
		case err != nil:
			return nil, err
		case o.Kind == PartyGroup && !p.IsBranch():
			wrong.Add("parent_id", "党小组设在党支部之下，请选择所属党支部")
		case o.Kind != PartyGroup && (p.IsBranch() || p.Kind == LeadingGroup || p.Kind == PartyGroup):
			wrong.Add("parent_id", "党支部之下只设党小组，党小组、党组（党委）之下不设党组织；党组只作指导单位")
		}
		parent = &p
	}
	if o.GuidedByID != nil {
		g, err := In[Org](tx).Where("id = ?", *o.GuidedByID).First(tx.Ctx)
		if err != nil && KindOf(err) != NotFound {
			return nil, err
		}
		if err != nil || g.Kind != LeadingGroup {
			wrong.Add("guided_by_id", "指导单位须是部门党组（党委）")
		}
	}
	return parent, nil
}

// checkBranch looks at what only branches have, and at the term.
func (o *Org) checkBranch(wrong FieldErrors) {
	if o.FixedDay != "" {
		fixed, err := calendar.ParseFixedDay(o.FixedDay)
		switch {
		case !o.IsBranch():
			wrong.Add("fixed_day", "只有党支部有主题党日固定日")
		case err != nil:
			wrong.Add("fixed_day", "%s", err)
		default:
			o.FixedDay = fixed.String()
		}
	}
	if s := o.CommitteeSeats; s != 0 && (!o.IsBranch() || s < 3 || s > 7) {
		wrong.Add("committee_seats", "支委会由3至7人组成；不设支委会的填0，非党支部填0")
	}
	for name, day := range map[string]calendar.Date{"established_on": o.EstablishedOn, "elected_on": o.ElectedOn, "term_ends_on": o.TermEndsOn} {
		if day != "" && !day.Valid() {
			wrong.Add(name, "日期写作 2022-06-15")
		}
	}
	if o.ElectedOn != "" && o.TermEndsOn != "" && o.TermEndsOn <= o.ElectedOn {
		wrong.Add("term_ends_on", "届满日期须晚于当选日期")
	}
}
