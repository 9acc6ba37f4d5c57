package models

import (
	"fmt"
	"strings"

	"luoshi/calendar"
)

// OrgKind is what an organisation is.
type OrgKind string

const (
	CityCommittee  OrgKind = "city_committee"  // 市委
	Department     OrgKind = "org_department"  // 市委组织部
	WorkCommittee  OrgKind = "work_committee"  // 市直机关工委
	LeadingGroup   OrgKind = "leading_group"   // 部门党组（党委）: guides, does not lead
	OrganCommittee OrgKind = "organ_committee" // 机关党委
	GeneralBranch  OrgKind = "general_branch"  // 党总支
	Branch         OrgKind = "branch"          // 党支部
	JointBranch    OrgKind = "joint_branch"    // 联合党支部
	Section        OrgKind = "section"         // 工委内设科室
)

// OrgKindNames are the kinds as people read them.
var OrgKindNames = map[OrgKind]string{
	CityCommittee: "市委", Department: "市委组织部", WorkCommittee: "市直机关工委", LeadingGroup: "党组（党委）",
	OrganCommittee: "机关党委", GeneralBranch: "党总支", Branch: "党支部", JointBranch: "联合党支部", Section: "内设科室",
}

// Org is a Party organisation with its two upward lines: the one that leads it
// (Parent, the tree) and the leading group that guides it.
type Org struct {
	ID             int64
	Code           string // "B0702"
	Name           string
	Kind           OrgKind
	UnitName       string // the department it belongs to: "市住房和城乡建设局"
	UnitKind       string // 党政机关, 垂管单位 …
	ParentID       *int64
	GuidedByID     *int64
	Path           string // "/1/3/17/": the ids from the top of the tree to itself
	FixedDay       string // 主题党日固定日: "每月5日"; only branches
	CommitteeSeats int    // seats of the branch committee; 0 means it has none
	EstablishedOn  calendar.Date
	ClosedOn       calendar.Date
	ElectedOn      calendar.Date // the present committee's or secretary's election
	TermEndsOn     calendar.Date
	Revision       int
}

// IsBranch reports whether members belong to it directly.
func (o *Org) IsBranch() bool { return o.Kind == Branch || o.Kind == JointBranch }

// Within reports whether the organisation is other or lies below it.
func (o *Org) Within(other *Org) bool { return strings.HasPrefix(o.Path, other.Path) }

// Org finds an organisation the actor may see.
func (tx *Tx) Org(id int64) (*Org, error) {
	o, err := Visible[Org](tx, Orgs, "id").Where("id = ?", id).First(tx.Ctx)
	return &o, err
}

// OrgByCode finds any organisation by its code; only for the program's own work.
func (tx *Tx) OrgByCode(code string) (*Org, error) {
	o, err := In[Org](tx).Where("code = ?", code).First(tx.Ctx)
	return &o, err
}

// Orgs lists the organisations the actor may see, in the order of the tree.
func (tx *Tx) Orgs() ([]Org, error) {
	return Visible[Org](tx, Orgs, "id").Order("code").Find(tx.Ctx)
}

// CreateOrg adds an organisation below its parent.
func (tx *Tx) CreateOrg(o *Org) error {
	if err := tx.Require(Enter, Orgs, 0); err != nil {
		return err
	}
	if err := In[Org](tx).Create(tx.Ctx, o); err != nil {
		if IsDuplicate(err) {
			return &Error{Kind: Conflict, Message: "已有代码为" + o.Code + "的组织，请换一个代码。", Fields: map[string]string{"code": "代码重复"}}
		}
		return err
	}
	above := "/"
	if o.ParentID != nil {
		parent, err := In[Org](tx).Where("id = ?", *o.ParentID).First(tx.Ctx)
		if err != nil {
			return err
		}
		above = parent.Path
	}
	o.Path = fmt.Sprintf("%s%d/", above, o.ID)
	if _, err := In[Org](tx).Where("id = ?", o.ID).Set(Assign("path", o.Path)).Update(tx.Ctx); err != nil {
		return err
	}
	return tx.Record(Entry{Verb: "登记组织", Subject: fmt.Sprintf("orgs/%d", o.ID), Topic: fmt.Sprintf("orgs/%d", o.ID),
		OrgID: o.ID, Detail: o.Name, After: JSON(o)})
}

// Line lists the organisation and those that lead it, the nearest first.
func (tx *Tx) Line(o *Org) ([]Org, error) {
	ids := strings.Split(strings.Trim(o.Path, "/"), "/")
	return In[Org](tx).Where("id IN ?", ids).Order("LENGTH(path) DESC").Find(tx.Ctx)
}
