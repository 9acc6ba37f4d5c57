package models

import (
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
	PartyGroup     OrgKind = "party_group"     // 党小组: part of a branch
	Section        OrgKind = "section"         // 工委内设科室
)

// OrgKindNames are the kinds as people read them.
var OrgKindNames = map[OrgKind]string{
	CityCommittee: "市委", Department: "市委组织部", WorkCommittee: "市直机关工委", LeadingGroup: "党组（党委）",
	OrganCommittee: "机关党委", GeneralBranch: "党总支", Branch: "党支部", JointBranch: "联合党支部", PartyGroup: "党小组", Section: "内设科室",
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

// Orgs lists the organisations the actor may see by code.
func (tx *Tx) Orgs() ([]Org, error) {
	return Visible[Org](tx, Orgs, "id").Order("code").Find(tx.Ctx)
}

// OrgTree lists those the actor may see in the order of the tree, each after
// the one that leads it; after is the path to go on from, words are part of the
// name or code.
func (tx *Tx) OrgTree(words, after string, limit int) ([]Org, error) {
	q := Visible[Org](tx, Orgs, "id").Where("path > ?", after)
	if words != "" {
		q = q.Where("name LIKE ? ESCAPE '!' OR code LIKE ? ESCAPE '!'", Containing(words), Containing(words))
	}
	return q.Order("path").Limit(limit).Find(tx.Ctx)
}

// Containing is a LIKE pattern, for ESCAPE '!', of texts with these words in them.
func Containing(words string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(words) + "%"
}

// Strength is how many members an organisation has.
type Strength struct {
	OrgID              int64
	Full, Probationary int
}

// Strengths counts today's members of each of the branches.
func (tx *Tx) Strengths(orgIDs []int64) (map[int64]Strength, error) {
	var rows []Strength
	found := map[int64]Strength{}
	err := tx.Raw(&rows, `SELECT org_id, SUM(CASE WHEN status = 'full' THEN 1 ELSE 0 END) AS full,
		SUM(CASE WHEN status = 'probationary' THEN 1 ELSE 0 END) AS probationary
		FROM members WHERE left_on = '' AND org_id IN ? GROUP BY org_id`, append(orgIDs, -1))
	for _, r := range rows {
		found[r.OrgID] = r
	}
	return found, err
}

// Strength counts today's members of the organisation and all below it.
func (o *Org) Strength(tx *Tx) (s Strength, err error) {
	where, args := scope{below: []string{o.Path}}.sql("org_id")
	err = tx.Raw(&s, `SELECT COALESCE(SUM(CASE WHEN status = 'full' THEN 1 ELSE 0 END), 0) AS full,
		COALESCE(SUM(CASE WHEN status = 'probationary' THEN 1 ELSE 0 END), 0) AS probationary
		FROM members WHERE left_on = '' AND `+where, args...)
	return s, err
}

// Below lists the organisations next below that the actor may see, by code.
func (o *Org) Below(tx *Tx) ([]Org, error) {
	return Visible[Org](tx, Orgs, "id").Where("parent_id = ? OR guided_by_id = ?", o.ID, o.ID).Order("code").Limit(200).Find(tx.Ctx)
}

// IDsBelow are the ids of an organisation and of all below it; none for nil.
func (tx *Tx) IDsBelow(o *Org) (map[int64]bool, error) {
	ids := map[int64]bool{}
	if o == nil {
		return ids, nil
	}
	where, args := Below("id", []string{o.Path})
	list, err := In[Org](tx).Select("id").Where(where, args...).Find(tx.Ctx)
	for _, below := range list {
		ids[below.ID] = true
	}
	return ids, err
}

// OrgNames finds the names of organisations, also of those the actor sees no more of.
func (tx *Tx) OrgNames(ids ...*int64) (map[int64]string, error) {
	found := map[int64]string{}
	wanted := []int64{-1}
	for _, id := range ids {
		if id != nil {
			wanted = append(wanted, *id)
		}
	}
	list, err := In[Org](tx).Select("id, name").Where("id IN ?", wanted).Find(tx.Ctx)
	for _, o := range list {
		found[o.ID] = o.Name
	}
	return found, err
}

// Line lists the organisation and those that lead it, the nearest first.
func (tx *Tx) Line(o *Org) ([]Org, error) {
	ids := strings.Split(strings.Trim(o.Path, "/"), "/")
	return In[Org](tx).Where("id IN ?", ids).Order("LENGTH(path) DESC").Find(tx.Ctx)
}
