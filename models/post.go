package models

import (
	"luoshi/calendar"
)

// Office is the kind of a post, and with it the role of who holds it.
type Office string

const (
	CityLeader         Office = "city_leader"         // 市委领导
	DepartmentOfficer  Office = "department_officer"  // 市委组织部工作人员
	CommitteeSecretary Office = "committee_secretary" // 工委、机关党委、总支书记
	WorkOfficer        Office = "work_officer"        // 工委工作人员
	Inspector          Office = "inspector"           // 工委督导员
	GroupSecretary     Office = "group_secretary"     // 党组（党委）书记，第一责任人
	GroupDeputy        Office = "group_deputy"        // 分管负责同志
	GroupMember        Office = "group_member"        // 党组成员
	DeputySecretary    Office = "deputy_secretary"    // 专职副书记
	Staff              Office = "staff"               // 党务干部
	BranchSecretary    Office = "branch_secretary"    // 党支部书记
	Organiser          Office = "organiser"           // 组织委员
	Publicist          Office = "publicist"           // 宣传委员
	Disciplinarian     Office = "disciplinarian"      // 纪检委员
	CommitteeMember    Office = "committee_member"    // 支部委员
	PartyGroupLeader   Office = "party_group_leader"  // 党小组长
)

// OfficeNames are the offices as people read them.
var OfficeNames = map[Office]string{
	CityLeader: "市委领导", DepartmentOfficer: "组织部工作人员", CommitteeSecretary: "书记", WorkOfficer: "工委工作人员",
	Inspector: "督导员", GroupSecretary: "党组（党委）书记", GroupDeputy: "分管负责同志", GroupMember: "党组成员",
	DeputySecretary: "专职副书记", Staff: "党务干部", BranchSecretary: "党支部书记", Organiser: "组织委员",
	Publicist: "宣传委员", Disciplinarian: "纪检委员", CommitteeMember: "委员", PartyGroupLeader: "党小组长",
}

// Leads reports whether the post is a leader's, who is told little and seldom.
func (o Office) Leads() bool { return o == CityLeader || o == GroupSecretary || o == GroupDeputy }

// OfficesOf lists the offices an organisation of a kind has. No other can be
// set up there: an office gives a role, and the role its rights.
var OfficesOf = map[OrgKind][]Office{
	CityCommittee:  {CityLeader},
	Department:     {DepartmentOfficer},
	WorkCommittee:  {CommitteeSecretary, DeputySecretary, WorkOfficer, Inspector},
	Section:        {WorkOfficer, Inspector},
	LeadingGroup:   {GroupSecretary, GroupDeputy, GroupMember},
	OrganCommittee: {CommitteeSecretary, DeputySecretary, Staff, Organiser, Publicist, Disciplinarian, CommitteeMember},
	GeneralBranch:  {CommitteeSecretary, DeputySecretary, Staff, Organiser, Publicist, Disciplinarian, CommitteeMember},
	Branch:         {BranchSecretary, Organiser, Publicist, Disciplinarian, CommitteeMember, Staff},
	PartyGroup:     {PartyGroupLeader},
	JointBranch:    {BranchSecretary, Organiser, Publicist, Disciplinarian, CommitteeMember, Staff},
}

// CommitteeOffices sit on a branch committee.
var CommitteeOffices = []Office{BranchSecretary, Organiser, Publicist, Disciplinarian, CommitteeMember}

// Post is a chair: work belongs to it, and so to whoever holds it.
type Post struct {
	ID     int64
	OrgID  int64
	Office Office
	Name   string // "专职副书记", or a finer title such as "组织科科长"
	Seq    int    // several chairs of one office in one organisation

	Org *Org
}

// Tenure is one person's time in a post.
type Tenure struct {
	ID       int64
	PostID   int64
	MemberID int64
	FullTime bool
	Rank     string        // 中层正职 …
	FiledOn  calendar.Date // with the work committee; "" while not filed
	StartOn  calendar.Date
	Document string // by which the appointment was made

	SubmittedOn   calendar.Date // for filing; "" while not submitted, or returned
	SubmittedBy   int64
	SubmittedName string
	EndOn         calendar.Date // the last day; "" while it lasts

	Post   *Post
	Member *Member
}

// Holder is a post with who holds it today, if anybody.
type Holder struct {
	PostID     int64
	OrgID      int64
	OrgName    string
	Office     Office
	PostName   string
	MemberID   int64 // 0 while the post is vacant
	MemberName string
	UserID     int64 // 0 for a person without an account
	StartOn    calendar.Date
	FiledOn    calendar.Date // with the work committee; "" while not filed
	FullTime   bool
}

// Title is the post as a line under a name: "市行政审批服务局党支部 书记".
func (h Holder) Title() string { return h.OrgName + " " + h.PostName }

// holders selects posts with their present holders; ? is today, three times.
const holders = `SELECT p.id AS post_id, p.org_id, o.name AS org_name, p.office, p.name AS post_name,
	COALESCE(t.member_id, 0) AS member_id, COALESCE(m.name, '') AS member_name, COALESCE(u.id, 0) AS user_id,
	COALESCE(t.start_on, '') AS start_on, COALESCE(t.filed_on, '') AS filed_on, COALESCE(t.full_time, 0) AS full_time
	FROM posts p JOIN orgs o ON o.id = p.org_id
	LEFT JOIN tenures t ON t.post_id = p.id AND t.start_on <= ? AND (t.end_on = '' OR t.end_on >= ?)
	LEFT JOIN members m ON m.id = t.member_id
	LEFT JOIN users u ON u.member_id = m.id AND u.disabled = 0 `

// Holders lists the posts of an organisation with their holders on the day of the Tx.
func (tx *Tx) Holders(orgID int64, offices ...Office) ([]Holder, error) {
	if len(offices) == 0 {
		return tx.holders("WHERE p.org_id = ? ORDER BY p.id", orgID)
	}
	return tx.holders("WHERE p.org_id = ? AND p.office IN ? ORDER BY p.id", orgID, offices)
}

// PostHolders finds the holders of posts by their ids.
func (tx *Tx) PostHolders(ids []int64) (map[int64]Holder, error) {
	return keepEach(tx, func(m *memory) map[int64]Holder { return m.holders }, ids, func(missing []int64) (map[int64]Holder, error) {
		list, err := tx.holders("WHERE p.id IN ?", missing)
		found := make(map[int64]Holder, len(list))
		for _, h := range list {
			found[h.PostID] = h
		}
		return found, err
	})
}

// AllHolders lists every post the actor may see with its holder.
func (tx *Tx) AllHolders() ([]Holder, error) {
	where, args := tx.scope(View, Orgs).sql("o.id")
	return tx.holders("WHERE "+where+" ORDER BY o.code, p.id", args...)
}

func (tx *Tx) holders(where string, args ...any) ([]Holder, error) {
	day := tx.Today()
	var list []Holder
	err := tx.gorm.Raw(holders+where, append([]any{day, day}, args...)...).Scan(&list).Error
	return list, err
}

// Post finds a post of an organisation the actor may see.
func (tx *Tx) Post(id int64) (*Post, error) {
	p, err := Visible[Post](tx, Orgs, "org_id").Preload("Org", nil).Where("id = ?", id).First(tx.Ctx)
	return &p, err
}

// PostList lists the posts the actor may see with their holders, of the
// organisation and all below it (nil for all); after is the id to go on from.
func (tx *Tx) PostList(org *Org, after int64, limit int) ([]Holder, error) {
	where, args := tx.scope(View, Orgs).sql("p.org_id")
	where, args = "WHERE p.id > ? AND "+where, append([]any{after}, args...)
	if org != nil {
		below, path := scope{below: []string{org.Path}}.sql("p.org_id")
		where, args = where+" AND "+below, append(args, path...)
	}
	return tx.holders(where+" ORDER BY p.id LIMIT ?", append(args, limit)...)
}

// Tenures lists who has held the post, the latest first.
func (p *Post) Tenures(tx *Tx) ([]Tenure, error) {
	return In[Tenure](tx).Preload("Member", nil).Where("post_id = ?", p.ID).Order("start_on DESC, id DESC").Find(tx.Ctx)
}
