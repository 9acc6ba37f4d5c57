package models

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luoshi/calendar"
	"luoshi/language"
)

// MemberStatus is a person's standing in the Party.
type MemberStatus string

const (
	Full         MemberStatus = "full"         // 正式党员
	Probationary MemberStatus = "probationary" // 预备党员
)

// Member is a Party member. One whose branch is outside the city's departments
// (the work committee's own officers) has no organisation here.
type Member struct {
	ID             int64
	OrgID          *int64 // the branch
	GroupID        *int64 // the party group of the branch; nil for none
	Name           string
	Status         MemberStatus
	IsLeadingCadre bool
	IsCityLeader   bool
	Exemption      string // why exempt from activities: "年老体弱"; "" for none
	JoinedOn       calendar.Date
	LeftOn         calendar.Date // "" while here
	Phone          string        // its middle hidden: 138****5678
	PhoneLocked    string        `json:"-"` // the whole of it, encrypted
	Revision       int
}

// MemberStatusNames are the standings as people read them.
var MemberStatusNames = map[MemberStatus]string{Full: "正式党员", Probationary: "预备党员"}

// Members lists a branch's members of today that the actor may see, by name.
func (tx *Tx) Members(orgID int64) ([]Member, error) {
	return Visible[Member](tx, Members, "org_id").Where("org_id = ? AND left_on = ''", orgID).
		Order("name, id").Find(tx.Ctx)
}

// MemberList lists today's members the actor may see, of the organisation and
// all below it (nil for all), whose names have the words; after is the id to go on from.
func (tx *Tx) MemberList(org *Org, words string, after int64, limit int) ([]Member, error) {
	q := Visible[Member](tx, Members, "org_id").Where("left_on = '' AND id > ?", after)
	if org != nil {
		where, args := scope{below: []string{org.Path}}.sql("org_id")
		q = q.Where(where, args...)
	}
	if words != "" {
		q = q.Where("name LIKE ? ESCAPE '!'", Containing(words))
	}
	return q.Order("id").Limit(limit).Find(tx.Ctx)
}

// Member finds a member the actor may see.
func (tx *Tx) Member(id int64) (*Member, error) {
	m, err := Visible[Member](tx, Members, "org_id").Where("id = ?", id).First(tx.Ctx)
	return &m, err
}

// CreateMember adds a member to a branch.
func (tx *Tx) CreateMember(m *Member) error {
	if err := tx.Require(Enter, Members, m.Branch()); err != nil {
		return err
	}
	if err := m.check(tx); err != nil {
		return err
	}
	if err := In[Member](tx).Create(tx.Ctx, m); err != nil {
		return err
	}
	if err := indexMembers(tx, *m); err != nil {
		return err
	}
	return m.record(tx, "登记党员", "")
}

// CreateMembers adds many members at once, for an import.
func (tx *Tx) CreateMembers(list []Member) error {
	if err := tx.Require(Enter, Members, 0); err != nil {
		return err
	}
	wrong := FieldErrors{}
	for i := range list {
		if err := list[i].keepPhone(tx, wrong); err != nil {
			return err
		}
	}
	if err := wrong.Err("党员信息需要修改：%s", wrong); err != nil {
		return err
	}
	if err := In[Member](tx).CreateInBatches(tx.Ctx, &list, 200); err != nil {
		return err
	}
	if err := indexMembers(tx, list...); err != nil {
		return err
	}
	return tx.Record(Entry{Verb: "批量登记党员", Subject: "members", Topic: "members", Detail: language.Phrase{"共%d名", len(list)}})
}

// MemberChange is what of a member can be changed; nil leaves it as it is.
type MemberChange struct {
	Name, Exemption, Phone       *string
	Status                       *MemberStatus
	IsLeadingCadre, IsCityLeader *bool
	JoinedOn, LeftOn             *calendar.Date
	GroupID                      *int64 // 0 takes the member out of the group
}

// Into puts what is given into a member.
func (c MemberChange) Into(m *Member) {
	take(&m.Name, c.Name)
	take(&m.Exemption, c.Exemption)
	take(&m.Status, c.Status)
	take(&m.IsLeadingCadre, c.IsLeadingCadre)
	take(&m.IsCityLeader, c.IsCityLeader)
	take(&m.JoinedOn, c.JoinedOn)
	take(&m.LeftOn, c.LeftOn)
	take(&m.Phone, c.Phone)
	if c.GroupID != nil {
		if m.GroupID = c.GroupID; *c.GroupID == 0 {
			m.GroupID = nil
		}
	}
}

// Change alters the member as it was at the revision. Who leaves must have
// handed over every post before.
func (m *Member) Change(tx *Tx, c MemberChange, revision int) error {
	if err := tx.Require(Enter, Members, m.Branch()); err != nil {
		return err
	}
	before := JSON(m)
	c.Into(m)
	if err := m.check(tx); err != nil {
		return err
	}
	if m.LeftOn != "" {
		held, err := In[Tenure](tx).Where("member_id = ? AND end_on = ''", m.ID).Count(tx.Ctx, "id")
		if err != nil {
			return err
		}
		if held > 0 {
			return Fail(Conflict, "%s还担任%d个职务，请先办理离任或交接，再登记离开。", m.Name, held)
		}
	}
	n, err := In[Member](tx).Where("id = ? AND revision = ?", m.ID, revision).Set(
		Assign("name", m.Name), Assign("exemption", m.Exemption), Assign("status", m.Status), Assign("is_leading_cadre", m.IsLeadingCadre),
		Assign("is_city_leader", m.IsCityLeader), Assign("joined_on", m.JoinedOn), Assign("left_on", m.LeftOn),
		Assign("phone", m.Phone), Assign("phone_locked", m.PhoneLocked), Assign("group_id", m.GroupID), Assign("revision", revision+1)).Update(tx.Ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return Stale
	}
	m.Revision = revision + 1
	if err := indexMembers(tx, *m); err != nil {
		return err
	}
	return m.record(tx, "修改党员信息", before)
}

// indexMembers makes members found by their names.
func indexMembers(tx *Tx, list ...Member) error {
	things := make([]Findable, len(list))
	for i, m := range list {
		things[i] = Findable{m.ID, []string{m.Name}}
	}
	return tx.Index(SearchMembers, things...)
}

// Branch is the member's branch, 0 for none.
func (m *Member) Branch() int64 {
	if m.OrgID == nil {
		return 0
	}
	return *m.OrgID
}

func (m *Member) check(tx *Tx) error {
	wrong := FieldErrors{}
	if m.Name = strings.TrimSpace(m.Name); m.Name == "" || utf8.RuneCountInString(m.Name) > 100 {
		wrong.Add("name", "姓名须为1至100个字")
	}
	if _, known := MemberStatusNames[m.Status]; !known {
		wrong.Add("status", "请选择正式党员或预备党员")
	}
	if utf8.RuneCountInString(m.Exemption) > 100 {
		wrong.Add("exemption", "免参加原因不超过100个字")
	}
	for name, day := range map[string]calendar.Date{"joined_on": m.JoinedOn, "left_on": m.LeftOn} {
		if day != "" && !day.Valid() {
			wrong.Add(name, "日期写作 2022-06-15")
		}
	}
	if m.OrgID != nil {
		o, err := In[Org](tx).Where("id = ?", *m.OrgID).First(tx.Ctx)
		if err != nil && KindOf(err) != NotFound {
			return err
		}
		if err != nil || !o.IsBranch() {
			wrong.Add("org_id", "党员须编入一个党支部")
		}
	}
	if m.GroupID != nil {
		n, err := In[Org](tx).Where("id = ? AND kind = ? AND parent_id = ?", *m.GroupID, PartyGroup, m.Branch()).Count(tx.Ctx, "id")
		if err != nil {
			return err
		}
		if n == 0 {
			wrong.Add("group_id", "党小组须是本党支部的，请重新选择")
		}
	}
	if err := m.keepPhone(tx, wrong); err != nil {
		return err
	}
	return wrong.Err("党员信息需要修改：%s", wrong)
}

func (m *Member) record(tx *Tx, verb, before string) error {
	return tx.Record(Entry{Verb: verb, Subject: fmt.Sprintf("members/%d", m.ID), Topic: fmt.Sprintf("orgs/%d", m.Branch()),
		OrgID: m.Branch(), Detail: language.Quote(m.Name), Before: before, After: JSON(m)})
}
