package models

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// Reform is a line of the ledger of how organisations came, changed and went: why,
// by which document, from which day.
type Reform struct {
	ID           int64
	OrgID        int64
	Type         ReformType
	Reason       string
	Document     string
	EffectiveOn  calendar.Date // of a dissolution the last day
	Detail       string        // what it was, and what it became
	RecordedOn   calendar.Date
	RecordedBy   int64
	RecordedName string

	Org *Org
}

// TableName is what people call the ledger's lines.
func (Reform) TableName() string { return "org_reforms" }

// ReformType is what happened to an organisation.
type ReformType string

const (
	SetUp     ReformType = "set_up"    // 设立
	Adjusted  ReformType = "adjusted"  // 调整: another kind
	Renamed   ReformType = "renamed"   // 更名
	Moved     ReformType = "moved"     // 隶属变更
	Dissolved ReformType = "dissolved" // 撤销
)

// ReformTypes lists them in the order of the page.
var ReformTypes = []ReformType{SetUp, Adjusted, Renamed, Moved, Dissolved}

var reformNames = map[ReformType]language.Word{SetUp: "设立", Adjusted: "调整", Renamed: "更名", Moved: "隶属变更", Dissolved: "撤销"}

func (t ReformType) String() string { return string(reformNames[t]) }

// Into is what a reform makes of an organisation; of these each type uses its own.
type Into struct {
	Kind      OrgKind // adjusted
	Name      string  // renamed
	ParentID  int64   // moved
	MembersTo int64   // dissolved: the branch that takes the members in
}

// reforms carry each type out on the organisation, and say what has changed.
var reforms = map[ReformType]func(*Org, *Tx, *Reform, Into) error{
	Adjusted: (*Org).adjust, Renamed: (*Org).rename, Moved: (*Org).moveTo, Dissolved: (*Org).dissolve,
}

// SetUpOrg adds an organisation with its line in the ledger.
func (tx *Tx) SetUpOrg(o *Org, r *Reform) error {
	r.Type = SetUp
	if err := r.check(tx); err != nil {
		return err
	}
	o.EstablishedOn = r.EffectiveOn
	if err := tx.CreateOrg(o); err != nil {
		return err
	}
	r.Detail = o.Name
	return r.enter(tx, o)
}

// Reform changes the organisation as it was at the revision, for whoever leads it,
// with a line in the ledger. What is past keeps the names it had.
func (o *Org) Reform(tx *Tx, r *Reform, into Into, revision int) error {
	if o.ParentID == nil {
		return Fail(Conflict, "%s没有上级党组织，不能在这里变更。", o.Name)
	}
	if err := tx.Require(Enter, Orgs, *o.ParentID); err != nil {
		return err
	}
	if o.ClosedOn != "" {
		return Fail(Conflict, "%s已于%s撤销，不能再变更。", o.Name, o.ClosedOn.Long())
	}
	change, known := reforms[r.Type]
	if !known {
		return FailAt(Invalid, "type", "请选择变更类型。")
	}
	if err := r.check(tx); err != nil {
		return err
	}
	n, err := In[Org](tx).Where("id = ? AND revision = ?", o.ID, revision).Update(tx.Ctx, "revision", revision+1)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	before := JSON(o)
	if err := change(o, tx, r, into); err != nil {
		return err
	}
	if err := o.Change(tx, OrgChange{}, revision+1); err != nil {
		return err
	}
	if err := o.record(tx, r.Type.String(), before); err != nil {
		return err
	}
	return r.enter(tx, o)
}

func (r *Reform) check(tx *Tx) error {
	wrong := FieldErrors{}
	if r.Reason = strings.TrimSpace(r.Reason); r.Reason == "" || utf8.RuneCountInString(r.Reason) > 500 {
		wrong.Add("reason", "请写明变更原因，不超过500个字")
	}
	if r.Document = strings.TrimSpace(r.Document); r.Document == "" || utf8.RuneCountInString(r.Document) > 100 {
		wrong.Add("document", "请填写批准文号，不超过100个字")
	}
	if !r.EffectiveOn.Valid() || r.EffectiveOn > tx.Today() {
		wrong.Add("effective_on", "生效日期写作 2022-06-15，不能晚于今天")
	}
	return wrong.Err("变更信息需要修改：%s", wrong)
}

func (r *Reform) enter(tx *Tx, o *Org) error {
	r.OrgID, r.RecordedOn, r.RecordedBy, r.RecordedName = o.ID, tx.Today(), tx.Actor.ID, tx.Actor.Name
	return In[Reform](tx).Omit("Org").Create(tx.Ctx, r)
}

func (o *Org) adjust(_ *Tx, r *Reform, into Into) error {
	allowed := [][]OrgKind{{Branch, JointBranch}, {GeneralBranch, OrganCommittee}}
	if !slices.ContainsFunc(allowed, func(pair []OrgKind) bool {
		return into.Kind != o.Kind && slices.Contains(pair, o.Kind) && slices.Contains(pair, into.Kind)
	}) {
		return FailAt(Invalid, "kind", "党支部与联合党支部、党总支与机关党委之间可以调整；其他情形请设立新组织、撤销旧组织。")
	}
	r.Detail = fmt.Sprintf("%s → %s", OrgKindNames[o.Kind], OrgKindNames[into.Kind])
	o.Kind = into.Kind
	return nil
}

func (o *Org) rename(_ *Tx, r *Reform, into Into) error {
	name := strings.TrimSpace(into.Name)
	if name == "" || name == o.Name {
		return FailAt(Invalid, "name", "请填写新名称，与现名称不同。")
	}
	r.Detail = fmt.Sprintf("%s → %s", o.Name, name)
	o.Name = name
	return nil
}

func (o *Org) moveTo(tx *Tx, r *Reform, into Into) error {
	parent, err := tx.Org(into.ParentID)
	if KindOf(err) == NotFound || err == nil && (parent.ClosedOn != "" || parent.ID == *o.ParentID || parent.Within(o)) {
		return FailAt(Invalid, "parent_id", "请选择新的上级党组织：不能是现上级、已撤销的组织，或它自己的下级。")
	}
	if err != nil {
		return err
	}
	if err := tx.Require(Enter, Orgs, parent.ID); err != nil {
		return err
	}
	was, err := In[Org](tx).Where("id = ?", *o.ParentID).First(tx.Ctx)
	if err != nil {
		return err
	}
	r.Detail = fmt.Sprintf("%s → %s", was.Name, parent.Name)
	o.ParentID = &parent.ID
	return o.moveBelow(tx, parent)
}

// dissolve ends the organisation: its members go to another branch, its posts
// become vacant, and its records stay.
func (o *Org) dissolve(tx *Tx, r *Reform, into Into) error {
	below, err := In[Org](tx).Where("parent_id = ? AND closed_on = ''", o.ID).Count(tx.Ctx, "id")
	if err != nil {
		return err
	}
	if below > 0 {
		return Fail(Conflict, "%s之下还有%d个组织，请先撤销或变更其隶属。", o.Name, below)
	}
	if r.Detail, err = o.release(tx, into.MembersTo); err != nil {
		return err
	}
	posts, err := In[Post](tx).Where("org_id = ? AND id IN (SELECT post_id FROM tenures WHERE end_on = '')", o.ID).Order("id").Find(tx.Ctx)
	if err != nil {
		return err
	}
	for i := range posts {
		if err := posts[i].Vacate(tx, r.EffectiveOn); err != nil {
			return err
		}
	}
	o.ClosedOn = r.EffectiveOn
	_, err = In[Org](tx).Where("id = ?", o.ID).Update(tx.Ctx, "closed_on", o.ClosedOn)
	return err
}

// release hands the members over to another branch, and says how many.
func (o *Org) release(tx *Tx, to int64) (string, error) {
	members, err := In[Member](tx).Where("org_id = ? AND left_on = ''", o.ID).Order("id").Find(tx.Ctx)
	if err != nil || len(members) == 0 {
		return o.Name, err
	}
	branch, err := tx.Org(to)
	if KindOf(err) == NotFound || err == nil && (!branch.IsBranch() || branch.ClosedOn != "" || branch.ID == o.ID) {
		return "", FailAt(Invalid, "members_to", "还有%d名党员，请选择接收他们的党支部。", len(members))
	}
	if err != nil {
		return "", err
	}
	if err := tx.Require(Enter, Members, branch.ID); err != nil {
		return "", err
	}
	for i := range members {
		m := &members[i]
		before := JSON(m)
		m.OrgID, m.GroupID = &branch.ID, nil
		if _, err := In[Member](tx).Where("id = ?", m.ID).Set(Assign("org_id", m.OrgID), Assign("group_id", nil), Assign("revision", m.Revision+1)).Update(tx.Ctx); err != nil {
			return "", err
		}
		m.Revision++
		if err := m.record(tx, "转接组织关系", before); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%s；%d名党员转入%s", o.Name, len(members), branch.Name), nil
}

// Reforms lists the ledger's lines of a stretch of days that the actor may see, of a
// type ("" for all) and of an organisation and all below it (nil for all).
func (tx *Tx) Reforms(t ReformType, from, to calendar.Date, org *Org) ([]Reform, error) {
	q := Visible[Reform](tx, Orgs, "org_reforms.org_id").LeftJoin("Org").Where("org_reforms.effective_on BETWEEN ? AND ?", from, to)
	if t != "" {
		q = q.Where("org_reforms.type = ?", t)
	}
	if org != nil {
		where, args := Below("org_reforms.org_id", []string{org.Path})
		q = q.Where(where, args...)
	}
	return q.Order("org_reforms.effective_on DESC, org_reforms.id DESC").Find(tx.Ctx)
}
