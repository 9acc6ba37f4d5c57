package models

import "luoshi/calendar"

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
	Name           string
	Status         MemberStatus
	IsLeadingCadre bool
	IsCityLeader   bool
	Exemption      string // why exempt from activities: "年老体弱"; "" for none
	JoinedOn       calendar.Date
	LeftOn         calendar.Date // "" while here
	Revision       int
}

// Members lists a branch's members of today that the actor may see, by name.
func (tx *Tx) Members(orgID int64) ([]Member, error) {
	return Visible[Member](tx, Members, "org_id").Where("org_id = ? AND left_on = ''", orgID).
		Order("name, id").Find(tx.Ctx)
}

// Member finds a member the actor may see.
func (tx *Tx) Member(id int64) (*Member, error) {
	m, err := Visible[Member](tx, Members, "org_id").Where("id = ?", id).First(tx.Ctx)
	return &m, err
}

// CreateMember adds a member to a branch.
func (tx *Tx) CreateMember(m *Member) error {
	var org int64
	if m.OrgID != nil {
		org = *m.OrgID
	}
	if err := tx.Require(Enter, Members, org); err != nil {
		return err
	}
	return In[Member](tx).Create(tx.Ctx, m)
}

// CreateMembers adds many members at once, for an import.
func (tx *Tx) CreateMembers(list []Member) error {
	if err := tx.Require(Enter, Members, 0); err != nil {
		return err
	}
	return In[Member](tx).CreateInBatches(tx.Ctx, &list, 200)
}
